/** Who gave and who got: by name where the account is known, by its address else, and which way past exchanges. */
import type { LabelRole, LabelTag } from '#shared/labels.ts'
import type { Flow } from '#shared/order.ts'
import { safeName, splitAddress } from '../../format/address.ts'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { Identicon } from '../../ui/Identicon.tsx'

/** The account by its name; else the address with its middle in the page, shown where there is room. In full in the title either way. */
export function Party({ address, label }: { address: string; label: LabelTag | null }) {
  return (
    <span className={label ? 'party named' : 'party'} title={label ? `${labelInWords(label)}\n${address}` : address}>
      <Identicon address={address} />
      {label ? <Name label={label} /> : <Address address={address} />}
      <button type="button" tabIndex={-1} className="copy-address" data-copy={address} aria-label={`Copy ${address}`} title="Copy address">
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

const confidenceWords = { certain: 'certain', likely: 'likely', guess: 'a guess from behaviour' } as const
const sourceWords: Readonly<Record<string, string>> = { user: 'you', learnt: 'this machine', seed: 'Crowsnest’s own list' }

/** “Binance 14 (Binance) · Exchange · says Crowsnest’s own list, certain” */
export function labelInWords({ name, entity, role, source, confidence }: LabelTag): string {
  const owner = entity && entity !== name ? ` (${safeName(entity, 60)})` : ''
  return `${safeName(name, 80)}${owner} · ${roleWord(role)} · says ${sourceInWords(source)}, ${confidenceWords[confidence]}`
}

export const sourceInWords = (source: string): string => sourceWords[source] ?? safeName(source, 60)

const roleWords: Readonly<Record<LabelRole, readonly [word: string, icon: IconName]>> = {
  exchange: ['Exchange', 'bank'],
  'exchange-deposit': ['Exchange deposit address', 'supply'],
  bridge: ['Bridge', 'bridge'],
  protocol: ['Protocol contract', 'layers'],
  issuer: ['Issuer', 'plus'],
  fund: ['Fund or treasury', 'bank'],
  'market-maker': ['Market maker', 'swap'],
  government: ['Government', 'shield'],
  sanctioned: ['Sanctioned', 'warning'],
  own: ['Own account', 'user'],
  counterparty: ['Counterparty', 'user'],
  watched: ['Watched', 'eye'],
  other: ['Other', 'tag'],
}
export const roleWord = (role: LabelRole): string => roleWords[role][0]
export const roleIcon = (role: LabelRole): IconName => roleWords[role][1]

export const flowWords: Readonly<Record<Flow, readonly [short: string, explains: string]>> = {
  inflow: ['In', 'Into an exchange'],
  outflow: ['Out', 'Out of an exchange'],
  internal: ['Same', 'Within one exchange: its own shuffle'],
  'cross-exchange': ['Cross', 'From one exchange to another'],
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
