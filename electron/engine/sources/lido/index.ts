/** Lido on Ethereum: coins staked, withdrawals asked for and paid out, and stETH wrapped as wstETH. */
import type { Address, Hex, Log } from '../../types.ts'
import { type Claim, type Reader, readClaims, type Telling } from '../claims.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf, topicsOf } from '../fields.ts'
import { readTransfer, transferTopic, zeroAddress } from '../logs.ts'

/** stETH, wstETH and the withdrawal queue, as Lido's documentation lists them. */
const stEth: Address = '0xae7ab96520de3a18e5e111b5eaab095312d7fe84'
const wstEth: Address = '0x7f39c581f595b53c5cb19bd0b3f8da6c935e2ca0'
const queue: Address = '0x889edc2edab5f40e902b864ad4d7ade8e412f9b1'

/** Shares are rounded down: what is minted or moved may be this many base units less than what was asked for. */
const rounding = 10n

/** The staker of coins that were sent to wstETH is whoever got its tokens. */
const submitted: Reader = (log, telling) => {
  const fields = log.address === stEth ? fieldsOf(log, 1, ['address', 'number']) : null
  if (!fields) return null
  const [staker, amount] = fields
  const minted = mintedNear(log, telling, stEth, staker, amount)
  const wrapped = staker === wstEth ? mintedNear(log, telling, wstEth, null, null) : null
  const got = wrapped ?? minted
  return {
    kind: 'stake',
    from: wrapped ? wrapped.to : staker,
    to: stEth,
    asset: null,
    amount,
    ...(got ? { received: { asset: got.asset, amount: got.amount } } : {}),
    covers: [{ asset: null, from: staker, to: stEth, amount }],
    also: [minted, wrapped].flatMap((one) => (one ? [one.position] : [])),
  }
}

const requested: Reader = (log, telling) => {
  const fields = log.address === queue ? fieldsOf(log, 3, ['number', 'address', 'address', 'number']) : null
  if (!fields) return null
  const [, requestor, , amount] = fields
  const moved = telling.transaction.logs.flatMap((other) => {
    const transfer = other.address === stEth ? readTransfer(other) : null
    return transfer?.to === queue && isAbout(transfer.amount, amount) ? [other.position] : []
  })
  return { kind: 'unstake', from: requestor, to: queue, asset: stEth, amount, also: moved }
}

const claimed: Reader = (log) => {
  const fields = log.address === queue ? fieldsOf(log, 3, ['number', 'address', 'address', 'number']) : null
  if (!fields) return null
  const [, , receiver, amount] = fields
  return { kind: 'withdraw', from: queue, to: receiver, asset: null, amount, covers: [{ asset: null, from: queue, to: receiver, amount }] }
}

/** wstETH tells of a wrap by the two transfers alone: its own mint or burn, and stETH the other way. */
const wrapped: Reader = (log, telling) => {
  const moved = log.address === wstEth ? readTransfer(log) : null
  if (!moved || (moved.from !== zeroAddress && moved.to !== zeroAddress)) return null
  const wraps = moved.from === zeroAddress
  const account = wraps ? moved.to : moved.from
  const other = telling.transaction.logs.find((each) => {
    const transfer = each.address === stEth ? readTransfer(each) : null
    return wraps ? transfer?.from === account && transfer.to === wstEth : transfer?.from === wstEth && transfer.to === account
  })
  const paired = other && readTransfer(other)
  if (!paired) return null
  const [given, got] = [
    { asset: stEth, amount: paired.amount },
    { asset: wstEth, amount: moved.amount },
  ]
  const ends = { from: account, to: account, also: [log.position, other.position] }
  const claim: Claim = wraps ? { kind: 'wrap', ...ends, ...given, received: got } : { kind: 'unwrap', ...ends, ...got, received: given }
  return claim
}

const isAbout = (found: bigint, asked: bigint): boolean => found <= asked && asked - found <= rounding

function mintedNear(log: Log, { transaction }: Telling, asset: Address, to: Address | null, amount: bigint | null) {
  for (const other of transaction.logs) {
    const moved = other.address === asset && Math.abs(other.position - log.position) <= 6 ? readTransfer(other) : null
    if (moved?.from !== zeroAddress || (to !== null && moved.to !== to)) continue
    if (amount === null || isAbout(moved.amount, amount)) return { position: other.position, asset, to: moved.to, amount: moved.amount }
  }
  return null
}

const readers: Readonly<Record<string, Reader>> = {
  /** keccak256("Submitted(address,uint256,address)") */
  '0x96a25c8ce0baabc1fdefd93e9ed25d8e092a3332f3aa9a41722b5697231d1d1a': submitted,
  /** keccak256("WithdrawalRequested(uint256,address,address,uint256,uint256)") */
  '0xf0cb471f23fb74ea44b8252eb1881a2dca546288d9f6e90d1a0e82fe0ed342ab': requested,
  /** keccak256("WithdrawalClaimed(uint256,address,address,uint256)") */
  '0x6ad26c5e238e7d002799f9a5db07e81ef14e37386ae03496d7a7ef04713e145b': claimed,
  [transferTopic]: wrapped,
}

const ours: ReadonlySet<Hex> = new Set([stEth, wstEth, queue])

export const lido = defineSource({
  id: 'lido',
  label: 'Lido',
  topics: topicsOf(readers),
  read: (transaction, context) =>
    context.chainId === 1 ? readClaims('lido', { transaction, context }, ({ address }) => ours.has(address), readers) : [],
})
