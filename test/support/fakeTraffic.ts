/** Invented orders from a seed: every kind, every state, sizes over six powers of ten, and hostile names. */
import { channelKinds } from '#channels/forms.ts'
import { allKinds } from '#engine/orders/kinds.ts'
import { invariantKinds } from '#engine/packs/forms.ts'
import { ruleKinds } from '#engine/rules/forms.ts'
import type { Catalog } from '#shared/catalog.ts'
import type { Output } from '#shared/contract/index.ts'
import type { Label } from '#shared/labels.ts'
import type { Asset, OrderDetail, OrderRow, OrderState, TableRow } from '#shared/order.ts'
import { labelOf, marksOf, notesOf } from './fakeMarks.ts'

const chains = [
  [1, 'Ethereum'],
  [8453, 'Base'],
  [42161, 'Arbitrum One'],
  [137, 'Polygon'],
  [10, 'OP Mainnet'],
  [56, 'BNB Chain'],
  [100, 'Gnosis'],
  [43114, 'Avalanche'],
  [59144, 'Linea'],
] as const
const kinds = ['transfer', 'transfer', 'transfer', 'transfer', 'swap', 'mint', 'burn', 'wrap', 'unwrap'] as const
const tokens = [
  { symbol: 'ETH', address: null, decimals: 18, usd: 3320 },
  { symbol: 'USDC', address: '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48', decimals: 6, usd: 1 },
  { symbol: 'USDT', address: '0xdac17f958d2ee523a2206206994597c13d831ec7', decimals: 6, usd: 1 },
  { symbol: 'WBTC', address: '0x2260fac5e5542a773aa44fbcfedf7c193bc2c599', decimals: 8, usd: 98_200 },
  { symbol: 'WETH', address: '0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2', decimals: 18, usd: 3320 },
] as const
const hostile: readonly Asset[] = [
  { symbol: '\u202eCDSU\u202c', address: '0x00000000000000000000000000000000000bad01', decimals: 6 },
  { symbol: '<b onclick=alert(1)>FREE</b>'.repeat(40), address: '0x00000000000000000000000000000000000bad02', decimals: null },
]

export type Traffic = {
  readonly catalog: Catalog
  readonly next: () => TableRow
  /** So many orders of the last hours, newest first. */
  readonly past: (count: number) => TableRow[]
  readonly detail: (row: TableRow | null) => OrderDetail | null
  readonly statements: (address: string) => Label[]
  readonly test: (url: string, chainId: number | null) => Output<'networks.test'>
}

const stateOf = (ageSeconds: number, roll: number): OrderState =>
  roll < 0.03 ? 'reverted' : roll < 0.04 ? 'dropped' : ageSeconds > 900 ? 'final' : roll > 0.9 ? 'pending' : 'seen'

/** The same seed makes the same orders; only their times follow the clock. */
export function createTraffic(seed: number): Traffic {
  let state = seed
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const hex = (length: number) => `0x${Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('')}`
  const wallets = Array.from({ length: 24 }, () => hex(40))

  const make = (ageSeconds: number): TableRow => withMarks(makeOrder(ageSeconds))
  const withMarks = (row: OrderRow): TableRow => ({ ...row, marks: marksOf(row, wallets, random) })
  const makeOrder = (ageSeconds: number): OrderRow => {
    const chainId = pick(chains.slice(0, 4))[0]
    const kind = pick(kinds)
    const token = pick(tokens)
    const odd = random() < 0.03
    const usd = 10 ** (5 + random() ** 3 * 3.6)
    const got = pick(tokens)
    const txHash = hex(64)
    return {
      id: `${chainId}:${txHash}:-1`,
      chainId,
      blockNumber: 23_456_789 - Math.floor(ageSeconds / 12),
      blockHash: hex(64),
      blockTime: Math.floor(Date.now() / 1000 - ageSeconds),
      txHash,
      position: kind === 'transfer' && token.address === null ? -1 : Math.floor(random() * 9),
      kind,
      source: 'erc20',
      from: pick(wallets),
      to: pick(wallets),
      asset: odd ? pick(hostile) : { address: token.address, symbol: token.symbol, decimals: token.decimals },
      amount: (usd / token.usd).toFixed(token.usd > 2 ? 4 : 2),
      received: kind === 'swap' || kind === 'wrap' ? { asset: { ...got }, amount: (usd / got.usd).toFixed(3) } : null,
      usd: odd ? null : usd.toFixed(2),
      pricedBy: odd ? null : token.usd === 1 ? `peg:${token.symbol}` : 'chainlink:ETH/USD',
      evidence: ageSeconds > 900 ? 5 : random() < 0.7 ? 3 : random() < 0.7 ? 2 : 1,
      state: stateOf(ageSeconds, random()),
    }
  }
  return {
    catalog: {
      chains: chains.map(([chainId, name]) => ({
        chainId,
        name,
        nativeSymbol: 'ETH',
        publicEndpoints: [
          `https://${name.split(' ')[0]?.toLowerCase()}-rpc.example.org`,
          `https://rpc.${name.split(' ')[0]?.toLowerCase()}.example.com`,
        ],
        explorer: 'https://etherscan.io',
        reach: 2,
      })),
      sources: [
        { id: 'native', label: 'Native' },
        { id: 'erc20', label: 'ERC-20 transfer' },
      ],
      kinds: allKinds.map(({ id, label }) => ({ id, label })),
      feeds: [],
      ruleKinds: ruleKinds(),
      channelKinds: channelKinds(),
      invariantKinds: invariantKinds(),
    },
    next: () => make(0),
    past(count) {
      let age = 3
      return Array.from({ length: count }, () => {
        age += random() * 60
        return make(age)
      })
    },
    detail: (row) =>
      row && {
        row,
        notes: notesOf(row),
        block: {
          number: row.blockNumber,
          hash: row.blockHash,
          parentHash: hex(64),
          time: row.blockTime ?? 0,
          evidence: row.evidence,
          notes: row.evidence < 3 ? ['No second endpoint answered for this height, so nobody could agree on the header hash.'] : [],
          endpoint: 'ethereum-rpc.example.org',
          agreed: row.evidence >= 3 ? ['ethereum-rpc.example.org', 'node.example.net'] : [],
          roots: row.evidence >= 2 ? { transactions: hex(64), receipts: hex(64), withdrawals: hex(64) } : null,
        },
        firstSeenAt: Date.now() - 42_000,
        changedAt: Date.now() - 8000,
      },
    statements(address) {
      const tag = labelOf(address, wallets)
      return tag ? [{ ...tag, chainId: null, address, reference: 'https://example.org/reserves', date: '2026-08-01' }] : []
    },
    test: (url, chainId) => ({
      url,
      ok: !url.includes('bad'),
      chainId: chainId ?? 5000,
      head: 1_204_331,
      latencyMs: 71,
      client: 'node/v1',
      blockReceipts: true,
      finalizedTag: true,
      message: url.includes('bad')
        ? 'It answered with HTML instead of JSON. Check the path: many providers need a key in the address.'
        : `It serves chain ${chainId ?? 5000}, block 1,204,331, in 71 ms, with whole-block receipts and a finalized tag.`,
    }),
  }
}
