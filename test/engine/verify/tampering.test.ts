/** No altered bit in a recorded block gets through. */
import { describe, expect, test } from 'vitest'
import { ProofError } from '#engine/errors.ts'
import { familyOf } from '#engine/verify/families/index.ts'
import type { Climbed } from '#engine/verify/index.ts'
import { climbAll as climb } from '../../support/climbAll.ts'
import { familyOfChain, fixturesFolder, listBlocks, loadBlock, type RecordedBlock, type RecordedObject } from '../../support/fixtures.ts'

/** Served figures that no hash covers. Nothing reads them: flipping one is refused or changes nothing. */
const unread = new Set(
  'size totalDifficulty blockTimestamp effectiveGasPrice blobGasUsed blobGasPrice gasUsedForL1 l1BlockNumber sendCount sendRoot'.split(' '),
)
/** Nor are these, on transactions that nobody signed (Arbitrum's and the OP stack's own) … */
const unreadUnsigned = new Set('nonce gas gasPrice v r s'.split(' '))

/** … and the price of a transaction with dynamic fees, which nodes compute. The header has its own `blobGasUsed`, which its hash covers. */
function isUnread({ holder, key, part }: Leaf): boolean {
  if (part === 'uncle') return true
  if (part === 'header') return unread.has(key) && key !== 'blobGasUsed'
  if (unread.has(key)) return true
  const type = Number(Reflect.get(holder, 'type'))
  return part === 'transaction' && (type > 4 ? unreadUnsigned.has(key) : type > 1 && key === 'gasPrice')
}

type Leaf = { readonly holder: RecordedObject | unknown[]; readonly key: string; readonly part: string }

/** Every hexadecimal text in the block, its transactions, receipts and logs. */
function leavesOf({ block, receipts }: RecordedBlock): Leaf[] {
  const found: Leaf[] = []
  const walk = (holder: RecordedObject | unknown[], part: string): void => {
    for (const [key, value] of Object.entries(holder)) {
      const inside = { transactions: 'transaction', logs: 'log', withdrawals: 'withdrawal', uncles: 'uncle' }[key] ?? part
      if (typeof value === 'string' && /^0x[0-9a-f]+$/.test(value)) found.push({ holder, key, part })
      else if (typeof value === 'object' && value !== null) walk(value as RecordedObject, inside)
    }
  }
  walk(block, 'header')
  walk(receipts ?? [], 'receipt')
  return found
}

/** Numbers below `limit`, the same on every run. */
function dice(seed: number): (limit: number) => number {
  let state = seed >>> 0
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}

function flipBit(text: string, roll: (limit: number) => number): string {
  const at = 2 + roll(text.length - 2)
  const digit = Number.parseInt(text.charAt(at), 16) ^ (1 << roll(4))
  return text.slice(0, at) + digit.toString(16) + text.slice(at + 1)
}

const read = ({ block, receipts }: RecordedBlock, chain: string): Climbed =>
  climb(block, receipts ?? [], familyOf(familyOfChain(chain)), { number: null, hash: null })

const set = ({ holder, key }: Leaf, value: unknown): void => {
  Reflect.set(holder, key, value)
}

describe.skipIf(fixturesFolder === null)('climb on altered blocks (skipped without recorded blocks)', () => {
  const counts = new Map<string, number>()

  test.each(listBlocks())('refuses flipped bits in $chain block $number', ({ path, chain, number }) => {
    const recorded = loadBlock(path)
    const honest = read(recorded, chain)
    const leaves = leavesOf(recorded)
    const size = honest.transactions.length
    const flips = Math.min(Number(process.env.CROWSNEST_FLIPS ?? 300), Math.max(12, Math.round(6000 / (size + 1))))
    const roll = dice(number)
    for (let i = 0; i < flips; i++) {
      // A quarter of the flips goes to each part, so that the many logs do not hide the header.
      const part = ['header', 'transaction', 'receipt', 'log'][i % 4]
      const choice = leaves.filter((leaf) => leaf.part === part)
      const leaf = choice[roll(choice.length)]
      if (leaf === undefined) continue
      const before = Reflect.get(leaf.holder, leaf.key)
      set(leaf, flipBit(String(before), roll))
      const outcome = attempt(() => read(recorded, chain))
      const where = `${leaf.part}.${leaf.key} of ${chain} ${number}: ${String(before).slice(0, 80)} → ${String(Reflect.get(leaf.holder, leaf.key)).slice(0, 80)}`
      set(leaf, before)
      if (outcome instanceof ProofError) counts.set(leaf.part, (counts.get(leaf.part) ?? 0) + 1)
      else {
        expect(isUnread(leaf), `accepted ${where}`).toBe(true)
        expect(outcome, where).toEqual(honest)
      }
    }
  })

  test('refuses a block with a receipt, a log or a transaction too few, too many or in another place', () => {
    const file = listBlocks().find(({ chain, number }) => chain === 'mainnet' && number === 19807080)
    if (file === undefined) throw new Error('The collection has no mainnet block 19807080.')
    const codes = alterations.map(([, alter]) => {
      const recorded = loadBlock(file.path)
      alter(recorded.block.transactions as RecordedObject[], recorded.receipts ?? [], recorded.block)
      const outcome = attempt(() => read(recorded, file.chain))
      return outcome instanceof ProofError ? outcome.code : 'accepted'
    })
    expect(Object.fromEntries(alterations.map(([name], i) => [name, codes[i]]))).toEqual(
      Object.fromEntries(alterations.map(([name, , code]) => [name, code])),
    )
  })

  test('tells how many flips it refused', () => {
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
    expect(total).toBeGreaterThan(0)
    console.info(`${total} flips refused: ${[...counts].map(([part, count]) => `${part} ${count}`).join(', ')}`)
  })
})

const attempt = (run: () => Climbed): Climbed | ProofError => {
  try {
    return run()
  } catch (error) {
    if (error instanceof ProofError) return error
    throw error
  }
}

type Alteration = readonly [string, (transactions: RecordedObject[], receipts: RecordedObject[], block: RecordedObject) => void, string]

const alterations: readonly Alteration[] = [
  ['receipt dropped', (_, receipts) => receipts.splice(4, 1), 'RECEIPT_COUNT'],
  ['all receipts dropped', (_, receipts) => receipts.splice(0), 'RECEIPTS_EMPTY'],
  ['transaction and receipt dropped', (transactions, receipts) => [transactions.pop(), receipts.pop()], 'TRANSACTIONS_ROOT'],
  ['receipts swapped', (_, receipts) => receipts.reverse(), 'RECEIPT_FOREIGN'],
  ['last log dropped', (_, receipts) => logsOf(receipts).pop(), 'RECEIPTS_ROOT'],
  ['log repeated', (_, receipts) => logsOf(receipts).push({ ...logsOf(receipts).at(-1) }), 'RECEIPTS_ROOT'],
  ['log removed by its mark', (_, receipts) => Object.assign(logsOf(receipts)[0] ?? {}, { removed: true }), 'LOG_FOREIGN'],
  ['sender replaced', (transactions) => Object.assign(transactions[0] ?? {}, { from: `0x${'11'.repeat(20)}` }), 'RECEIPT_FOREIGN'],
  [
    'sender replaced in the receipt as well',
    (transactions, receipts) => {
      for (const one of [transactions[0], receipts[0]]) Object.assign(one ?? {}, { from: `0x${'11'.repeat(20)}` })
    },
    'SENDER',
  ],
  ['status turned', (_, receipts) => Object.assign(receipts[0] ?? {}, { status: '0x0' }), 'RECEIPTS_ROOT'],
  [
    'address in upper case',
    (transactions) => Object.assign(transactions[0] ?? {}, { to: String(transactions[0]?.to).toUpperCase().replace('0X', '0x') }),
    'BAD_FIELD',
  ],
  ['value with a leading zero', (transactions) => Object.assign(transactions[0] ?? {}, { value: '0x00' }), 'BAD_FIELD'],
  [
    'hashes for transactions',
    (transactions) => transactions.splice(0, 9, ...transactions.map(({ hash }) => hash as RecordedObject)),
    'MISSING_FIELD',
  ],
  ['time changed', (_, __, block) => Object.assign(block, { timestamp: '0x1' }), 'HEADER_HASH'],
]

const logsOf = (receipts: RecordedObject[]): RecordedObject[] => {
  const receipt = receipts.findLast(({ logs }) => Array.isArray(logs) && logs.length > 0)
  return (receipt?.logs ?? []) as RecordedObject[]
}
