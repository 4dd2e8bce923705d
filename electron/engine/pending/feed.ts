/** Hears of pending transactions: whole ones over a websocket where the endpoint tells them so, else hashes, by subscription or by a filter. */
import type { Clock, OpenSocket } from '../ports.ts'
import type { Endpoint } from '../rpc/endpoint.ts'

/** What was told: a transaction as served, or only its hash. */
export type Told = (transactionOrHash: unknown) => void

/** A transaction with its call data is seldom larger. */
const maxBytes = 4 * 1024 * 1024

/**
 * `eth_subscribe` "newPendingTransactions" with whole transactions (geth, Erigon, Nethermind, anvil), else with hashes. A socket of its own,
 * so that a busy mempool holds up no block. Reconnects until `signal` aborts; an endpoint that offers neither is left alone.
 */
export async function subscribe(url: string, openSocket: OpenSocket, clock: Clock, signal: AbortSignal, told: Told): Promise<void> {
  for (let failures = 0; !signal.aborted; failures++) {
    const offered = await listen(url, openSocket, signal, (transaction) => {
      failures = 0
      told(transaction)
    })
    if (!offered) return
    await clock.sleep(Math.min(30_000, 500 * 2 ** failures), signal)
  }
}

/** One connection; answers when it is over, with false where the endpoint refused both forms. */
function listen(url: string, openSocket: OpenSocket, signal: AbortSignal, told: Told): Promise<boolean> {
  return new Promise((over) => {
    let offered = true
    const ask = (id: number, params: readonly unknown[]) =>
      socket.send(JSON.stringify({ jsonrpc: '2.0', id, method: 'eth_subscribe', params: ['newPendingTransactions', ...params] }))
    const close = () => socket.close()
    const socket = openSocket(
      url,
      {
        onOpen: () => ask(1, [true]),
        onMessage(text) {
          const message = parse(text)
          if (message.method === 'eth_subscription') told(message.params?.result)
          else if (message.error !== undefined && message.id === 1) ask(2, [])
          else if (message.error !== undefined) {
            offered = false
            socket.close()
          }
        },
        onClose() {
          signal.removeEventListener('abort', close)
          over(offered)
        },
      },
      { maxBytes },
    )
    signal.addEventListener('abort', close, { once: true })
  })
}

type Message = {
  readonly id?: unknown
  readonly method?: unknown
  readonly error?: unknown
  readonly params?: { readonly result?: unknown }
}

function parse(text: string): Message {
  try {
    const message: unknown = JSON.parse(text)
    return typeof message === 'object' && message !== null ? message : {}
  } catch {
    return {}
  }
}

/** `eth_newPendingTransactionFilter`, asked every `pollMs`; a filter that the node forgot is made anew. */
export async function poll(endpoint: Endpoint, pollMs: number, clock: Clock, signal: AbortSignal, told: Told): Promise<void> {
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      const filter = await endpoint.ask('eth_newPendingTransactionFilter', [])
      for (; !signal.aborted; await clock.sleep(pollMs, signal)) {
        const changes = await endpoint.ask('eth_getFilterChanges', [filter])
        if (Array.isArray(changes)) for (const change of changes) told(change)
        failures = 0
      }
    } catch {
      // The pool watches the endpoint's health; what is pending is no part of it.
      await clock.sleep(Math.min(60_000, 1_000 * 2 ** failures), signal)
    }
  }
}
