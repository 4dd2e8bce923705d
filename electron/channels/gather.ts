/** Many messages in one: a storm is one message in a chat, and it says how many it stands for. */
import type { Delivery } from '#ipc/services.ts'
import type { Announcement } from '#shared/channels.ts'
import { grouped } from './words.ts'

/** Titles that are named, and orders that are sent along: the newest. */
const mostTitles = 20
const mostOrders = 100

/** One message that stands for all of these, oldest first. Its id follows from them, and no other set has the same. */
export function gathered(deliveries: readonly Delivery[]): Announcement {
  const all = deliveries.map(({ announcement }) => announcement)
  const newest = [...all].reverse()
  const count = all.reduce((sum, one) => sum + countOf(one), 0)
  const rules = new Map(all.flatMap((one) => one.rules.map((rule) => [rule.id, rule] as const)))
  const orders = new Map(newest.flatMap((one) => [...one.orders].reverse()).map((row) => [row.id, row] as const))
  const titles = newest.slice(0, mostTitles)
  const rest = count - titles.reduce((sum, one) => sum + countOf(one), 0)
  const first = deliveries[0]
  const last = deliveries.at(-1)
  return {
    id: `digest-${first?.id ?? 0}-${last?.id ?? 0}-${last?.at ?? 0}`,
    event: 'digest',
    at: Math.max(...titles.map(({ at }) => at)),
    rules: [...rules.values()],
    title: `${grouped(String(count))} alerts, gathered into one message`,
    body: [
      ...titles.map((one) => (countOf(one) > 1 && one.event === 'digest' ? firstLines(one) : one.title)),
      ...(rest > 0 ? [`… and ${grouped(String(rest))} before these: the inbox has them all.`] : []),
    ].join('\n'),
    orders: [...orders.values()].slice(0, mostOrders).reverse(),
    count,
  }
}

/** How many alerts a message stands for. */
export const countOf = ({ count, event, orders }: Announcement): number => count ?? (event === 'digest' ? Math.max(1, orders.length) : 1)

/** A digest in a digest: what it is, and the first of what it names. */
const firstLines = ({ title, body }: Announcement): string =>
  [
    title,
    ...body
      .split('\n')
      .slice(0, 3)
      .map((line) => `  ${line}`),
  ].join('\n')
