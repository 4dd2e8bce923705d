/** Events that the pools of Aave and of its forks share, and the logs by which their tokens keep the books. */
import type { Address, AssetRef, Hex, Log, Transaction } from '../types.ts'
import type { Claim, Reader } from './claims.ts'
import { fieldsOf } from './fields.ts'
import { readTransfer, zeroAddress } from './logs.ts'

/** keccak256("Withdraw(address,address,address,uint256)") */
const withdrawTopic: Hex = '0x3115d1449a7b732c986cba18244e897a450f61e1bb8d589cd2e69e6c8924f9f7'
/** keccak256("LiquidationCall(address,address,address,uint256,uint256,address,bool)") */
const liquidationTopic: Hex = '0xe413a321e8681d831f4dbccbca790d2952b56f977908e45be37335533e005286'

/** Events of a token of the pool that stand right after the Transfer that they explain. */
const bookings: ReadonlySet<string> = new Set([
  /** keccak256("Mint(address,address,uint256,uint256,uint256)") */
  '0x458f5fa412d0f69b08dd84872b0215675cc67bc1d5b6fd93300a1c3878b86196',
  /** keccak256("Burn(address,address,uint256,uint256,uint256)") */
  '0x4cf25bc1d991c17529c25213d3cc0cda295eeaad5f13f361969b12ea48015f90',
  /** keccak256("Mint(address,uint256,uint256)") */
  '0x4c209b5fc8ad50758f13e2e1088ba56a560dff690a1c6fef26394f4c03821c4f',
  /** keccak256("Burn(address,address,uint256,uint256)") */
  '0x5d624aa9c148153ab3446c1b154f660ee7701e549fe9b62dab7171b1c80e6fa2',
  /** keccak256("Mint(address,address,uint256,uint256)") */
  '0x2f00e3cdd69a77be7ed215ec7b2a36784dd158f921fca79ac29deffa353fe6ee',
  /** keccak256("Burn(address,uint256,uint256)") */
  '0x49995e5dd6158cf69ad3e9777c46755a1a826a446c6416992167462dad033b2a',
  /** keccak256("Mint(address,address,uint256,uint256,uint256,uint256,uint256,uint256)") */
  '0xc16f4e4ca34d790de4c656c72fd015c667d688f20be64eea360618545c4c530f',
  /** keccak256("Burn(address,uint256,uint256,uint256,uint256,uint256)") */
  '0x44bd20a79e993bdcc7cbedf54a3b4d19fb78490124b6b90d04fe3242eea579e8',
])

/** keccak256("BalanceTransfer(address,address,uint256,uint256)") */
const balanceTransferTopic: Hex = '0x4beccb90f994c31aced7a23b5611020728a23d8ec5cddd1a3e9d97b96fda8666'

type Side = { readonly asset: AssetRef; readonly amount: bigint }

/** What `payer` brought to the pool for the account of `account`. */
export const paidIn = (
  kind: 'supply' | 'repay',
  log: Log,
  { payer, account, asset, amount }: Side & { payer: Address; account: Address },
): Claim => ({
  kind,
  from: account,
  to: log.address,
  asset,
  amount,
  covers: [{ asset, from: payer, amount, wrapped: 'before' }],
})

/** What the pool paid out to `receiver` from or on the account of `account`. */
export const paidOut = (
  kind: 'withdraw' | 'borrow',
  log: Log,
  { receiver, account, asset, amount }: Side & { receiver: Address; account: Address },
): Claim => ({
  kind,
  from: log.address,
  to: account,
  asset,
  amount,
  covers: [{ asset, to: receiver, amount, wrapped: 'after' }],
})

const withdraw: Reader = (log, { transaction }) => {
  const fields = fieldsOf(log, 3, ['address', 'address', 'address', 'number'])
  if (!fields) return null
  const [asset, user, receiver, amount] = fields
  const owner = ownerBehind(user, log, transaction)
  return paidOut('withdraw', log, { receiver, account: owner ?? receiver, asset, amount })
}

const liquidation: Reader = (log) => {
  const fields = fieldsOf(log, 3, ['address', 'address', 'address', 'number', 'number', 'address', 'number'])
  if (!fields) return null
  const [collateral, asset, user, amount, seized, liquidator] = fields
  return {
    kind: 'liquidation',
    from: liquidator,
    to: user,
    asset,
    amount,
    received: { asset: collateral, amount: seized },
    covers: [
      { asset, from: liquidator, amount },
      { asset: collateral, to: liquidator, amount: seized },
    ],
  }
}

/** A gateway withdraws what the owner lent it in pool tokens just before: then the owner is who withdraws. */
function ownerBehind(user: Address, event: Log, { logs }: Transaction): Address | null {
  const given = logs.find((log) => log.position < event.position && isBalanceTransfer(log, logs) && readTransfer(log)?.to === user)
  return (given && readTransfer(given)?.from) ?? null
}

/** A transfer of a pool token from account to account: the token tells of it twice, the second time in its own words. */
const isBalanceTransfer = (transfer: Log, logs: readonly Log[]): boolean =>
  readTransfer(transfer) !== null &&
  logs.some(
    ({ address, topics }) =>
      address === transfer.address &&
      topics[0] === balanceTransferTopic &&
      topics[1] === transfer.topics[1] &&
      topics[2] === transfer.topics[2],
  )

/** What the account got in the pool's token for its supply: what was minted, without the interest that is paid out on the same occasion. */
function receiptOf(account: Address, bookkeeping: readonly Log[], logs: readonly Log[]): Claim['received'] | null {
  const transfer = bookkeeping.findLast((log) => readTransfer(log)?.to === account)
  const mint = transfer && logs.find(({ position }) => position === transfer.position + 1)
  if (!mint) return null
  const third = fieldsOf(mint, 2, ['address', 'address', 'number', 'number', 'number'])
  const amount = third ? third[2] - third[3] : (fieldsOf(mint, 1, ['address', 'number'])?.[1] ?? 0n)
  return amount > 0n ? { asset: transfer.address, amount } : null
}

/**
 * The readers with the two that all versions share. Each claim also stands for the mints and burns of the pool's own
 * tokens since the claim before it; a liquidation and a withdrawal also for their transfers from account to account.
 */
export const poolReaders = (own: Readonly<Record<string, Reader>>): Readonly<Record<string, Reader>> => {
  const readers: Readonly<Record<string, Reader>> = { ...own, [withdrawTopic]: withdraw, [liquidationTopic]: liquidation }
  return Object.fromEntries(Object.entries(readers).map(([topic, reader]) => [topic, withBookings(reader)]))
}

const withBookings =
  (reader: Reader): Reader =>
  (log, telling) => {
    const claim = reader(log, telling)
    if (!claim) return null
    const { logs } = telling.transaction
    const alsoBalances = claim.kind === 'liquidation' || claim.kind === 'withdraw'
    const also = logs.filter((transfer, index) => {
      if (transfer.position <= telling.after || transfer.position >= log.position) return false
      if (alsoBalances && isBalanceTransfer(transfer, logs)) return true
      const next = logs[index + 1]
      if (next?.address !== transfer.address || !bookings.has(next.topics[0] ?? '')) return false
      const moved = readTransfer(transfer)
      return moved?.from === zeroAddress || moved?.to === zeroAddress
    })
    const received = claim.kind === 'supply' ? receiptOf(claim.from, also, logs) : null
    return { ...claim, ...(received ? { received } : {}), also: also.map(({ position }) => position) }
  }
