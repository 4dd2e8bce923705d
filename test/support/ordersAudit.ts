/**
 * Holds rows against the raw logs of their block: plain movements are rows to the last digit, exchanges agree with what balances changed
 * by, nothing large is missing. It nets accounts in its own way and joins nothing.
 */
import { appraise, type Move, movesOf, type RawLog, type RecordedReceipt, type RecountOptions, recount, transactionsOf } from './recount.ts'
import type { RecordedBlock, RecordedTransaction } from './replay.ts'

/** What is looked at of a row. */
export type AuditedRow = {
  readonly id: string
  readonly txHash: string
  readonly position: number
  readonly kind: string
  readonly from: string
  readonly to: string
  readonly asset: { readonly address: string | null; readonly decimals: number | null }
  readonly amount: string
  readonly received: {
    readonly asset: { readonly address: string | null; readonly decimals: number | null }
    readonly amount: string
  } | null
  readonly usd: string | null
}
/** What is looked at of a row's notes. */
export type AuditedNotes = {
  readonly how: string | null
  readonly estimated: boolean
  readonly parts: readonly { readonly position: number }[]
}

export type AuditOptions = RecountOptions & { readonly notesOf: (id: string) => AuditedNotes | null }

export type Audited = {
  /** A sentence for each row that is wrong, invented or missing. */
  readonly faults: readonly string[]
  readonly plain: number
  readonly swaps: number
  /** Swaps that are marked as estimates, or told by a signed order: no balance needs to show them. */
  readonly exempt: number
  /** Large movements that no row shows, of transactions in which nobody who acted gained or lost as much: what only passed through. */
  readonly passing: number
}

export function auditOrders(recorded: RecordedBlock, rows: readonly AuditedRow[], options: AuditOptions): Audited {
  const faults: string[] = []
  const sums = { plain: 0, swaps: 0, exempt: 0, passing: 0 }
  const expected = new Map(recount(recorded, options).map((order) => [order.id, order]))
  for (const { transaction, receipt } of transactionsOf(recorded)) {
    const own = rows.filter(({ txHash }) => txHash === transaction.hash)
    const moves = movesOf(transaction, receipt, options.wrapper)
    const large = moves.filter((move) => appraise(move, options).length > 0)
    if (isPlain(moves, receipt, options.wrapper)) {
      const told = new Map(own.map((row) => [row.id, storyOf(row)]))
      const wanted = large.map(({ position }) => `${options.chainId}:${transaction.hash}:${position}`)
      for (const id of new Set([...wanted, ...told.keys()])) {
        const counted = expected.get(id)
        const story =
          counted &&
          storyOf({
            ...counted,
            asset: { address: counted.asset },
            received: counted.received && { ...counted.received, asset: { address: counted.received.asset } },
          })
        if (story !== told.get(id)) faults.push(`${id} is told as ${told.get(id) ?? 'nothing'}, the movement is ${story ?? 'none'}`)
      }
      sums.plain += wanted.length
      continue
    }
    const told = own.filter(({ kind }) => kind === 'swap' || movementKinds.has(kind))
    if (told.length > moves.length) faults.push(`${transaction.hash} has ${told.length} rows of ${moves.length} movements`)
    const partsOf = ({ id, position }: AuditedRow): number[] => [
      position,
      ...(options.notesOf(id)?.parts ?? []).map((part) => part.position),
    ]
    const shown = new Set(own.flatMap(partsOf))
    const hidden = large.filter(({ position }) => !shown.has(position))
    if (hidden.length > 0 && actorsOf(transaction).some((account) => hasLargeNet(account, moves, options)))
      for (const { position, amount, asset } of hidden)
        faults.push(`${transaction.hash}: nothing shows the movement of ${amount} ${nameOf({ asset })} at ${position}`)
    else sums.passing += hidden.length
    for (const row of own.filter(({ kind }) => kind === 'swap')) {
      sums.swaps++
      const notes = options.notesOf(row.id)
      if (notes?.estimated || notes?.how?.includes('signed order')) {
        sums.exempt++
        continue
      }
      const others = new Set(own.filter(({ kind }) => kind !== 'swap' && !movementKinds.has(kind)).flatMap(partsOf))
      const scene = {
        moves: moves.filter(({ position }) => !others.has(position)),
        value: BigInt(String(transaction.value)),
        stated: statedIn(receipt),
      }
      faults.push(...swapFaults(row, notes?.how ?? '', scene))
    }
  }
  return { faults, ...sums }
}

const storyOf = ({
  kind,
  from,
  to,
  asset,
  amount,
  received,
  usd,
}: Omit<AuditedRow, 'asset' | 'received'> & {
  asset: { address: string | null }
  received: { asset: { address: string | null }; amount: string } | null
}): string => [kind, from, to, asset.address, amount, received?.asset.address, received?.amount, usd].join(' ')

const silent: ReadonlySet<string> = new Set([
  // Transfer(address,address,uint256), Approval(address,address,uint256), ApprovalForAll(address,address,bool)
  '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef',
  '0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925',
  '0x17307eab39ab6107e8899845ad3d59bd9653f200f220920489ca2b5937696c31',
])

/** No contract wrote more than tokens do, and no account both gave and got: nothing was exchanged, lent or bridged. */
function isPlain(moves: readonly Move[], { logs }: RecordedReceipt, wrapper: string | null): boolean {
  const isSilent = ({ address, topics }: RawLog): boolean => silent.has(topics[0] ?? '') || address.toLowerCase() === wrapper
  if (!logs.every((log) => isSilent(log as RawLog))) return false
  const bare = moves.filter(({ kind }) => kind !== 'wrap' && kind !== 'unwrap')
  return !bare.some((out) => bare.some((back) => back.to === out.from && back.from !== out.from))
}

const movementKinds: ReadonlySet<string> = new Set(['transfer', 'mint', 'burn', 'wrap', 'unwrap'])

const actorsOf = ({ from, to }: RecordedTransaction): string[] => [from, ...(to ? [to] : [])].map((account) => account.toLowerCase())

/** Whether the account gained or lost as much of anything as makes an order; coins and their wrapped form count as one. */
function hasLargeNet(account: string, moves: readonly Move[], options: RecountOptions): boolean {
  const net = new Map<string | null, bigint>()
  for (const { from, to, asset, amount, received } of moves) {
    if (received || from === to) continue
    const key = asset === options.wrapper ? null : asset
    if (from === account) net.set(key, (net.get(key) ?? 0n) - amount)
    if (to === account) net.set(key, (net.get(key) ?? 0n) + amount)
  }
  return [...net].some(([asset, change]) => {
    const move = { position: 0, kind: 'transfer', from: account, to: account, asset, amount: change < 0n ? -change : change }
    return appraise(move, options).length > 0
  })
}

/** What a row says that was given and got, against what the balances of its accounts changed by. */
function swapFaults(row: AuditedRow, how: string, scene: Scene): string[] {
  const given = { asset: row.asset.address, amount: baseUnits(row.amount, row.asset.decimals) }
  const faults = isShown(given, row.from, 'gave', how, scene) ? [] : [`${row.id}: ${row.from} did not give ${row.amount} ${nameOf(given)}`]
  if (row.received === null) return [...faults, `${row.id}: a swap for nothing`]
  const got = { asset: row.received.asset.address, amount: baseUnits(row.received.amount, row.received.asset.decimals) }
  return isShown(got, row.to, 'got', how, scene)
    ? faults
    : [...faults, `${row.id}: ${row.to} did not get ${row.received.amount} ${nameOf(got)}`]
}

type Side = { readonly asset: string | null; readonly amount: bigint }
type Scene = { readonly moves: readonly Move[]; readonly value: bigint; readonly stated: ReadonlySet<bigint> }

const nameOf = ({ asset }: Pick<Side, 'asset'>): string => asset ?? 'of the coin'

/**
 * A token: by exactly so much the account's balance changed, payments beside the exchange set aside; or the row says that a contract
 * stated it, and one did. Coins leave no log when they are paid out: they were sent with the call, unwrapped, or stated.
 */
function isShown(side: Side, account: string, what: 'gave' | 'got', how: string, scene: Scene): boolean {
  const { asset, amount } = side
  const isStated = scene.stated.has(amount)
  if (asset === null) return isStated || amount <= (what === 'gave' ? scene.value : unwrappedIn(scene.moves))
  if (isStated && /states|over a bridge|another/.test(how)) return true
  const own = scene.moves.filter((move) => move.asset === asset && move.received === undefined && move.from !== move.to)
  const sum = (key: 'from' | 'to'): bigint => own.reduce((total, move) => (move[key] === account ? total + move.amount : total), 0n)
  const net = what === 'gave' ? sum('from') - sum('to') : sum('to') - sum('from')
  const givers = new Set(scene.moves.map(({ from }) => from))
  const beside = own.filter(({ from, to }) => from === account && !givers.has(to)).slice(0, 12)
  let sums: ReadonlySet<bigint> = new Set([0n])
  for (const payment of beside) sums = new Set([...sums, ...[...sums].map((each) => each + payment.amount)])
  return amount > 0n && sums.has(what === 'gave' ? net - amount : amount - net)
}

const unwrappedIn = (moves: readonly Move[]): bigint =>
  moves.filter(({ kind }) => kind === 'unwrap').reduce((sum, { amount }) => sum + amount, 0n)

/** Every word of data of every log: what contracts state. */
function statedIn({ logs }: RecordedReceipt): ReadonlySet<bigint> {
  const words = new Set<bigint>()
  for (const { data } of logs as readonly RawLog[]) {
    for (let at = 2; at + 64 <= data.length; at += 64) {
      const word = BigInt(`0x${data.slice(at, at + 64)}`)
      words.add(word).add(BigInt.asIntN(256, -word))
    }
  }
  return words
}

/** "1.5" of 6 decimals → 1500000n. */
function baseUnits(decimal: string, decimals: number | null): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return BigInt(whole + fraction.padEnd(decimals ?? 0, '0'))
}
