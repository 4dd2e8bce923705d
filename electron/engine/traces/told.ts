/** Puts what traces tell beside what is proven: told once, and never mixed with it unseen. */
import type { AssetRef, Leg } from '../types.ts'
import { toldByTrace } from './index.ts'

/**
 * The orders of one transaction with its internal legs among the others. `join` makes orders of legs. An order that the proven legs alone
 * give as well stays proven; one that is different or new because of a trace is marked `told`, with words.
 */
export function joinTold(legs: readonly Leg[], internal: readonly Leg[], join: (legs: readonly Leg[]) => readonly Leg[]): readonly Leg[] {
  const isExchange = legs.some(({ swap }) => swap !== undefined)
  const news = internal.filter((move) => !legs.some((leg) => tells(leg, move, isExchange)))
  const proven = join(legs)
  if (news.length === 0) return proven
  return join([...legs, ...news]).map((leg) => {
    if (leg.told || isPlain(leg) || proven.some((other) => isSame(leg, other))) return leg
    return { ...leg, told: true, how: [leg.how, toldByTrace].filter((words) => words !== undefined).join(' ') }
  })
}

/**
 * Whether a proven leg speaks of the same coins: a wrap, a deposit, a bridge. Within an exchange only the wrapper's own in- and outflow is
 * told by wraps: where the coins went from there is what the balances need.
 */
function tells(leg: Leg, move: Leg, isExchange: boolean): boolean {
  if (plain.has(leg.source) || leg.swap) return false
  const coin = [leg, ...(leg.received ? [leg.received] : [])].find(({ asset, amount }) => asset === null && amount === move.amount)
  if (!coin) return false
  if (!isExchange || leg.source !== 'wrapped-native')
    return [leg.from, leg.to].some((account) => account === move.from || account === move.to)
  return leg.kind === 'wrap' ? move.from === leg.from && move.to === leg.received?.asset : move.to === leg.to && move.from === leg.asset
}

const plain: ReadonlySet<string> = new Set(['native', 'erc20'])

/** A bare movement says what its log or its transaction says, whatever stands beside it. */
const isPlain = ({ source, how }: Leg): boolean => how === undefined && (plain.has(source) || source === 'wrapped-native')

const isSame = (a: Leg, b: Leg): boolean =>
  a.kind === b.kind && a.from === b.from && a.to === b.to && isSameSide(a, b) && isSameSide(a.received, b.received)

type Side = { readonly asset: AssetRef; readonly amount: bigint }
const isSameSide = (a: Side | undefined, b: Side | undefined): boolean => a?.asset === b?.asset && a?.amount === b?.amount
