/** Blocks of a real node that we did not write. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { familyOf } from '#engine/verify/families/index.ts'
import type { Climbed } from '#engine/verify/index.ts'
import { type Anvil, anvilMissing, startAnvil } from '../../support/anvil.ts'
import { climbAll as climb } from '../../support/climbAll.ts'

type Served = Record<string, unknown>

describe.skipIf(anvilMissing !== null)(
  `climb on blocks of a live node${anvilMissing === null ? '' : ` (skipped: ${anvilMissing})`}`,
  () => {
    let anvil: Anvil
    beforeAll(async () => {
      anvil = await startAnvil({ automine: false })
    })
    afterAll(() => anvil?.stop())

    async function read(number: number): Promise<Climbed> {
      const tag = `0x${number.toString(16)}`
      const block = await anvil.ask('eth_getBlockByNumber', [tag, true])
      const receipts = (await anvil.ask('eth_getBlockReceipts', [tag])) as Served[]
      return climb(block, receipts, familyOf('ethereum'), { number, hash: null })
    }

    test('proves the first block, which is empty', async () => {
      expect(await read(0)).toMatchObject({ evidence: 2, notes: [], transactions: [] })
    })

    test('proves transfers, a new contract, a call that failed, and token logs', async () => {
      const [from = '0x', to = '0x'] = anvil.accounts
      // Init code that returns one byte of code, and one that reverts.
      const send = (fields: Served) => anvil.ask('eth_sendTransaction', [{ from, gas: '0x30000', ...fields }])
      await send({ to, value: '0xde0b6b3a7640000', nonce: '0x0' })
      const deployed = await send({ data: '0x600160005360016000f3', nonce: '0x1' })
      await send({ data: '0x60006000fd', nonce: '0x2' })
      await send({ to, value: '0x1', gasPrice: '0x77359400', nonce: '0x3' })
      await send({ to, accessList: [{ address: to, storageKeys: [`0x${'01'.repeat(32)}`] }], nonce: '0x4' })
      await anvil.mine()
      const climbed = await read(await anvil.head())
      expect(climbed).toMatchObject({ evidence: 2, notes: [] })
      expect(climbed.transactions.map(({ succeeded }) => succeeded)).toEqual([true, true, false, true, true])
      expect(climbed.transactions[0]).toMatchObject({ from, to, value: 10n ** 18n, created: null, input: '0x' })
      const receipt = (await anvil.ask('eth_getTransactionReceipt', [deployed])) as Served
      expect(climbed.transactions[1]).toMatchObject({ to: null, created: receipt.contractAddress })
    })

    test('numbers logs within their transaction', async () => {
      const token = await anvil.token(`0x${'70'.repeat(20)}`, { symbol: 'TST', decimals: 6 })
      const [, to = '0x'] = anvil.accounts
      await Promise.all([token.mint(to, 5n), token.mint(to, 6n), token.transfer(to, 1n)])
      await anvil.mine()
      const { transactions, evidence } = await read(await anvil.head())
      expect(evidence).toBe(2)
      expect(transactions).toHaveLength(3)
      for (const { logs } of transactions) expect(logs.map(({ position }) => position)).toEqual(logs.map((_, i) => i))
      expect(transactions.flatMap(({ logs }) => logs).every(({ address }) => address === token.address)).toBe(true)
    })
  },
)
