/** The conditions as groups in groups: all, any or none of them, each with its form. */
import { t } from '../../i18n/t.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { startingValues } from '../forms/fields.ts'
import { SchemaForm, useKnown } from '../forms/SchemaForm.tsx'
import { kindFields, kindHelp, kindLabel } from './sentence.ts'
import { type Group, isGroup, type Leaf, type Node, newGroup, newLeaf, withNode } from './tree.ts'

type Change = (tree: Group) => void
type Props = { readonly tree: Group; readonly onChange: Change }
/** Deeper than this nobody can say what a rule means; stored rules that are deeper are shown all the same. */
const deepest = 2

export const ConditionTree = ({ tree, onChange }: Props) => <GroupBox tree={tree} group={tree} depth={0} onChange={onChange} />

type BoxProps = Props & { readonly group: Group; readonly depth: number }

function GroupBox({ tree, group, depth, onChange }: BoxProps) {
  const change = (next: Partial<Group>) => onChange(withNode(tree, group.key, (node) => (isGroup(node) ? { ...node, ...next } : node)))
  const add = (node: Node) => change({ parts: [...group.parts, node] })
  const remove = () => onChange(withNode(tree, group.key, () => null))
  return (
    <fieldset className={depth === 0 ? 'group root' : 'group'}>
      <legend className="visually-hidden">{t('Conditions')}</legend>
      <div className="group-head">
        <select
          className="input group-mode"
          aria-label={t('How these conditions go together')}
          value={`${group.mode}${group.not ? '-not' : ''}`}
          onChange={({ target }) => change({ mode: target.value.startsWith('all') ? 'all' : 'any', not: target.value.endsWith('-not') })}
        >
          <option value="all">{t('All of these')}</option>
          <option value="any">{t('Any of these')}</option>
          <option value="any-not">{t('None of these')}</option>
          <option value="all-not">{t('Not all of these')}</option>
        </select>
        {depth > 0 && (
          <Button kind="quiet" iconOnly aria-label={t('Remove this group')} title={t('Remove this group')} onClick={remove}>
            <Icon name="trash" />
          </Button>
        )}
      </div>
      {group.parts.length === 0 && <p className="group-empty muted">{t('Add what has to be so for it to ring.')}</p>}
      {group.parts.map((part) =>
        isGroup(part) ? (
          <GroupBox key={part.key} tree={tree} group={part} depth={depth + 1} onChange={onChange} />
        ) : (
          <LeafBox key={part.key} tree={tree} leaf={part} onChange={onChange} />
        ),
      )}
      <div className="group-add">
        <AddCondition onAdd={add} />
        {depth < deepest && (
          <Button kind="quiet" onClick={() => add(newGroup(group.mode === 'all' ? 'any' : 'all'))}>
            <Icon name="layers" />
            {t('Add a group')}
          </Button>
        )}
      </div>
    </fieldset>
  )
}

function AddCondition({ onAdd }: { onAdd: (leaf: Leaf) => void }) {
  const { catalog } = useKnown()
  return (
    <Popover
      label={t('Add a condition')}
      buttonClass="button"
      panelClass="menu kind-menu"
      button={
        <>
          <Icon name="plus" />
          {t('Add a condition')}
        </>
      }
    >
      {catalog.ruleKinds.map((kind) => (
        <button
          key={kind.id}
          type="button"
          className="menu-item"
          data-closes
          onClick={() => onAdd(newLeaf(kind.id, startingValues(kindFields(kind))))}
        >
          <strong>{kindLabel(kind)}</strong>
          <span className="muted">{kindHelp(kind)}</span>
        </button>
      ))}
    </Popover>
  )
}

function LeafBox({ tree, leaf, onChange }: Props & { readonly leaf: Leaf }) {
  const { catalog } = useKnown()
  const info = catalog.ruleKinds.find(({ id }) => id === leaf.kind)
  const change = (next: Partial<Leaf>) => onChange(withNode(tree, leaf.key, (node) => (isGroup(node) ? node : { ...node, ...next })))
  const fields = info ? kindFields(info) : []
  const label = info ? kindLabel(info) : leaf.kind
  return (
    <div className={leaf.not ? 'leaf not' : 'leaf'} data-kind={leaf.kind}>
      <div className="leaf-head">
        <h3>{label}</h3>
        <label className="leaf-not">
          <input type="checkbox" checked={leaf.not} onChange={({ target }) => change({ not: target.checked })} />
          {t('must not be so')}
        </label>
        <Button
          kind="quiet"
          iconOnly
          aria-label={t('Remove the condition “{name}”', { name: label })}
          title={t('Remove')}
          onClick={() => onChange(withNode(tree, leaf.key, () => null))}
        >
          <Icon name="trash" />
        </Button>
      </div>
      {info ? (
        <>
          <p className="muted">{kindHelp(info)}</p>
          {fields.length > 0 && <SchemaForm fields={fields} values={leaf.with} onChange={(values) => change({ with: values })} />}
        </>
      ) : (
        <p className="bad">{t('There is no condition called “{kind}” in this version: choose another.', { kind: leaf.kind })}</p>
      )}
    </div>
  )
}
