/** The user's filter, applied to rows that arrive live exactly as the store applies it to stored ones. */
import { compareText, isDecimal } from '#shared/decimal.ts'
import type { LabelTag } from '#shared/labels.ts'
import { likelySpam, type OrderFilter, type TableRow } from '#shared/order.ts'

/** Whether a row belongs under the filter. */
export function passes(row: TableRow, filter: OrderFilter): boolean {
  if (filter.chainIds?.length && !filter.chainIds.includes(row.chainId)) return false
  if (filter.kinds?.length && !filter.kinds.includes(row.kind)) return false
  if (filter.states?.length && !filter.states.includes(row.state)) return false
  if (filter.assets?.length && !touches(row, filter.assets)) return false
  if (filter.sources?.length && !filter.sources.includes(row.source)) return false
  if (!isWithin(row.usd, filter.minUsd, filter.maxUsd) || !isWithin(row.amount, filter.minUnits, filter.maxUnits)) return false
  if (filter.minEvidence !== undefined && row.evidence < filter.minEvidence) return false
  if (filter.fromTime !== undefined && row.marks.time < filter.fromTime) return false
  if (filter.toTime !== undefined && row.marks.time > filter.toTime) return false
  return passesMarks(row, filter) && saysText(row, filter.text?.trim().toLowerCase() ?? '')
}

/** Unpriced is within no bounds. */
function isWithin(value: string | null, least: string | undefined, most: string | undefined): boolean {
  if (!least && !most) return true
  if (value === null || !isDecimal(value)) return false
  return !(least && compareText(value, least) < 0) && !(most && compareText(value, most) > 0)
}

function passesMarks({ from, to, marks }: TableRow, { flows, internal, spam, roles, account, label }: OrderFilter): boolean {
  const beginning = account?.trim().toLowerCase() ?? ''
  if (![from, to].some((address) => address.startsWith(beginning))) return false
  const name = label?.trim().toLowerCase() ?? ''
  if (name !== '' && ![marks.fromLabel, marks.toLabel].some((tag) => tag !== null && isCalled(tag, name))) return false
  if (flows?.length && !flows.includes(marks.flow ?? 'none')) return false
  if (internal === 'hide' && marks.flow === 'internal') return false
  if (spam !== undefined && marks.spam >= likelySpam !== (spam === 'only')) return false
  return !roles?.length || [marks.fromLabel, marks.toLabel].some((label) => label !== null && roles.includes(label.role))
}

/** Whether the filter narrows anything, beside what is folded away. */
export const isNarrow = ({ spam: _, internal: __, ...filter }: OrderFilter): boolean =>
  Object.values(filter).some((part) => part !== undefined && part !== '')

/** By contract, `native`, or symbol. */
function touches({ asset, received }: TableRow, wanted: readonly string[]): boolean {
  const folded = wanted.map((name) => name.trim().toLowerCase())
  return [asset, received?.asset].some(
    (each) => each && (folded.includes(each.address ?? 'native') || folded.includes(each.symbol.toLowerCase())),
  )
}

/** Part of a symbol or of an account's name or owner; what begins like hex is the beginning of an address or a hash, or part of a symbol. */
function saysText(row: TableRow, text: string): boolean {
  if (text === '') return true
  const { asset, received, marks } = row
  if ([asset, received?.asset].some((each) => each?.symbol.toLowerCase().includes(text))) return true
  if (!hexStart.test(text)) return [marks.fromLabel, marks.toLabel].some((label) => label !== null && isCalled(label, text))
  return [row.from, row.to, row.txHash, row.blockHash, asset.address, received?.asset.address].some((hex) => hex?.startsWith(text))
}

const hexStart = /^0x[0-9a-f]*$/
const isCalled = ({ name, entity }: LabelTag, text: string): boolean =>
  name.toLowerCase().includes(text) || (entity?.toLowerCase().includes(text) ?? false)
