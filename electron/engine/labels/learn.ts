/** Tells a deposit address of an exchange by what it does: whatever comes in goes on to the exchange. Forwarding is the only sign that is read. */
import { add, compare, type Decimal, parseDecimal } from '#shared/decimal.ts'
import { foldOwner } from './flow.ts'

/** One stored order in which the account took part, oldest first in a list. */
export type Dealing = {
  readonly id: string
  readonly kind: string
  /** Key of the token, equal for equal tokens. */
  readonly asset: string | number
  readonly amount: string
  /** Unix seconds. */
  readonly time: number
  /** The exchange that the other side stands for, as the label names it; null for anybody else, and for accounts that were only guessed. */
  readonly exchange: string | null
}

export type Lesson = {
  readonly exchange: string
  /** Orders that show it: something received, and the same going on. */
  readonly received: string
  readonly forwarded: string
}

/** Seconds from receipt to forwarding. */
const mostDelay = 86_400
/** Shares of what was received that went on in time: in several forwards, and where one forward is all there is. */
const bulk = nines(1)
const nearlyAll = nines(2)

/**
 * The exchange whose deposit address this account is, judged by its stored orders, or null. It has to have sent to that exchange and to
 * nobody else, in plain transfers, within a day of receipt, the bulk (90 %) of what it received of each token that it forwarded; where it
 * forwarded only once, 99 %. Money that came from the same exchange is a user's withdrawal and rules it out. Tokens that it never forwarded
 * say nothing: anybody can send those.
 */
export function depositOf(incoming: readonly Dealing[], outgoing: readonly Dealing[]): Lesson | null {
  const exchange = outgoing[0]?.exchange ?? null
  if (exchange === null) return null
  const isIts = (order: Dealing) => order.exchange !== null && foldOwner(order.exchange) === foldOwner(exchange)
  if (incoming.some(isIts) || !outgoing.every((order) => order.kind === 'transfer' && isIts(order))) return null
  let lesson: Lesson | null = null
  const share = outgoing.length > 1 ? bulk : nearlyAll
  for (const asset of new Set(outgoing.map((order) => order.asset))) {
    const ofAsset = (order: Dealing) => order.asset === asset
    const found = forwarding(incoming.filter(ofAsset), outgoing.filter(ofAsset), share)
    if (found === null) return null
    lesson ??= { exchange, ...found }
  }
  return lesson
}

/** First in, first out: each forward takes the oldest receipts before it. Null unless enough went on in time, and little came from elsewhere. */
function forwarding(
  receipts: readonly Dealing[],
  forwards: readonly Dealing[],
  share: Share,
): Pick<Lesson, 'received' | 'forwarded'> | null {
  const last = forwards.at(-1)
  if (!last) return null
  const queue = receipts.filter(({ time }) => time <= last.time).map((order) => ({ order, left: parseDecimal(order.amount) }))
  const received = queue.reduce((sum, { left }) => add(sum, left), none)
  const sent = forwards.reduce((sum, order) => add(sum, parseDecimal(order.amount)), none)
  let inTime = none
  let proof: Pick<Lesson, 'received' | 'forwarded'> | null = null
  for (const forward of forwards) {
    let open = parseDecimal(forward.amount)
    while (compare(open, none) > 0) {
      const next = queue[0]
      if (!next || next.order.time > forward.time) break
      const part = compare(open, next.left) < 0 ? open : next.left
      if (forward.time - next.order.time <= mostDelay) {
        inTime = add(inTime, part)
        proof ??= { received: next.order.id, forwarded: forward.id }
      }
      open = minus(open, part)
      next.left = minus(next.left, part)
      if (compare(next.left, none) <= 0) queue.shift()
    }
  }
  return atLeast(inTime, share, received) && atLeast(inTime, bulk, sent) ? proof : null
}

type Share = { readonly of: bigint; readonly in: bigint }

/** 0.9 with one nine, 0.99 with two. */
function nines(places: number): Share {
  const whole = 10n ** BigInt(places)
  return { of: whole - 1n, in: whole }
}

const none: Decimal = { digits: 0n, scale: 0 }
const minus = (a: Decimal, b: Decimal): Decimal => add(a, { digits: -b.digits, scale: b.scale })
const times = ({ digits, scale }: Decimal, factor: bigint): Decimal => ({ digits: digits * factor, scale })
const atLeast = (part: Decimal, share: Share, whole: Decimal): boolean => compare(times(part, share.in), times(whole, share.of)) >= 0
