/** Pending orders on a real node that mines when it is told to: one row throughout, whatever becomes of the transaction. */
import { afterEach, describe, expect, test } from 'vitest'
import type { Hex } from '#engine/types.ts'
import { systemClock } from '#platform/clock.ts'
import { type Anvil, anvilMissing, startAnvil } from '../../support/anvil.ts'
import { dataFolder, engineOn, until, type Watching } from '../../support/engineOn.ts'
import { serveRpc } from '../../support/rpcServer.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const settings = { pending: true }
const stranger: Hex = `0x${'e'.repeat(40)}`
const ether = 10n ** 18n
const hex = (number: bigint): Hex => `0x${number.toString(16)}`

async function chain(): Promise<Anvil> {
  const anvil = await startAnvil({ automine: false, slotsInEpoch: 1 })
  ends.push(() => anvil.stop())
  await anvil.mine()
  return anvil
}

/** Watches until an order of the last account, which takes part in nothing else, was heard of while it was pending: then the feed stands. */
async function live(anvil: Anvil, endpoint: string, options: Parameters<typeof engineOn>[2] = {}): Promise<Watching> {
  const whole = await engineOn([endpoint], ends, { settings, ...options })
  const probing = anvil.accounts.at(-1) ?? stranger
  const watching = { ...whole, rows: () => whole.rows().filter(({ from }) => from !== probing) }
  await until('the chain is live', () => whole.status()?.stored !== null)
  const { pending = false } = options.settings ?? settings
  if (!pending) return watching
  await until('the feed stands', async () => {
    if (!whole.rows().some(({ from, state }) => from === probing && state === 'pending')) await anvil.sendEth(60n, { from: probing })
    else return true
    await systemClock.sleep(300)
    return false
  })
  return watching
}

async function pendingOf({ rows }: Watching, hash: string) {
  await until('the order is there', () => rows().some(({ txHash }) => txHash === hash))
  return rows().find(({ txHash }) => txHash === hash)
}

describe.skipIf(anvilMissing)(`pending orders${anvilMissing ? ` (${anvilMissing})` : ''}`, () => {
  test.each(['ws', 'http'] as const)('go from pending to seen to final in one row, over %s', async (carrier) => {
    const anvil = await chain()
    const watching = await live(anvil, anvil[carrier])
    const hash = await anvil.sendEth(100n)
    expect(await pendingOf(watching, hash)).toMatchObject({
      id: `31337:${hash}:-1`,
      state: 'pending',
      evidence: 0,
      blockNumber: -1,
      blockHash: '',
      blockTime: null,
      amount: '100',
      usd: '200000',
    })
    await anvil.mine()
    await until('it is mined', () => watching.rows()[0]?.state === 'seen')
    expect(watching.rows()).toMatchObject([{ id: `31337:${hash}:-1`, evidence: 2 }])
    await anvil.mine(6)
    await until('it is final', () => watching.rows()[0]?.state === 'final')
    expect(watching.rows()).toHaveLength(1)
    expect(watching.store.unseen(31337, Number.MAX_SAFE_INTEGER)).toEqual([])
  })

  test('that were mined and taken back are reverted, as any other', async () => {
    const anvil = await chain()
    const watching = await live(anvil, anvil.ws)
    const hash = await anvil.sendEth(100n)
    await pendingOf(watching, hash)
    await anvil.mine()
    await until('it is mined', () => watching.rows()[0]?.state === 'seen')
    await anvil.reorg(1)
    await anvil.mine()
    await until('it is taken back', () => watching.rows()[0]?.state === 'reverted')
    expect(watching.rows()).toMatchObject([{ txHash: hash, evidence: 2 }])
  })

  test('of a direct token call keep their row when the log is written', async () => {
    const anvil = await chain()
    const token = await anvil.token(`0x${'7'.repeat(40)}`, { symbol: 'TEST', decimals: 6 })
    const watching = await live(anvil, anvil.ws, {
      settings: {
        ...settings,
        prices: [
          { token: 'native', usd: '2000' },
          { token: token.address, usd: '1' },
        ],
      },
    })
    watching.store.saveToken(31337, token.address, { symbol: 'TEST', decimals: 6 })
    const hash = await token.transfer(stranger, 200_000_000_000n)
    expect(await pendingOf(watching, hash)).toMatchObject({ id: `31337:${hash}:0`, state: 'pending', to: stranger, usd: '200000' })
    await anvil.mine()
    await until('it is mined', () => watching.rows()[0]?.state === 'seen')
    expect(watching.rows()).toMatchObject([{ id: `31337:${hash}:0`, amount: '200000' }])
  })

  test('end as replaced when another transaction of the same nonce is mined', async () => {
    const anvil = await chain()
    const watching = await live(anvil, anvil.ws)
    const [from] = anvil.accounts
    const nonce = await anvil.ask('eth_getTransactionCount', [from, 'latest'])
    const send = (value: bigint, tip: bigint) =>
      anvil.ask('eth_sendTransaction', [
        { from, to: stranger, value: hex(value), gas: hex(21_000n), nonce, maxFeePerGas: hex(tip * 2n), maxPriorityFeePerGas: hex(tip) },
      ]) as Promise<Hex>
    const first = await send(100n * ether, 2n * 10n ** 9n)
    await pendingOf(watching, first)
    const second = await send(300n * ether, 9n * 10n ** 9n)
    await pendingOf(watching, second)
    await anvil.mine()
    await until('one is mined', () => watching.rows().some(({ state }) => state === 'seen'))
    expect(Object.fromEntries(watching.rows().map(({ txHash, state }) => [txHash, state]))).toEqual({
      [first]: 'replaced',
      [second]: 'seen',
    })
    expect(watching.store.get(`31337:${first}:-1`)?.notes.how).toBe(`Transaction ${second} of the same sender and nonce was mined instead.`)
  })

  test('end as dropped when nobody has the transaction any more for long enough, and not before', async () => {
    const anvil = await chain()
    let ahead = 0
    const watching = await live(anvil, anvil.ws, { now: () => Date.now() + ahead })
    const hash = await anvil.sendEth(100n)
    await pendingOf(watching, hash)
    ahead = 31 * 60_000
    await until('it was asked after', () => watching.store.unseen(31337, Date.now() + ahead - 1_000).length === 0)
    expect(watching.rows()).toMatchObject([{ state: 'pending' }])
    await anvil.ask('anvil_dropTransaction', [hash])
    ahead *= 2
    await until('it is dropped', () => watching.rows()[0]?.state === 'dropped')
    expect(watching.store.get(`31337:${hash}:-1`)?.notes.how).toContain('No endpoint has it')
  })

  test('are dropped when a start finds that they are not to be watched', async () => {
    const anvil = await chain()
    const dataDir = dataFolder(ends)
    const first = await live(anvil, anvil.ws, { dataDir })
    await pendingOf(first, await anvil.sendEth(100n))
    await first.stop()
    const second = await live(anvil, anvil.ws, { dataDir, settings: {} })
    await until('it is given up', () => second.rows()[0]?.state === 'dropped')
  })

  test('of a failed transaction end as dropped, with words', async () => {
    const anvil = await chain()
    await anvil.ask('anvil_setCode', [stranger, '0x5f5ffd'])
    const watching = await live(anvil, anvil.ws)
    const hash = await anvil.send({ to: stranger, value: 100n * ether })
    await pendingOf(watching, hash)
    await anvil.mine()
    await until('it is over', () => watching.rows()[0]?.state === 'dropped')
    expect(watching.store.get(`31337:${hash}:-1`)?.notes.how).toContain('it failed')
  })

  test('whose hash or signature is not theirs are not believed', async () => {
    const anvil = await chain()
    const hash = await anvil.sendEth(100n)
    const honest = (await anvil.ask('eth_getTransactionByHash', [hash])) as Record<string, unknown>
    const lies = [
      { ...honest, value: hex(900n * ether) },
      { ...honest, from: stranger },
      { ...honest, hash: `0x${'1'.repeat(64)}` },
      { ...honest, chainId: '0x1' },
      honest,
    ]
    const liar = await serveRpc({
      answer(method, params) {
        if (method === 'eth_newPendingTransactionFilter') return '0x1'
        if (method === 'eth_getFilterChanges') return lies.splice(0)
        return anvil.ask(method, params)
      },
    })
    ends.push(() => liar.stop())
    const watching = await engineOn([liar.http], ends, { settings })
    await pendingOf(watching, hash)
    expect(watching.rows()).toMatchObject([{ txHash: hash, amount: '100', from: anvil.accounts[0] }])
  })

  test('are not watched unless the user wants them', async () => {
    const anvil = await chain()
    const node = await serveRpc({ answer: (method, params) => anvil.ask(method, params) })
    ends.push(() => node.stop())
    const watching = await live(anvil, node.http, { settings: {} })
    const hash = await anvil.sendEth(100n)
    await anvil.mine()
    expect(await pendingOf(watching, hash)).toMatchObject({ state: 'seen' })
    expect(node.calls.filter(({ method }) => /pending|filter/i.test(method))).toEqual([])
  })
})
