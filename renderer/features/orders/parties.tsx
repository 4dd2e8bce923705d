/** Who gave and who got: by name where the account is known, by its address else, and which way past exchanges. */
import type { LabelRole, LabelTag } from '#shared/labels.ts'
import type { Flow } from '#shared/order.ts'
import { safeName, splitAddress } from '../../format/address.ts'
import { type PlainKey, t } from '../../i18n/t.ts'
import { roleWords } from '../../i18n/words.ts'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { Identicon } from '../../ui/Identicon.tsx'

/** The account by its name; else the address with its middle in the page, shown where there is room. In full in the title either way. */
export function Party({ address, label }: { address: string; label: LabelTag | null }) {
  return (
    <span className={label ? 'party named' : 'party'} title={label ? `${labelInWords(label)}\n${address}` : address}>
      <Identicon address={address} />
      {label ? <Name label={label} /> : <Address address={address} />}
      <button
        type="button"
        tabIndex={-1}
        className="copy-address"
        data-copy={address}
        aria-label={t('Copy {what}', { what: address })}
        title={t('Copy address')}
      >
        <Icon name="copy" size={12} />
      </button>
    </span>
  )
}

function Name({ label }: { label: LabelTag }) {
  return (
    <>
      <bdi className="party-name clip">{safeName(label.name, 60)}</bdi>
      {label.confidence === 'guess' && <span className="faint">?</span>}
    </>
  )
}

function Address({ address }: { address: string }) {
  const { head, middle, tail } = splitAddress(address)
  return (
    <span className="address">
      <span>{head}</span>
      <span className="middle">{middle}</span>
      {tail && <span className="gap">…</span>}
      <span>{tail}</span>
    </span>
  )
}

const confidences = { certain: 'certain', likely: 'likely', guess: 'a guess from behaviour' } as const satisfies Record<
  LabelTag['confidence'],
  PlainKey
>
const sources: Readonly<Record<string, PlainKey>> = { user: 'you', learnt: 'this machine', seed: 'Crowsnest’s own list' }

export const confidenceWord = (confidence: LabelTag['confidence']): string => t(confidences[confidence])

/** “Binance 14 (Binance) · Exchange · says Crowsnest’s own list, certain” */
export function labelInWords({ name, entity, role, source, confidence }: LabelTag): string {
  const owner = entity && entity !== name ? t(' ({owner})', { owner: safeName(entity, 60) }) : ''
  return t('{name} · {role} · says {source}, {confidence}', {
    name: `${safeName(name, 80)}${owner}`,
    role: roleWord(role),
    source: sourceInWords(source),
    confidence: confidenceWord(confidence),
  })
}

export const sourceInWords = (source: string): string =>
  Object.hasOwn(sources, source) ? t(sources[source] ?? 'you') : safeName(source, 60)

const roleIcons: Readonly<Record<LabelRole, IconName>> = {
  exchange: 'bank',
  'exchange-deposit': 'supply',
  bridge: 'bridge',
  protocol: 'layers',
  issuer: 'plus',
  fund: 'bank',
  'market-maker': 'swap',
  government: 'shield',
  sanctioned: 'warning',
  own: 'user',
  counterparty: 'user',
  watched: 'eye',
  other: 'tag',
}
export const roleWord = (role: LabelRole): string => roleWords(role)
export const roleIcon = (role: LabelRole): IconName => roleIcons[role]

export const flowWords: Readonly<Record<Flow, readonly [short: string, explains: string]>> = {
  get inflow() {
    return [t('In'), t('Into an exchange')] as const
  },
  get outflow() {
    return [t('Out'), t('Out of an exchange')] as const
  },
  get internal() {
    return [t('Same'), t('Within one exchange: its own shuffle')] as const
  },
  get 'cross-exchange'() {
    return [t('Cross'), t('From one exchange to another')] as const
  },
}

/** The arrow between the two; with a word where an exchange takes part. */
export function FlowMark({ flow }: { flow: Flow | null }) {
  if (flow === null) return <Icon name="arrowRight" size={12} />
  const [short, explains] = flowWords[flow]
  return (
    <span className={`flow ${flow}`} title={explains}>
      {short}
      <Icon name="arrowRight" size={11} />
    </span>
  )
}
