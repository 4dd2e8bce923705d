/**
 * An exchange whose venue is not known here (a market maker, a new pool): the sender of the transaction gave one asset and got another.
 * It is a guess, so it counts only where no known venue says more; deposits, withdrawals, stakes with their rewards, migrations and sales of
 * NFTs are left out, and so is what was got for coins, which can be anything, except from a router that does nothing but exchange.
 */
import type { Address, Log, Transaction } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { eventOf } from '../events.ts'
import { readTransfer, transferTopic, zeroAddress } from '../logs.ts'
import { callLeg, netOf } from '../swaps.ts'

/** Such routers, which tell no amounts. MetaMask's on Ethereum, on BNB and Polygon and on the others; Rainbow's; Bebop's settlements. */
const routers: ReadonlyMap<Address, string> = new Map([
  ['0x881d40237659c251811cec9c364ef91dc08d300c', 'metamask'],
  ['0x1a1ec25dc08e98e5e93f1104b5e5cdd298707d31', 'metamask'],
  ['0x9dda6ef3d919c9bc8885d5560999a3640431e8e6', 'metamask'],
  ['0x00000000009726632680fb29d3f7a9734e3010e2', 'rainbow'],
  ['0xbbbbbbb520d69a9775e85b458c58c648259fad5f', 'bebop'],
  ['0xbeb0b0623f66be8ce162ebdfa2ec543a522f4ea6', 'bebop'],
])

export const unnamedExchange = defineSource({
  id: 'unnamed-exchange',
  label: 'Exchange at an unknown venue',
  names: ['unnamed-exchange', ...new Set(routers.values())],
  topics: [],
  read(transaction, { wrappedNative }) {
    const { from, to, logs, input } = transaction
    if (to === null || input.length < 10 || logs.some((log) => isNft(log) || isNoExchange(log, wrappedNative))) return []
    const net = [...netOf(transaction, from)]
    const gave = net.filter(([, amount]) => amount < 0n)
    const got = net.filter(([, amount]) => amount > 0n)
    const router = routers.get(to)
    const isPaidInCoins = router !== undefined && gave.length === 0 && transaction.value > 0n
    if ((gave.length !== 1 && !isPaidInCoins) || got.length > 1) return []
    // A share of a vault or a pool is minted for what is given and burned for what is taken back.
    if (net.some(([asset]) => asset !== wrappedNative && isIssued(transaction, asset))) return []
    return callLeg(transaction, router ?? 'unnamed-exchange', to, from, wrappedNative)
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
