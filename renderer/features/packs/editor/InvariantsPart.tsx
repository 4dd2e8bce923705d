/** What must hold, in forms that the kinds themselves describe. */
import type { Pack, PackInvariant } from '#shared/pack.ts'
import { hostWord, t } from '../../../i18n/t.ts'
import { editPack } from '../../../stores/packDraft.ts'
import { useStatus } from '../../../stores/status.ts'
import { fieldsOf, startingValues } from '../../forms/fields.ts'
import { type OwnChoices, SchemaForm } from '../../forms/SchemaForm.tsx'
import { slugOf, withPart } from '../edit.ts'
import { EditorPart, PartCard, SelectField, TextField } from './fields.tsx'

export function InvariantsPart({ pack }: { pack: Pack }) {
  const { invariants } = pack
  const kinds = useStatus(({ catalog }) => catalog.invariantKinds)
  const change = (name: string, invariant: PackInvariant | undefined) => editPack({ invariants: withPart(invariants, name, invariant) })
  const own = choicesIn(pack)
  const add = (id: string) => {
    const kind = kinds.find((one) => one.id === id)
    if (!kind) return
    const values = startingValues(fieldsOf(kind.schema, `invariantKind.${id}`))
    change(slugOf(id, Object.keys(invariants)), { kind: id, label: labelOf(kind), severity: 'warning', with: values })
  }
  return (
    <EditorPart title={t('What must hold')} help={t('Checked with every event; what is broken is told once, with its order.')}>
      {Object.entries(invariants).map(([name, invariant]) => {
        const kind = kinds.find(({ id }) => id === invariant.kind)
        return (
          <PartCard key={name} name={name} label={invariant.label} onRemove={() => change(name, undefined)}>
            <p className="muted part-help">
              {kind
                ? hostWord(`invariantKind.${kind.id}.help`, kind.help)
                : t('This version does not know the kind “{name}”.', { name: invariant.kind })}
            </p>
            <div className="part-fields">
              <TextField label={t('Label')} value={invariant.label} onChange={(label) => change(name, { ...invariant, label })} />
              <SelectField
                label={t('How grave')}
                value={invariant.severity}
                options={[
                  { value: 'notice', label: t('Notice##severity') },
                  { value: 'warning', label: t('Warning##severity') },
                  { value: 'alarm', label: t('Alarm##severity') },
                ]}
                onChange={(severity) => change(name, { ...invariant, severity: severity as PackInvariant['severity'] })}
              />
            </div>
            {kind && (
              <SchemaForm
                fields={fieldsOf(kind.schema, `invariantKind.${kind.id}`)}
                values={invariant.with}
                own={own}
                onChange={(values) => change(name, { ...invariant, with: { ...values } })}
              />
            )}
          </PartCard>
        )
      })}
      <SelectField
        label={t('Add what must hold')}
        value=""
        options={kinds.map((kind) => ({ value: kind.id, label: labelOf(kind) }))}
        onChange={add}
      />
    </EditorPart>
  )
}

const labelOf = ({ id, label }: { readonly id: string; readonly label: string }): string => hostWord(`invariantKind.${id}.label`, label)

/** The parts of this pack, as choices of forms. */
function choicesIn({ verbs, units, roles, documents }: Pack): OwnChoices {
  const of = (parts: Readonly<Record<string, { readonly label?: string; readonly symbol?: string }>>) =>
    Object.entries(parts).map(([value, { label, symbol }]) => ({ value, label: label ?? symbol ?? value }))
  const states = Object.values(documents).flatMap((document) => of(document.states))
  return {
    'pack-verb': of(verbs),
    'pack-unit': of(units),
    'pack-role': of(roles),
    'pack-document': of(documents),
    'pack-state': [...new Map(states.map((state) => [state.value, state])).values()],
  }
}
