/** Deposits for validators: one order a transaction, however many validators it funds. */
import type { Address, Hex, Log } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { wordOf } from '../fields.ts'
import { withOwnValue } from '../logs.ts'

/** The deposit contract of Ethereum (consensus specs, DEPOSIT_CONTRACT_ADDRESS). */
const depositContract: Address = '0x00000000219ab540356cbb839cbe05303d7705fa'
/** keccak256("DepositEvent(bytes,bytes,bytes,bytes,bytes)") */
const depositTopic: Hex = '0x649bbc62d0e31342afea4e5cd82d4049e7e1ee912fc0889aa790803be39038c5'
const weiPerGwei = 1_000_000_000n

export const beaconDeposit = defineSource({
  id: 'beacon-deposit',
  label: 'Ethereum staking deposit',
  topics: [depositTopic],
  read(transaction, { chainId }) {
    const { hash, index, from, to, value, logs } = transaction
    const deposits = logs.filter(({ address, topics }) => chainId === 1 && address === depositContract && topics[0] === depositTopic)
    const [first] = deposits
    const amount = deposits.reduce((sum, log) => sum + amountOf(log), 0n)
    if (!first || amount === 0n) return []
    // Coins that came with the call are the sender's; else they were in the contract that was called.
    const staker = value > 0n || to === null ? from : to
    const ends = { from: staker, to: depositContract, asset: null, amount }
    const replaces = withOwnValue(value === amount || (value > 0n && to === depositContract) ? [-1] : [], transaction)
    return [
      {
        source: 'beacon-deposit',
        kind: 'stake',
        txHash: hash,
        txIndex: index,
        position: first.position,
        ...ends,
        ...(replaces.length > 0 ? { replaces } : {}),
      },
    ]
  },
})

/** The third of five byte strings: gwei as eight bytes, the least first (deposit_contract.sol, to_little_endian_64). */
function amountOf({ data }: Log): bigint {
  const offset = wordOf(data, 2)
  const at = offset === null ? null : Number(BigInt(offset)) / 32
  if (at === null || !Number.isInteger(at) || at > 32 || BigInt(wordOf(data, at) ?? 0n) !== 8n) return 0n
  const bytes = (wordOf(data, at + 1) ?? '').slice(2, 18).match(/../g) ?? []
  return bytes.length === 8 ? BigInt(`0x${bytes.toReversed().join('')}`) * weiPerGwei : 0n
}
