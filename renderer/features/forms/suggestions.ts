/** What a field proposes while one types: tokens, names and accounts of the orders at hand, and names that the host finds. */
import { safeName } from '../../format/address.ts'
import { useOrders } from '../../stores/ordersState.ts'
import { useLabelNames } from '../orders/useCounts.ts'

export type Proposal = { readonly value: string; readonly note: string }

const most = 30

/** For the formats `token`, `address` and `label`; no other has any. */
export function useSuggestions(format: string, typed: string): Proposal[] {
  const found = useLabelNames(format === 'label' ? `label:"${typed.replaceAll('"', '')}"` : '')
  if (format !== 'token' && format !== 'address' && format !== 'label') return []
  const { rows } = useOrders.getState()
  const proposals: Proposal[] = []
  if (format === 'label') for (const name of found) proposals.push({ value: name, note: '' })
  for (const { asset, received, from, to, marks } of rows) {
    if (format === 'token') {
      for (const one of [asset, received?.asset])
        if (one && isPlain(one.symbol)) proposals.push({ value: one.symbol, note: one.address ?? '' })
    }
    for (const [address, tag] of [
      [from, marks.fromLabel],
      [to, marks.toLabel],
    ] as const) {
      if (format === 'label' && tag) proposals.push({ value: tag.entity ?? tag.name, note: '' })
      if (format === 'address') proposals.push({ value: address, note: tag ? safeName(tag.name, 40) : '' })
    }
    if (proposals.length > most * 20) break
  }
  const unique = new Map(proposals.map((proposal) => [proposal.value, proposal]))
  return [...unique.values()].sort((a, b) => Number(b.note !== '') - Number(a.note !== '')).slice(0, most)
}

/** Hostile names are left to be typed by those who want them. */
const isPlain = (symbol: string): boolean => symbol === safeName(symbol, 40)
