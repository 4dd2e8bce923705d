/** Whose intent a transaction carries out: the account that acts, not the relayer that pays for it. */
import { addressOf } from '../sources/logs.ts'
import type { Address, Hex, Leg, Transaction } from '../types.ts'

/** keccak256("UserOperationEvent(bytes32,address,address,uint256,bool,uint256,uint256)"), ERC-4337: the second indexed value is the account. */
const userOperationTopic: Hex = '0x49628fd1471006c1482da88028e9ce4dbb080b815c9b0344d39e5a8e6ec1419f'
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
  /** Accounts that are known to act: the owners behind a bundle or a Safe, else the sender. */
  readonly named: readonly Address[]
  /** Accounts to try after those, the likeliest first: the called contract (a trading bot), whoever the routers name. */
  readonly possible: readonly Address[]
}

export function actorsOf({ from, to, logs }: Transaction, swaps: readonly Leg[]): Actors {
  const accounts = logs.flatMap(({ address, topics: [topic, , second] }) => {
    const account = topic === userOperationTopic && entryPoints.includes(address) ? addressOf(second) : null
    return account ? [account] : []
  })
  const safes = logs.flatMap(({ address, topics: [topic] }) => (topic !== undefined && safeTopics.includes(topic) ? [address] : []))
  const named = [...new Set([...accounts, ...safes])]
  const at = new Set(swaps.flatMap(({ swap }) => (swap?.role === 'pool' ? [swap.at] : [])))
  const others = [
    ...(to === null ? [] : [to]),
    ...swaps.filter(({ swap }) => swap?.role === 'route').map((leg) => leg.from),
    ...swaps.map((leg) => leg.from),
  ]
  return { named: named.length > 0 ? [...named, from] : [from], possible: [...new Set(others)].filter((account) => !at.has(account)) }
}
