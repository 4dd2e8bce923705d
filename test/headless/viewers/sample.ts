/** A business whose every value can be searched for: bills between banks, with a pack that hides nearly all of them from a peer. */
import { hash } from 'node:crypto'
import type { ChainStep } from '#engine/ports.ts'
import type { OrderNotes, OrderRow } from '#shared/order.ts'
import { type Business, Pack } from '#shared/pack.ts'

export const chainId = 31_337
/** Mixed digits, so that a checksummed address differs from it in small letters. */
export const parties = ['a1b2c3d4e5f60718', 'fedcba9876543210', '0badc0dedeadbeef'].map((seed) => `0x${seed.repeat(3).slice(0, 40)}`)
export const contract = `0x${'c0ffee15600dcafe'.repeat(3).slice(0, 40)}`

export const packWith = (disclosure: Pack['disclosure'], id = 'bank-bills'): Pack =>
  Pack.parse({
    ...{ format: 'crowsnest-pack', version: 1, id, name: 'Bank bills', about: 'Bills between banks.', revision: 1 },
    contracts: {
      bills: {
        abi: [
          'event Issued(address indexed drawer, address indexed payee, string bill, uint256 amount, uint64 due)',
          'event Discounted(address indexed holder, address indexed bank, string bill, uint256 amount, uint256 rate)',
        ],
        at: [{ chainId, address: contract }],
      },
    },
    roles: { bank: { label: 'Bank', members: parties } },
    units: { coin: { symbol: 'QZDUKAT', decimals: 2, price: null } },
    verbs: {
      draw: {
        ...{ label: 'Draw', verb: 'issue', on: { contract: 'bills', event: 'Issued' }, from: 'arg:drawer', to: 'arg:payee' },
        ...{
          amount: 'arg:amount',
          unit: 'coin',
          document: { type: 'bankbill', id: 'arg:bill' },
          due: 'arg:due',
          nature: 'B11',
          moves: 'none',
        },
      },
      discount: {
        ...{ label: 'Discount', verb: 'discount', on: { contract: 'bills', event: 'Discounted' }, from: 'arg:holder', to: 'arg:bank' },
        ...{
          amount: 'arg:amount',
          unit: 'coin',
          document: { type: 'bankbill', id: 'arg:bill' },
          rate: 'arg:rate',
          nature: 'B14',
          moves: 'none',
        },
      },
    },
    documents: {
      bankbill: {
        label: 'Bill',
        states: { drawnup: { label: 'Drawn' }, discountedaway: { label: 'Discounted', final: true } },
        transitions: [
          { by: 'draw', from: ['new'], to: 'drawnup' },
          { by: 'discount', from: ['drawnup'], to: 'discountedaway' },
        ],
      },
    },
    invariants: {
      steps: { kind: 'transitions', label: 'In its state', severity: 'warning', with: {} },
      late: { kind: 'overdue', label: 'In time', severity: 'notice', with: { type: 'bankbill' } },
    },
    disclosure,
  })

export type Deed = {
  readonly key: 'draw' | 'discount'
  readonly from: number
  readonly to: number
  readonly bill: string
  /** In cents. */
  readonly amount: bigint
  readonly usd: string
  readonly due: number
  readonly rate: string
  readonly tx: string
}

export const firstTime = 1_717_171_717

/** Everything that an order says, by the field that it belongs to. */
export const secretsOf = (deed: Deed, block: number): Readonly<Record<string, string>> => ({
  ...{
    from: parties[deed.from] ?? '',
    to: parties[deed.to] ?? '',
    document: deed.bill,
    txHash: deed.tx,
    usd: deed.usd,
    contract,
    unit: 'QZDUKAT',
  },
  ...{
    amount: unitsOf(deed.amount),
    block: String(block),
    time: String(firstTime + (block - 948_271_000) * 7_919),
    verb: deed.key === 'draw' ? 'issue' : 'discount',
  },
  ...(deed.key === 'draw' ? { due: String(deed.due) } : { rate: deed.rate }),
})

export const unitsOf = (cents: bigint): string => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`.replace(/\.?0+$/, '')

const hashOf = (block: number): `0x${string}` => `0x${hash('sha256', `block ${block}`)}`

/** The step that a chain would bring: one block, one deed a transaction. */
export function stepOf(deeds: readonly Deed[], block: number, pack: Pack): ChainStep {
  const blockHash = hashOf(block)
  const time = firstTime + (block - 948_271_000) * 7_919
  const orders: OrderRow[] = []
  const notes = new Map<string, OrderNotes>()
  for (const deed of deeds) {
    const verb = pack.verbs[deed.key]
    const draw = deed.key === 'draw'
    const id = `${chainId}:${deed.tx}:0`
    const business: Business = {
      ...{ pack: pack.id, key: deed.key, verb: verb?.verb ?? '', document: { type: 'bankbill', id: deed.bill }, unit: 'coin' },
      ...{ due: draw ? deed.due : null, rate: draw ? null : deed.rate, nature: verb?.nature ?? '', contract: 'bills', address: contract },
    }
    orders.push({
      ...{ id, chainId, blockNumber: block, blockHash, blockTime: time, txHash: deed.tx, position: 0, kind: business.verb },
      ...{ source: `pack:${pack.id}`, from: parties[deed.from] ?? '', to: parties[deed.to] ?? '', amount: unitsOf(deed.amount) },
      ...{
        asset: { address: contract, symbol: 'QZDUKAT', decimals: 2 },
        received: null,
        usd: deed.usd,
        pricedBy: 'test',
        evidence: 2,
        state: 'seen',
      },
    })
    notes.set(id, { how: null, estimated: false, parts: [], prices: [], spam: { points: 0, signs: [] }, business })
  }
  return {
    ...{ chainId, revertFrom: null, orders, notes, final: null, from: null },
    blocks: [
      { number: block, hash: blockHash, parentHash: hashOf(block - 1), timestamp: time, evidence: 2, notes: [], endpoint: 'node.example' },
    ],
  }
}

/** Values that stand nowhere else by chance. */
export const deeds: readonly Deed[] = Array.from({ length: 12 }, (_, n): Deed => {
  const bill = `Akzept/${71_003 + (n >> 1) * 977}+ü"x`
  return {
    ...{ key: n % 2 === 0 ? 'draw' : 'discount', from: n % 3, to: (n + 1) % 3, bill, amount: 7_351_942n + BigInt(n) * 1_234_567n },
    ...{ usd: `${914_263 + n * 71_377}.5`, due: 1_719_000_017 + n * 86_413, rate: String(48_617 + n * 131) },
    tx: `0x${(0xabcdef0123456789n * BigInt(n + 3)).toString(16).padStart(16, '0').slice(-16).repeat(4)}`,
  }
})
/** Block of each deed. */
export const blockOf = (index: number): number => 948_271_903 + index
