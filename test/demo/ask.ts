/** Raw JSON-RPC to a demo chain, and demo chains with a clock that stands still. */
import { type DemoChain, type DemoOptions, startDemoChain } from '#demo/index.ts'
import type { Json } from './independent.ts'

/** A chain whose clock is set, and moves on by two seconds with every look at it after the start. */
export async function quietChain(options: DemoOptions = {}): Promise<DemoChain> {
  let ms = 1_800_000_000_000
  let started = false
  const now = (): number => {
    if (started) ms += 2000
    return ms
  }
  const chain = await startDemoChain({ autoMine: false, now, ...options })
  started = true
  return chain
}

/** Each on a connection of its own: one that is kept may be closed by the server while blocks are mined. */
export async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<unknown> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(url, {
    method: 'POST',
    body: text,
    headers: { 'content-type': 'application/json', connection: 'close', ...headers },
  })
  return response.json()
}

/** The result of one call; throws the error object's message. */
export async function ask(url: string, method: string, ...params: unknown[]): Promise<unknown> {
  const { result, error } = (await post(url, { jsonrpc: '2.0', id: 1, method, params })) as {
    result?: unknown
    error?: { message: string }
  }
  if (error) throw new Error(error.message)
  return result
}

export const askBlock = async (url: string, number: number): Promise<{ block: Json; receipts: Json[] }> => {
  const tag = `0x${number.toString(16)}`
  const [block, receipts] = await Promise.all([ask(url, 'eth_getBlockByNumber', tag, true), ask(url, 'eth_getBlockReceipts', tag)])
  return { block: block as Json, receipts: receipts as Json[] }
}

/** Waits, however long it takes, until the condition holds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20))
}
