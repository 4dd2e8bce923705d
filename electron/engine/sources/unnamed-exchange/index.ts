/**
 * An exchange whose venue is not known here (a market maker, a new pool): the sender of the transaction gave one asset and got another.
 * It is a guess, so it counts only where no known venue says more; deposits, withdrawals, stakes with their rewards, migrations and sales of
 * NFTs are left out, and so is what was got for coins, which can be anything.
 */
import type { Address, Log, Transaction } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { eventOf } from '../events.ts'
import { readTransfer, transferTopic, zeroAddress } from '../logs.ts'
import { callLeg, netOf } from '../swaps.ts'

export const unnamedExchange = defineSource({
  id: 'unnamed-exchange',
  label: 'Exchange at an unknown venue',
  topics: [],
  read(transaction, { wrappedNative }) {
    const { from, to, logs, input } = transaction
    if (to === null || input.length < 10 || logs.some((log) => isNft(log) || isNoExchange(log, wrappedNative))) return []
    const net = [...netOf(transaction, from)]
    const gave = net.filter(([, amount]) => amount < 0n)
    const got = net.filter(([, amount]) => amount > 0n)
    if (gave.length !== 1 || got.length > 1) return []
    // A share of a vault or a pool is minted for what is given and burned for what is taken back.
    if (net.some(([asset]) => asset !== wrappedNative && isIssued(transaction, asset))) return []
    return callLeg(transaction, 'unnamed-exchange', to, from, wrappedNative)
      .filter(({ asset, received }) => asset !== wrappedNative || received?.asset !== null)
      .map((leg) => ({ ...leg, swap: { role: 'guess', at: to } as const }))
  },
})

const isNft = ({ topics }: Log): boolean => topics[0] === transferTopic && topics.length === 4

/** What contracts say that keep tokens for their owners, pay them rewards, or change an old token for a new one. */
const noExchange: ReadonlySet<string> = new Set(
  [
    'Staked(address user, uint256 amount)',
    'Staked(address user, uint256 amount, uint256 total, bytes data)',
    'Unstaked(address user, uint256 amount)',
    'Unstaked(address user, uint256 amount, uint256 total, bytes data)',
    'Withdrawn(address user, uint256 amount)',
    'RewardPaid(address user, uint256 amount)',
    'RewardPaid(address user, address token, uint256 amount)',
    'RewardPaid(address user, address token, address recipient, uint256 amount)',
    // Gauges and lockers of Curve's code, chefs of Sushi's
    'Deposit(address user, uint256 amount)',
    'Withdraw(address user, uint256 amount)',
    'Deposit(address user, uint256 amount, uint256 until, int128 kind, uint256 time)',
    'Withdraw(address user, uint256 amount, uint256 time)',
    'Deposit(address user, uint256 pool, uint256 amount)',
    'Withdraw(address user, uint256 pool, uint256 amount)',
    'Deposit(address user, uint256 pool, uint256 amount, address to)',
    'Withdraw(address user, uint256 pool, uint256 amount, address to)',
    'Harvest(address user, uint256 pool, uint256 amount)',
    // Liquity's stability pool and staking
    'UserDepositChanged(address user, uint256 deposit)',
    'StakeChanged(address user, uint256 stake)',
    'Migrated(address user, uint256 amount)',
  ].map((declaration) => eventOf(declaration).topic),
)

/** Wrapped coins write of a deposit, too. */
const isNoExchange = ({ address, topics: [topic] }: Log, wrappedNative: Address | null): boolean =>
  topic !== undefined && address !== wrappedNative && noExchange.has(topic)

const isIssued = ({ logs }: Transaction, asset: Address): boolean =>
  logs.some((log) => {
    const moved = log.address === asset ? readTransfer(log) : null
    return moved !== null && (moved.from === zeroAddress || moved.to === zeroAddress)
  })
