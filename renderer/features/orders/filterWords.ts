/** What each word of the filter means, for the reader. */
import type { FilterKey } from '#shared/filterText.ts'
import type { PlainKey } from '../../i18n/t.ts'

export const keyHelp: Readonly<Record<FilterKey, PlainKey>> = {
  chain: 'Name or id of a chain; several with commas',
  kind: 'What happened: transfer, swap, mint …',
  token: 'Symbol, contract, or native',
  protocol: 'Who told of it',
  flow: 'Which way past exchanges',
  usd: 'Value in USD',
  units: 'Amount of the token itself',
  account: 'Either side’s address, or its beginning',
  label: 'Either side’s name',
  role: 'What either side is',
  time: 'The last hours or days, a day, or from … to',
  state: 'Pending, seen, final, reverted …',
  evidence: 'At least this level of proof',
  spam: 'Likely spam: show, hide or only',
  internal: 'Movements within one exchange: show or hide',
}
