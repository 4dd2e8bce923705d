/** A small business for tests of the books: bills that are issued, endorsed, financed and paid, and the points they are paid in. */
import type { ChainStep } from '#engine/ports.ts'
import type { OrderNotes, OrderRow } from '#shared/order.ts'
import { type Business, Pack } from '#shared/pack.ts'

export const chainId = 7
export const accounts = Array.from({ length: 6 }, (_, n) => `0x${(0xa0 + n).toString(16).padStart(40, '0')}`)
const verb = (key: string, of: string, more: object) => ({
  ...{ label: key, verb: of, on: { contract: 'bills', event: `E${key}` }, from: 'arg:0', to: 'arg:1', nature: 'B1' },
  ...more,
})
const onBill = { document: { type: 'bill', id: 'arg:2' }, amount: 'arg:3', unit: 'coin' }
export const pack = Pack.parse({
  ...{ format: 'crowsnest-pack', version: 1, id: 'bills', name: 'Bills', about: '', revision: 1 },
  contracts: { bills: { abi: ['event X(address a, address b, uint256 c, uint256 d)'], at: [{ chainId, address: `0x${'b'.repeat(40)}` }] } },
  roles: {
    bank: { label: 'Bank', members: [accounts[0]] },
    member: { label: 'Member', members: accounts.slice(1, 4) },
    barred: { label: 'Barred', members: [], overlaps: true },
  },
  units: { coin: { symbol: 'CNY', decimals: 2, price: null }, points: { symbol: 'PTS', decimals: 0, price: null } },
  verbs: {
    issue: verb('issue', 'issue', { ...onBill, moves: 'none', due: 'arg:3' }),
    endorse: verb('endorse', 'endorse', { ...onBill, amount: undefined, unit: undefined }),
    finance: verb('finance', 'finance', { ...onBill, rate: 'arg:3' }),
    pay: verb('pay', 'pay', onBill),
    mint: verb('mint', 'issue', { amount: 'arg:3', unit: 'points' }),
    give: verb('give', 'transfer', { amount: 'arg:3', unit: 'points', roles: { from: ['bank', 'member'] } }),
  },
  documents: {
    bill: {
      label: 'Bill',
      states: { open: { label: 'Open' }, financed: { label: 'Financed' }, paid: { label: 'Paid', final: true } },
      transitions: [
        { by: 'issue', from: ['new'], to: 'open' },
        { by: 'endorse', from: ['open'], to: 'open' },
        { by: 'finance', from: ['open'], to: 'financed' },
        { by: 'pay', from: ['open', 'financed'], to: 'paid' },
      ],
    },
  },
  invariants: {
    steps: { kind: 'transitions', label: 'Steps', severity: 'warning', with: {} },
    once: { kind: 'once', label: 'Financed once', severity: 'alarm', with: { verbs: ['finance'] } },
    repaid: { kind: 'at-most', label: 'Paid no more', severity: 'alarm', with: { verbs: ['pay'], of: ['issue'] } },
    kept: { kind: 'conservation', label: 'Points', severity: 'alarm', with: { unit: 'points' } },
    roles: { kind: 'roles', label: 'Roles', severity: 'notice', with: {} },
    late: { kind: 'overdue', label: 'In time', severity: 'warning', with: { type: 'bill' } },
    fair: { kind: 'equal-rates', label: 'Fair', severity: 'notice', with: { verb: 'finance', role: 'member', side: 'to' } },
    barred: { kind: 'without-role', label: 'Barred', severity: 'alarm', with: { role: 'barred', verbs: ['give'] } },
  },
  disclosure: {},
})

export type Event = Partial<Business> & {
  readonly key: string
  readonly from: string
  readonly to: string
  readonly amount?: bigint
  readonly bill?: string
}

/** Unix seconds of a block. */
export const timeOf = (number: number): number => 1_700_000_000 + number * 10

/** An event as the engine would hand it to the store. `n` tells transactions apart. */
export function orderOf(event: Event, block: { number: number; hash: string }, n: number): { order: OrderRow; notes: OrderNotes } {
  const { key, from, to, amount = 0n, bill, ...more } = event
  const known = pack.verbs[key]
  const unit = known?.unit ?? null
  const decimals = unit === null ? 0 : (pack.units[unit]?.decimals ?? 0)
  const txHash = `0x${n.toString(16).padStart(64, '0')}`
  const digits = amount.toString().padStart(decimals + 1, '0')
  return {
    order: {
      ...{
        id: `${chainId}:${txHash}:0`,
        chainId,
        blockNumber: block.number,
        blockHash: block.hash,
        blockTime: timeOf(block.number),
        txHash,
        position: 0,
      },
      ...{ kind: known?.verb ?? 'grant', source: 'pack:bills', from, to, asset: { address: `0x${'b'.repeat(40)}`, symbol: 'X', decimals } },
      ...{ amount: decimals === 0 ? String(amount) : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`.replace(/\.?0+$/, '') },
      ...{ received: null, usd: null, pricedBy: null, evidence: 2, state: 'seen' },
    },
    notes: {
      ...{ how: null, estimated: false, parts: [], prices: [], spam: { points: 0, signs: [] } },
      business: {
        ...{
          pack: 'bills',
          key,
          verb: known?.verb ?? 'grant',
          document: bill === undefined ? null : { type: 'bill', id: bill },
          due: null,
          rate: null,
        },
        ...{ unit, nature: 'B1', contract: 'bills', address: `0x${'b'.repeat(40)}`, ...more },
      },
    },
  }
}

export type Block = {
  readonly number: number
  readonly hash: `0x${string}`
  readonly parentHash: `0x${string}`
  readonly events: readonly (readonly [n: number, event: Event])[]
}

/** The step that adds these blocks, after taking back those from `revertFrom` on. */
export function stepOf(blocks: readonly Block[], revertFrom: number | null = null): ChainStep {
  const made = blocks.flatMap((block) => block.events.map(([n, event]) => orderOf(event, block, n)))
  return {
    chainId,
    revertFrom,
    blocks: blocks.map(({ number, hash, parentHash }) => ({
      number,
      hash,
      parentHash,
      timestamp: timeOf(number),
      evidence: 2,
      notes: [],
      endpoint: 'node',
    })),
    orders: made.map(({ order }) => order),
    notes: new Map(made.map(({ order, notes }) => [order.id, notes])),
    final: null,
    from: null,
  }
}
