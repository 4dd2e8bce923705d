/** eth_subscribe for one websocket: newHeads and logs, with removed logs first when a fork drops blocks, as geth sends them. */
import { toHex } from 'viem'
import type { ChainStore, Change } from '#demo/chain/chain.ts'
import { formatHeader, formatLogs, type LogFilter } from './format.ts'
import type { Method } from './methods.ts'
import { invalidParams, logFilter } from './params.ts'

export type Subscriptions = { readonly methods: ReadonlyMap<string, Method>; close(): void }

export function createSubscriptions(chain: ChainStore, send: (text: string) => void): Subscriptions {
  const active = new Map<string, (change: Change) => unknown[]>()
  let counter = 0

  const open = (messages: (change: Change) => unknown[]): string => {
    if (active.size >= most) throw invalidParams(`no more than ${most} subscriptions on one connection`)
    const id = toHex(++counter, { size: 16 })
    active.set(id, messages)
    return id
  }
  const leave = chain.onChange((change) => {
    for (const [subscription, messages] of active) {
      for (const result of messages(change)) {
        send(JSON.stringify({ jsonrpc: '2.0', method: 'eth_subscription', params: { subscription, result } }))
      }
    }
  })

  return {
    methods: new Map<string, Method>([
      [
        'eth_subscribe',
        ([kind, filter]) => {
          if (kind === 'newHeads') return open(({ added }) => added.map(formatHeader))
          if (kind === 'logs') return open(logMessages(logFilter(filter ?? {})))
          throw invalidParams(`no "${String(kind).slice(0, 40)}" subscription in eth namespace`)
        },
      ],
      ['eth_unsubscribe', ([id]) => typeof id === 'string' && active.delete(id)],
    ]),
    close: leave,
  }
}

const most = 100

const logMessages =
  (filter: LogFilter) =>
  ({ dropped, added }: Change): unknown[] => [
    ...dropped.flatMap((block) => formatLogs(block, filter, true)),
    ...added.flatMap((block) => formatLogs(block, filter, false)),
  ]
