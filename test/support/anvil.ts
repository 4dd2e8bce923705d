/** A real node that we did not write: starts the anvil binary on loopback and moves value on it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ask } from './rpcServer.ts'
import { type TokenOptions, tokenCall, tokenCode } from './token.ts'

type Hex = `0x${string}`

const binary = fileURLToPath(new URL('../../node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil', import.meta.url))

/** Why tests on anvil cannot run here, with what would make them runnable; null where they can. */
export const anvilMissing: string | null = existsSync(binary)
  ? null
  : 'the anvil binary is missing: run `npm ci --include=optional` on Linux x64'

export type AnvilOptions = {
  readonly blockTime?: number
  readonly automine?: boolean
  readonly slotsInEpoch?: number
  readonly chainId?: number
}

export type Anvil = {
  readonly http: string
  readonly ws: string
  /** Unlocked accounts, each with 10^9 ETH, lower case. */
  readonly accounts: readonly Hex[]
  ask(method: string, params?: readonly unknown[]): Promise<unknown>
  /** Sends the native coin, whole ETH; answers with the transaction's hash. */
  sendEth(eth: bigint, options?: Partial<Sending>): Promise<Hex>
  /** Sends any transaction, in the order of the calls. */
  send(sending: Partial<Sending>): Promise<Hex>
  /** Puts the test token at an address. */
  token(address: Hex, options: TokenOptions): Promise<TestToken>
  mine(blocks?: number): Promise<void>
  /** Replaces the last `depth` blocks by empty ones, or by the transactions given as [transaction, block offset]. */
  reorg(depth: number, transactions?: readonly (readonly [unknown, number])[]): Promise<void>
  head(): Promise<number>
  stop(): Promise<void>
}

export type Sending = { readonly from: Hex; readonly to: Hex; readonly value: bigint; readonly data: Hex }

export type TestToken = {
  readonly address: Hex
  transfer(to: Hex, amount: bigint, from?: Hex): Promise<Hex>
  mint(to: Hex, amount: bigint): Promise<Hex>
  burn(amount: bigint): Promise<Hex>
  deposit(wei: bigint): Promise<Hex>
  withdraw(wei: bigint): Promise<Hex>
}

/** Starts anvil on a free port; it mines every transaction at once unless told otherwise. */
export async function startAnvil(options: AnvilOptions = {}): Promise<Anvil> {
  const child = spawn(binary, argumentsOf(options), { stdio: ['ignore', 'pipe', 'pipe'] })
  const port = await portOf(child)
  const http = `http://127.0.0.1:${port}`
  const call = (method: string, params: readonly unknown[] = []): Promise<unknown> => ask(http, method, params)
  const accounts = ((await call('eth_accounts')) as Hex[]).map((account) => account.toLowerCase() as Hex)
  const [first = '0x' as Hex, second = '0x' as Hex] = accounts
  // One after the other: transactions that arrive in another order than their nonces' can stay in anvil's pool for good.
  let sent: Promise<unknown> = Promise.resolve()
  const send: Anvil['send'] = ({ from = first, to = second, value = 0n, data = '0x' }) => {
    const sending = sent.then(() => call('eth_sendTransaction', [{ from, to, value: hex(value), data, gas: hex(100_000) }]))
    sent = sending.catch(() => {})
    return sending as Promise<Hex>
  }
  return {
    http,
    ws: `ws://127.0.0.1:${port}`,
    accounts,
    ask: call,
    send,
    sendEth: (eth, sending = {}) => send({ ...sending, value: eth * 10n ** 18n }),
    async token(address, tokenOptions) {
      await call('anvil_setCode', [address, tokenCode(tokenOptions)])
      const to = address.toLowerCase() as Hex
      return {
        address: to,
        transfer: (recipient, amount, from = first) => send({ from, to, data: tokenCall('transfer', recipient, amount) }),
        mint: (recipient, amount) => send({ to, data: tokenCall('mint', recipient, amount) }),
        burn: (amount) => send({ to, data: tokenCall('burn', amount) }),
        deposit: (wei) => send({ to, value: wei, data: tokenCall('deposit') }),
        withdraw: (wei) => send({ to, data: tokenCall('withdraw', wei) }),
      }
    },
    mine: async (blocks = 1) => void (await call('anvil_mine', [hex(blocks)])),
    reorg: async (depth, transactions = []) => void (await call('anvil_reorg', [depth, transactions])),
    head: async () => Number(await call('eth_blockNumber')),
    stop: () => ended(child),
  }
}

const hex = (number: number | bigint): Hex => `0x${number.toString(16)}`

function argumentsOf({ blockTime, automine = true, slotsInEpoch, chainId = 31337 }: AnvilOptions): string[] {
  const list = ['--host', '127.0.0.1', '--port', '0', '--balance', '1000000000', '--chain-id', String(chainId)]
  if (blockTime !== undefined) list.push('--block-time', String(blockTime))
  else if (!automine) list.push('--no-mining')
  if (slotsInEpoch !== undefined) list.push('--slots-in-an-epoch', String(slotsInEpoch))
  return list
}

/** Reads the port from the line in which anvil says where it listens. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((found, failed) => {
    let said = ''
    child.stdout?.on('data', (part) => {
      said = (said + String(part)).slice(-2000)
      const port = /Listening on 127\.0\.0\.1:(\d+)/.exec(said)?.[1]
      if (port) found(Number(port))
    })
    child.stderr?.on('data', (part) => {
      said += String(part)
    })
    child.once('error', failed)
    child.once('exit', (code) => failed(new Error(`anvil ended with code ${code}: ${said.slice(-500)}`)))
  })
}

/** Ends a child by its id and waits until it is gone. */
export function ended(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done()
    child.once('exit', () => done())
    child.kill(signal)
  })
}
