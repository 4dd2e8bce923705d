/** Whose intent a transaction carries out: the account that acts, not the relayer that pays for it. */
import { addressOf } from '../sources/logs.ts'
import type { Address, Hex, Leg, Log, Transaction } from '../types.ts'

/** keccak256("UserOperationEvent(bytes32,address,address,uint256,bool,uint256,uint256)"), ERC-4337: the second indexed value is the account. */
const userOperationTopic: Hex = '0x49628fd1471006c1482da88028e9ce4dbb080b815c9b0344d39e5a8e6ec1419f'
/** keccak256("BeforeExecution()"), ERC-4337: what was logged before it was validation and payment of the bundle. */
const executionTopic: Hex = '0xbb47ee3e183a558b1a2ff0874b079f3fc5478b7454eacf2bfc5af2ff5878f972'
/** keccak256 of "ExecutionSuccess(bytes32,uint256)" and "ExecutionFromModuleSuccess(address)", written by the Safe itself. */
const safeTopics: readonly Hex[] = [
  '0x442e715f626346e8c54381002da614f62bee8d27386535b2521ec8540898556e',
  '0x6895c13664aa4f67288b25d7a21d7aaa34916e355fb9b6fae0a139a9085becb8',
]
/** EntryPoint 0.6, 0.7 and 0.8, the same on every chain. */
const entryPoints: readonly Address[] = [
  '0x5ff137d4b0fdcd49dca30c7cf57e578a026d2789',
  '0x0000000071727de22e5e9d8baf0edac6f37da032',
  '0x4337084d9e255ff0702461cf8895ce9e3b5ff108',
]

export type Actors = {
  /** Accounts that are known to act: the owners behind a bundle or a Safe. */
  readonly owners: readonly Address[]
  /** Accounts to try after those and the sender, the likeliest first: the called contract (a trading bot), whoever the routers name. */
  readonly possible: readonly Address[]
}

export function actorsOf({ to, logs }: Transaction, swaps: readonly Leg[]): Actors {
  const accounts = logs.flatMap((log) => accountOf(log) ?? [])
  const safes = logs.flatMap(({ address, topics: [topic] }) => (topic !== undefined && safeTopics.includes(topic) ? [address] : []))
  const at = new Set(swaps.flatMap(({ swap }) => (swap?.role === 'pool' ? [swap.at] : [])))
  const others = [
    ...(to === null ? [] : [to]),
    ...swaps.filter(({ swap }) => swap?.role === 'route').map((leg) => leg.from),
    ...swaps.map((leg) => leg.from),
  ]
  return {
    owners: [...new Set([...accounts, ...safes])],
    possible: [...new Set(others)].filter((account) => !at.has(account)).slice(0, tried),
  }
}

/** No real intent has more venues in a row; a transaction made to be slow has thousands. */
const tried = 24

export type Intent = { readonly transaction: Transaction; readonly legs: readonly Leg[] }

/**
 * A bundle of several user operations (ERC-4337) as one transaction each: an operation's logs stand before its UserOperationEvent and
 * after the one before. What belongs to none (validation, the bundle's own value) comes last. Anything else is one intent.
 */
export function intentsOf(transaction: Transaction, legs: readonly Leg[]): readonly Intent[] {
  const ends = transaction.logs.filter((log) => accountOf(log) !== null)
  if (ends.length < 2) return [{ transaction, legs }]
  const start = transaction.logs.find(({ address, topics }) => topics[0] === executionTopic && entryPoints.includes(address))
  const operations: Intent[] = []
  let after = start?.position ?? -1
  for (const { position: end } of ends) {
    const isIn = ({ position }: { readonly position: number }): boolean => position > after && position <= end
    operations.push({ transaction: { ...transaction, value: 0n, logs: transaction.logs.filter(isIn) }, legs: legs.filter(isIn) })
    after = end
  }
  const told = new Set(operations.flatMap((operation) => operation.transaction.logs))
  const toldLegs = new Set(operations.flatMap((operation) => operation.legs))
  const rest = { ...transaction, logs: transaction.logs.filter((log) => !told.has(log)) }
  return [...operations, { transaction: rest, legs: legs.filter((leg) => !toldLegs.has(leg)) }]
}

const accountOf = ({ address, topics: [topic, , second] }: Log): Address | null =>
  topic === userOperationTopic && entryPoints.includes(address) ? addressOf(second) : null
