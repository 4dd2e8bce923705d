import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Chain } from '#engine/chains/defineChain.ts'
import { ethereum } from '#engine/chains/ethereum.ts'
import { type Appraisal, appraise, wantedTokens } from '#engine/orders/appraise.ts'
import { kinds } from '#engine/orders/kinds.ts'
import { readOrders } from '#engine/orders/readOrders.ts'
import type { Price } from '#engine/pricing/feeds/defineFeed.ts'
import type { Address, AssetRef, Leg } from '#engine/types.ts'
import { parseDecimal } from '#shared/decimal.ts'
import { OrderNotes, OrderRow, type PriceFigure } from '#shared/order.ts'
import { noRecordings, recordedBlock, recordedBlocks, toTransactions } from '../sources/recorded.ts'

const usdc: Address = '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48'
const weth: Address = '0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2'
const gull: Address = `0x${'99'.repeat(20)}`
const eth = 10n ** 18n

const transfer: Leg = {
  source: 'native',
  kind: 'transfer',
  txHash: `0x${'ab'.repeat(32)}`,
  txIndex: 0,
  position: -1,
  from: `0x${'11'.repeat(20)}`,
  to: `0x${'22'.repeat(20)}`,
  asset: null,
  amount: 2n * eth,
}
const leg = (part: Partial<Leg>): Leg => ({ ...transfer, ...part })
const prices = (...list: [AssetRef, string][]): Map<AssetRef, Price> =>
  new Map(list.map(([asset, usd]) => [asset, { usd: parseDecimal(usd), by: `test:${usd}`, figure: figure(asset, usd) }]))
const figure = (asset: AssetRef, usd: string): PriceFigure => ({
  ...{ asset: asset ?? 'native', usd, by: `test:${usd}`, feed: 'test' },
  ...{ reference: null, round: null, at: null, age: null, via: null },
})
type Given = Partial<Appraisal> & { minUsd?: string; minUnits?: { token: string; amount: string }[] }
const rowsOf = (legs: readonly Leg[], part: Given = {}): OrderRow[] => appraised(legs, part).map(({ order }) => order)
const appraised = (legs: readonly Leg[], part: Given = {}) =>
  appraise({
    chain: ethereum,
    block: { number: 5, hash: `0x${'cd'.repeat(32)}`, timestamp: 1_700_000_000, evidence: 2 },
    settings: { minUsd: part.minUsd ?? '100000', minUnits: part.minUnits ?? [], prices: [] },
    prices: new Map(),
    tokens: new Map(),
    ...part,
    legs,
  })

describe('appraise', () => {
  test('writes a row as the wire knows it', () => {
    const [row] = rowsOf([transfer], { prices: prices([null, '60000.1234567']) })
    expect(row).toEqual({
      id: `1:${transfer.txHash}:-1`,
      chainId: 1,
      blockNumber: 5,
      blockHash: `0x${'cd'.repeat(32)}`,
      blockTime: 1_700_000_000,
      txHash: transfer.txHash,
      position: -1,
      kind: 'transfer',
      source: 'native',
      from: transfer.from,
      to: transfer.to,
      asset: { address: null, symbol: 'ETH', decimals: 18 },
      amount: '2',
      received: null,
      usd: '120000.246913',
      pricedBy: 'test:60000.1234567',
      evidence: 2,
      state: 'seen',
    })
    expect(Object.keys(row ?? {})).toEqual(Object.keys(OrderRow.shape))
    expect(OrderRow.parse(row)).toEqual(row)
  })

  test('keeps what is worth the threshold and drops what is worth less', () => {
    const atPrice = (usd: string) => rowsOf([transfer], { prices: prices([null, usd]) }).length
    expect(atPrice('50000')).toBe(1)
    expect(atPrice('49999.999999')).toBe(0)
  })

  test('never calls an order without a price worth $0', () => {
    const [row, ...rest] = rowsOf([transfer], { minUsd: '0', minUnits: [{ token: 'ETH', amount: '1' }] })
    expect(row).toMatchObject({ usd: null, pricedBy: null })
    expect(rest).toEqual([])
    expect(rowsOf([transfer], { minUsd: '0' })).toEqual([])
  })

  test('keeps what is enough units of its token, priced or not', () => {
    const minUnits = [{ token: 'native', amount: '1' }]
    expect(rowsOf([transfer], { minUnits, prices: prices([null, '1']) })).toMatchObject([{ usd: '2' }])
    expect(rowsOf([transfer], { prices: prices([null, '1']) })).toEqual([])
    expect(rowsOf([transfer], { minUnits: [{ token: 'native', amount: '2' }] })).toHaveLength(1)
    expect(rowsOf([transfer], { minUnits: [{ token: 'native', amount: '2.000000000000000001' }] })).toEqual([])
  })

  test('takes name and decimals of a listed token from the list, whatever the contract says', () => {
    const tokens = new Map([[usdc, { symbol: 'SCAM', decimals: 0 }]])
    const [row] = rowsOf([leg({ asset: usdc, amount: 200_000_000_000n })], { tokens, prices: prices([usdc, '1']) })
    expect(row).toMatchObject({ asset: { address: usdc, symbol: 'USDC', decimals: 6 }, amount: '200000', usd: '200000' })
  })

  test('lets no contract pass for a listed symbol', () => {
    const tokens = new Map([[gull, { symbol: 'USDC', decimals: 6 }]])
    expect(rowsOf([leg({ asset: gull, amount: 10n ** 30n })], { tokens, minUnits: [{ token: 'USDC', amount: '1' }] })).toEqual([])
  })

  test('finds an unlisted token by its own name or by its address', () => {
    const tokens = new Map([[gull, { symbol: 'GULL', decimals: 2 }]])
    const legs = [leg({ asset: gull, amount: 1_000n })]
    for (const token of ['GULL', gull, gull.toUpperCase().replace('0X', '0x')])
      expect(rowsOf(legs, { tokens, minUnits: [{ token, amount: '10' }] })[0]).toMatchObject({
        amount: '10',
        asset: { symbol: 'GULL', decimals: 2 },
      })
  })

  test('shows base units where decimals are unknown, and states no worth for them', () => {
    const tokens = new Map([[gull, { symbol: 'ODD', decimals: null }]])
    const [row] = rowsOf([leg({ asset: gull, amount: 12_345n })], {
      tokens,
      prices: prices([gull, '1000']),
      minUnits: [{ token: gull, amount: '12345' }],
    })
    expect(row).toMatchObject({ amount: '12345', usd: null, pricedBy: null, asset: { symbol: 'ODD', decimals: null } })
  })

  test('values an exchange by what was given, else by what was received', () => {
    const swap = leg({ kind: 'swap', asset: gull, amount: 5n, received: { asset: usdc, amount: 300_000_000_000n } })
    const tokens = new Map([[gull, { symbol: 'GULL', decimals: 0 }]])
    expect(rowsOf([swap], { tokens, prices: prices([usdc, '1']) })[0]).toMatchObject({ usd: '300000', pricedBy: 'test:1' })
    expect(rowsOf([swap], { tokens, prices: prices([usdc, '1'], [gull, '100000']) })[0]).toMatchObject({
      usd: '500000',
      pricedBy: 'test:100000',
      received: { asset: { address: usdc, symbol: 'USDC', decimals: 6 }, amount: '300000' },
    })
  })

  test('keeps an exchange for as many units as it bought, and no wrap for what it turned into', () => {
    const minUnits = [{ token: gull, amount: '7' }]
    const tokens = new Map([[gull, { symbol: 'GULL', decimals: 0 }]])
    const bought = leg({ kind: 'swap', amount: 1n, received: { asset: gull, amount: 7n } })
    expect(rowsOf([bought], { tokens, minUnits })).toMatchObject([{ kind: 'swap', usd: null, received: { amount: '7' } }])
    expect(rowsOf([{ ...bought, kind: 'wrap' }], { tokens, minUnits })).toEqual([])
    expect(rowsOf([leg({ ...bought, received: { asset: gull, amount: 6n } })], { tokens, minUnits })).toEqual([])
  })

  test('tells with each row how it came about, from what, and by which prices', () => {
    const parts = [
      leg({ position: 4, kind: 'swap', source: 'uniswap-v2', amount: 5n, received: { asset: usdc, amount: 9n } }),
      leg({ position: 1, source: 'erc20', asset: gull, amount: 12_345n }),
      leg({ position: 2, source: 'erc20', asset: weth, amount: 3n * eth }),
    ]
    const swap = leg({ kind: 'swap', received: { asset: usdc, amount: 2_000_000n }, how: 'Estimated: a guess.', estimated: true, parts })
    const [{ notes } = { notes: null }] = appraised([swap], { prices: prices([null, '60000'], [usdc, '1'], [weth, '60000']) })
    expect(OrderNotes.parse(notes)).toEqual(notes)
    expect(notes).toMatchObject({ how: 'Estimated: a guess.', estimated: true, prices: [figure(null, '60000'), figure(usdc, '1')] })
    expect(notes?.parts.map(({ position, asset, amount, received }) => [position, asset.symbol, amount, received?.amount])).toEqual([
      [1, 'token 0x9999…', '12345', undefined],
      [2, 'WETH', '3', undefined],
      [4, 'ETH', '0.000000000000000005', '0.000009'],
    ])
  })

  test('has little to tell of a movement that is the order', () => {
    const [{ notes } = { notes: null }] = appraised([transfer], { prices: prices([null, '60000']) })
    expect(notes).toEqual({ how: null, estimated: false, parts: [], prices: [figure(null, '60000')], spam: { points: 0, signs: [] } })
  })

  test('lists rows in the order in which they happened', () => {
    const happened = [leg({ txIndex: 1, position: 3 }), leg({ txIndex: 0, position: 2 }), leg({ txIndex: 1, position: -1 })]
    expect(rowsOf(happened, { prices: prices([null, '100000']) }).map(({ position }) => position)).toEqual([2, -1, 3])
  })

  test('keeps exactly the legs whose exact worth reaches the threshold', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 24n }),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        fc.bigInt({ min: 0n, max: 10n ** 9n }),
        (amount, cents, minUsd) => {
          const rows = rowsOf([leg({ asset: usdc, amount })], {
            minUsd: `${minUsd}`,
            prices: prices([usdc, `${cents / 100n}.${`${cents % 100n}`.padStart(2, '0')}`]),
          })
          // amount / 10^6 × cents / 10^2 in millionths, rounded half up.
          const micros = (amount * cents + 50n) / 100n
          expect(rows.length).toBe(micros >= minUsd * 1_000_000n ? 1 : 0)
        },
      ),
    )
  })

  test('keeps fewer rows for a higher threshold, never others', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 1n, max: 10n ** 15n }), { maxLength: 20 }),
        fc.nat(10 ** 9),
        fc.nat(10 ** 9),
        (amounts, low, more) => {
          const legs = amounts.map((amount, position) => leg({ asset: usdc, amount, position }))
          const ids = (minUsd: number) => rowsOf(legs, { minUsd: `${minUsd}`, prices: prices([usdc, '1']) }).map(({ id }) => id)
          const many = ids(low)
          expect(ids(low + more).every((id) => many.includes(id))).toBe(true)
        },
      ),
    )
  })
})

describe('wantedTokens', () => {
  const settings = { prices: [], minUnits: [] }

  test('wants what has a peg or a feed, and the wrapper', () => {
    const wanted = wantedTokens({ ...ethereum, pools: null }, settings)
    expect(wanted).toEqual(expect.arrayContaining([usdc, weth]))
    expect(wanted).not.toContain(ethereum.tokens.find(({ symbol }) => symbol === 'PEPE')?.address)
    expect(new Set(wanted).size).toBe(wanted?.length)
  })

  test('wants every listed token where a pool may price it', () => {
    expect(wantedTokens(ethereum, settings)).toEqual(expect.arrayContaining(ethereum.tokens.map(({ address }) => address)))
    expect(wantedTokens(ethereum, settings)).not.toContain(gull)
    expect(wantedTokens(ethereum, settings, [gull])).toContain(gull)
  })

  test('wants what the settings name', () => {
    const pepe = ethereum.tokens.find(({ symbol }) => symbol === 'PEPE')?.address
    expect(wantedTokens(ethereum, { ...settings, minUnits: [{ token: 'pepe', amount: '1' }] })).toContain(pepe)
    expect(wantedTokens(ethereum, { ...settings, prices: [{ token: gull, usd: '1' }] })).toContain(gull)
    expect(wantedTokens(ethereum, { ...settings, prices: [{ token: 'native', usd: '1' }] })).toEqual(wantedTokens(ethereum, settings))
  })

  test('wants every token when a name can only be known from the contracts', () => {
    expect(wantedTokens(ethereum, { ...settings, minUnits: [{ token: 'GULL', amount: '1' }] })).toBeNull()
  })

  test('wants no token on a chain without any', () => {
    const bare: Chain = { ...ethereum, tokens: [], chainlink: [], wrappedNative: null }
    expect(wantedTokens(bare, settings)).toEqual([])
  })
})

describe.skipIf(noRecordings)('orders of recorded blocks', () => {
  test('have ids of their own and kinds that are known', () => {
    let seen = 0
    for (const number of recordedBlocks('mainnet')) {
      const legs = toTransactions(recordedBlock('mainnet', number))
        .filter(({ succeeded }) => succeeded)
        .flatMap((transaction) => readOrders(transaction, { chainId: 1, wrappedNative: weth }))
      // Every asset priced and every leg kept: the hardest case for the ids.
      const rows = rowsOf(legs, {
        minUsd: '0',
        prices: prices(...legs.map(({ asset }): [AssetRef, string] => [asset, '1'])),
        tokens: new Map(legs.flatMap(({ asset }) => (asset ? [[asset, { symbol: 'T', decimals: 18 }] as const] : []))),
      })
      expect(rows.length).toBe(legs.length)
      expect(new Set(rows.map(({ id }) => id)).size, `block ${number}`).toBe(rows.length)
      expect(rows.filter(({ kind }) => !kinds.some(({ id }) => id === kind))).toEqual([])
      seen += rows.length
    }
    expect(seen).toBeGreaterThan(5_000)
  })
})
