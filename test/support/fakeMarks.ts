/** Invented labels, flows, spam and legs for invented orders, so that the window can be looked at in every state. */
import type { LabelTag } from '#shared/labels.ts'
import type { OrderMarks, OrderNotes, OrderPart, OrderRow, TableRow } from '#shared/order.ts'
import { plainMarks } from '#shared/order.ts'

const tags: readonly LabelTag[] = [
  { name: 'Binance 14', entity: 'Binance', role: 'exchange', source: 'seed', confidence: 'certain' },
  { name: 'Binance 7', entity: 'Binance', role: 'exchange', source: 'seed', confidence: 'certain' },
  { name: 'OKX', entity: 'OKX', role: 'exchange', source: 'seed', confidence: 'certain' },
  { name: 'Binance deposit', entity: 'Binance', role: 'exchange-deposit', source: 'learnt', confidence: 'guess' },
  {
    name: 'A very long name of a counterparty that nobody shortened',
    entity: null,
    role: 'counterparty',
    source: 'book.csv',
    confidence: 'likely',
  },
  { name: 'Treasury desk', entity: 'Us', role: 'own', source: 'user', confidence: 'certain' },
]

/** Every fourth wallet has a name. */
export function labelOf(address: string, wallets: readonly string[]): LabelTag | null {
  const at = wallets.indexOf(address)
  return at % 4 === 0 ? (tags[(at / 4) % tags.length] ?? null) : null
}

export function marksOf(row: OrderRow, wallets: readonly string[], random: () => number): OrderMarks {
  const [fromLabel, toLabel] = [labelOf(row.from, wallets), labelOf(row.to, wallets)]
  const isExchange = (tag: LabelTag | null) => tag?.role.startsWith('exchange') ?? false
  const [out, into] = [isExchange(fromLabel), isExchange(toLabel)]
  const flow =
    out && into ? (fromLabel?.entity === toLabel?.entity ? 'internal' : 'cross-exchange') : out ? 'outflow' : into ? 'inflow' : null
  const estimated = row.kind === 'swap' && random() < 0.15
  return { ...plainMarks(row), estimated, flow, spam: row.usd === null ? 75 : 0, fromLabel, toLabel }
}

const pool = '0x88e6a0c2ddd26feeb64f039a2c41296fcb3f5640'
const router = '0x7a250d5630b4cf539739df2c5dacb4c659f2488d'

export function notesOf(row: TableRow): OrderNotes {
  const part = (position: number, from: string, to: string, asset: OrderPart['asset'], amount: string): OrderPart => ({
    kind: 'transfer',
    source: 'erc20',
    position,
    from,
    to,
    asset,
    amount,
    received: null,
  })
  const { received, marks } = row
  const parts = received
    ? [
        part(0, row.from, router, row.asset, row.amount),
        part(1, router, pool, row.asset, row.amount),
        part(2, pool, router, received.asset, received.amount),
        part(5, router, row.to, received.asset, received.amount),
      ]
    : []
  const how = !received
    ? null
    : marks.estimated
      ? 'Estimated: nobody’s balance changed on both sides, so the largest exchange stands for all.'
      : 'Net of all transfers of the trader.'
  const price = row.usd === null ? [] : [{ ...figure, asset: row.asset.address ?? 'native' }]
  const signs =
    marks.spam === 0
      ? []
      : [{ id: 'look-alike', points: marks.spam, sentence: 'Its symbol looks like that of a listed token at another address.' }]
  return { how, estimated: marks.estimated, parts, prices: price, spam: { points: marks.spam, signs } }
}

const figure = {
  usd: '3320.18',
  by: 'chainlink:ETH/USD round 129127208515966870001 at 1700000000',
  feed: 'chainlink',
  reference: '0x5f4ec3df9cbd43714fe2740f5e3616155c5b8419',
  round: '129127208515966870001',
  at: 1_700_000_000,
  age: 1260,
  via: null,
}
