/** One verb: the event or call it is bound to, and where each of its values is from. */
import { verbs as allVerbs, type Pack, type PackVerb, type Verb } from '#shared/pack.ts'
import { t } from '../../../i18n/t.ts'
import { kindWords } from '../../../i18n/words.ts'
import { itemOf, nameIn, withField } from '../edit.ts'
import { Chips, type Option, SelectField, TextField } from './fields.tsx'
import { RefField } from './RefField.tsx'
import type { Readings } from './useAbis.ts'
import { WhenFields } from './WhenFields.tsx'

type Props = {
  readonly verb: PackVerb
  readonly pack: Pack
  readonly readings: Readings
  readonly onChange: (verb: PackVerb) => void
}

export function VerbForm({ verb, pack, readings, onChange }: Props) {
  const item = itemOf(verb.on, readings)
  const set = <K extends keyof PackVerb>(key: K, value: PackVerb[K] | undefined) => onChange(withField(verb, key, value))
  const [type, name] = 'event' in verb.on ? ['event', verb.on.event] : ['function', verb.on.function]
  const bind = (value: string) => {
    const [contract = '', kind = '', chosen = ''] = value.split('|')
    onChange({ ...verb, on: kind === 'event' ? { contract, event: chosen } : { contract, function: chosen } })
  }
  const bound: Option[] = Object.entries(readings).flatMap(([contract, { items }]) =>
    items.map((one) => ({
      value: `${contract}|${one.type}|${nameIn(items, one)}`,
      label: `${one.type === 'event' ? '' : `${t('call')} `}${one.signature}`,
      group: pack.contracts[contract]?.label ?? contract,
    })),
  )
  const keys = (parts: Readonly<Record<string, { readonly label?: string; readonly symbol?: string }>>): Option[] =>
    Object.entries(parts).map(([value, { label, symbol }]) => ({ value, label: label ?? symbol ?? value }))
  return (
    <div className="verb-form">
      <div className="part-fields">
        <TextField label={t('Label')} value={verb.label} onChange={(label) => set('label', label)} />
        <SelectField
          label={t('In words of trade')}
          value={verb.verb}
          options={allVerbs.map((value) => ({ value, label: kindWords(value, wordOf(value)) }))}
          onChange={(value) => set('verb', value as Verb)}
        />
        <TextField
          label={t('Nature code')}
          value={verb.nature}
          most={4}
          problem={/^[A-Z][0-9]{1,3}$/.test(verb.nature) ? null : t('Type a letter and up to three digits, such as B11.')}
          onChange={(nature) => set('nature', nature.toUpperCase())}
        />
      </div>
      <SelectField label={t('Event or call')} value={`${verb.on.contract}|${type}|${name}`} options={bound} onChange={bind} />
      <div className="part-fields">
        <RefField label={t('From##account')} item={item} wants="account" value={verb.from} onChange={(ref) => ref && set('from', ref)} />
        <RefField label={t('To##account')} item={item} wants="account" value={verb.to} onChange={(ref) => ref && set('to', ref)} />
        <RefField
          label={t('Amount')}
          item={item}
          wants="number"
          none={t('It moves nothing')}
          value={verb.amount}
          onChange={(ref) => set('amount', ref)}
        />
        <SelectField
          label={t('Unit')}
          value={verb.unit ?? ''}
          options={[{ value: '', label: t('None') }, ...keys(pack.units)]}
          onChange={(unit) => set('unit', unit === '' ? undefined : unit)}
        />
        <SelectField
          label={t('Changes what accounts hold')}
          value={verb.moves ?? ''}
          options={[
            { value: '', label: t('As the verb does') },
            { value: 'issue', label: t('Makes what the receiver gets') },
            { value: 'transfer', label: t('Moves it') },
            { value: 'redeem', label: t('Takes away what the giver has') },
            { value: 'none', label: t('Nothing') },
          ]}
          onChange={(moves) => set('moves', moves === '' ? undefined : (moves as NonNullable<PackVerb['moves']>))}
        />
      </div>
      <DocumentFields verb={verb} pack={pack} item={item} onChange={onChange} />
      <div className="part-fields">
        <RefField label={t('Due time')} item={item} wants="number" none={t('None')} value={verb.due} onChange={(ref) => set('due', ref)} />
        <RefField label={t('Rate')} item={item} wants="value" none={t('None')} value={verb.rate} onChange={(ref) => set('rate', ref)} />
      </div>
      {(['from', 'to'] as const).map((side) => (
        <Chips
          key={side}
          label={side === 'from' ? t('Roles that the giver must have') : t('Roles that the receiver must have')}
          options={keys(pack.roles)}
          chosen={verb.roles?.[side] ?? []}
          onChange={(chosen) => {
            const roles = withField(verb.roles ?? {}, side, chosen.length === 0 ? undefined : chosen)
            set('roles', Object.keys(roles).length === 0 ? undefined : roles)
          }}
        />
      ))}
      <WhenFields item={item} when={verb.when ?? []} onChange={(when) => set('when', when.length === 0 ? undefined : when)} />
    </div>
  )
}

function DocumentFields({ verb, pack, item, onChange }: Omit<Props, 'readings'> & { item: ReturnType<typeof itemOf> }) {
  const { document } = verb
  const choose = (type: string) => {
    if (type === '') return onChange(withField(verb, 'document', undefined))
    const id = item?.inputs.find(({ path, type: of }) => /id$|number|ref/i.test(path) || of === 'bytes32') ?? item?.inputs[0]
    onChange({ ...verb, document: { ...(document ?? { id: id ? `arg:${id.path}` : 'const:1' }), type } })
  }
  return (
    <div className="part-fields">
      <SelectField
        label={t('Document')}
        value={document?.type ?? ''}
        options={[{ value: '', label: t('None') }, ...Object.entries(pack.documents).map(([value, { label }]) => ({ value, label }))]}
        onChange={choose}
      />
      {document && (
        <>
          <RefField
            label={t('Its number')}
            item={item}
            wants="value"
            value={document.id}
            onChange={(id) => id && onChange({ ...verb, document: { ...document, id } })}
          />
          <SelectField
            label={t('Whose it is afterwards')}
            value={document.holder ?? ''}
            options={[
              { value: '', label: t('As the verb does') },
              { value: 'to', label: t('The receiver’s') },
              { value: 'from', label: t('The giver’s') },
              { value: 'keep', label: t('Whose it was') },
            ]}
            onChange={(holder) =>
              onChange({
                ...verb,
                document: withField(document, 'holder', holder === '' ? undefined : (holder as 'from' | 'to' | 'keep')),
              })
            }
          />
        </>
      )}
    </div>
  )
}

/** `pay-out` → `Pay out`, where no catalogue has a word for it. */
const wordOf = (verb: string): string => verb.charAt(0).toUpperCase() + verb.slice(1).replaceAll('-', ' ')
