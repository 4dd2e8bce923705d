/** Who takes part as what: members from the beginning, and events that give and take a role. */
import { useId, useState } from 'react'
import type { Pack } from '#shared/pack.ts'
import { t, tn } from '../../../i18n/t.ts'
import { editPack } from '../../../stores/packDraft.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Toggle } from '../../../ui/Toggle.tsx'
import { itemOf, nameIn, withField, withPart } from '../edit.ts'
import { AddPart, EditorPart, PartCard, SelectField, TextField } from './fields.tsx'
import { RefField } from './RefField.tsx'
import type { Readings } from './useAbis.ts'

type Role = Pack['roles'][string]
type Grant = NonNullable<Role['given']>[number]

export function RolesPart({ roles, readings }: { roles: Pack['roles']; readings: Readings }) {
  const change = (name: string, role: Role | undefined) => editPack({ roles: withPart(roles, name, role) })
  return (
    <EditorPart title={t('Roles')} help={t('Parties of the business. Verbs say which roles may act; views and disclosure go by them.')}>
      {Object.entries(roles).map(([name, role]) => (
        <PartCard key={name} name={name} label={role.label} onRemove={() => change(name, undefined)}>
          <TextField label={t('Label')} value={role.label} onChange={(label) => change(name, { ...role, label })} />
          <Members role={role} onChange={(members) => change(name, { ...role, members })} />
          {(['given', 'taken'] as const).map((side) => (
            <Grants
              key={side}
              title={side === 'given' ? t('Given by events') : t('Taken by events')}
              grants={role[side] ?? []}
              readings={readings}
              onChange={(grants) => change(name, withField(role, side, grants.length === 0 ? undefined : grants))}
            />
          ))}
          <div className="schema-switch">
            <Toggle
              on={role.overlaps === true}
              label={t('Its members may have other roles as well')}
              onChange={(on) => change(name, withField(role, 'overlaps', on ? true : undefined))}
            />
            <span>{t('Its members may have other roles as well')}</span>
          </div>
        </PartCard>
      ))}
      <AddPart
        label={t('Name of a role')}
        button={t('Add a role')}
        taken={Object.keys(roles)}
        onAdd={(key, label) => change(key, { label, members: [] })}
      />
    </EditorPart>
  )
}

/** One address a line; what is none is told, and is not in the pack. */
function Members({ role, onChange }: { role: Role; onChange: (members: string[]) => void }) {
  const id = useId()
  const [text, setText] = useState(role.members.join('\n'))
  const words = text.split(/[\s,;]+/).filter((word) => word !== '')
  const wrong = words.filter((word) => !/^0x[0-9a-fA-F]{40}$/.test(word))
  const write = (next: string) => {
    setText(next)
    const found = next.split(/[\s,;]+/).filter((word) => /^0x[0-9a-fA-F]{40}$/.test(word))
    onChange([...new Set(found.map((word) => word.toLowerCase()))])
  }
  return (
    <div className="field">
      <label htmlFor={id}>{t('Members from the beginning, one address a line')}</label>
      <textarea
        id={id}
        className="input mono"
        rows={Math.min(8, Math.max(2, words.length))}
        value={text}
        spellCheck={false}
        aria-invalid={wrong.length > 0}
        aria-describedby={`${id}-note`}
        onChange={({ target }) => write(target.value)}
      />
      <p className={wrong.length > 0 ? 'error' : 'help'} id={`${id}-note`}>
        {wrong.length > 0
          ? t('“{word}” is no address and is left out.', { word: wrong[0]?.slice(0, 50) ?? '' })
          : tn(role.members.length, 'one member', '{n} members')}
      </p>
    </div>
  )
}

type GrantsProps = {
  readonly title: string
  readonly grants: readonly Grant[]
  readonly readings: Readings
  readonly onChange: (grants: Grant[]) => void
}

function Grants({ title, grants, readings, onChange }: GrantsProps) {
  const options = Object.entries(readings).flatMap(([contract, { items }]) =>
    items
      .filter(({ type }) => type === 'event')
      .map((item) => ({ value: `${contract}|${nameIn(items, item)}`, label: item.signature, group: contract })),
  )
  const replace = (index: number, grant: Grant) => onChange(grants.map((one, at) => (at === index ? grant : one)))
  const [first] = options
  return (
    <fieldset className="grants">
      <legend>{title}</legend>
      {grants.map((grant, index) => {
        const item = itemOf({ contract: grant.contract, event: grant.event }, readings)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: two grants may be alike.
          <div key={index} className="grant-line">
            <SelectField
              label={t('Event')}
              value={`${grant.contract}|${grant.event}`}
              options={options}
              onChange={(value) => {
                const [contract = '', event = ''] = value.split('|')
                replace(index, { ...grant, contract, event })
              }}
            />
            <RefField
              label={t('Account')}
              item={item}
              wants="account"
              value={grant.account}
              onChange={(account) => account && replace(index, { ...grant, account })}
            />
            <Button
              kind="quiet"
              iconOnly
              aria-label={t('Remove this event')}
              onClick={() => onChange(grants.filter((_, at) => at !== index))}
            >
              <Icon name="close" size={12} />
            </Button>
          </div>
        )
      })}
      <Button
        kind="quiet"
        disabled={!first}
        onClick={() => {
          const [contract = '', event = ''] = (first?.value ?? '').split('|')
          const item = itemOf({ contract, event }, readings)
          const account = item?.inputs.find(({ type }) => type === 'address')
          onChange([...grants, { contract, event, account: account ? `arg:${account.path}` : 'sender' }])
        }}
      >
        <Icon name="plus" size={12} />
        {t('Add an event')}
      </Button>
    </fieldset>
  )
}
