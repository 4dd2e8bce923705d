/**
 * Omnichain fungible tokens over LayerZero. Anyone can make such a token, so nothing is taken from the event alone: LayerZero's own
 * endpoint has to have sent or delivered a packet in the transaction, and a transfer of the stated amount has to stand beside it.
 */
import type { Address, Hex } from '../../types.ts'
import { type Claim, type Reader, readClaims, type Telling } from '../claims.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf, topicsOf } from '../fields.ts'
import { readTransfer, zeroAddress } from '../logs.ts'

/** EndpointV2, the same on nearly all chains; as recorded on Ethereum, and the one that recorded transactions of Monad show. */
const endpoints: ReadonlySet<Address> = new Set([
  '0x1a44076050125825900e736c501f859c50fe728c',
  '0x6f475642a6e85809b1c36fa62763669b1b48dd5b',
])
/** keccak256("PacketSent(bytes,bytes,address)") */
const sentTopic: Hex = '0x1ab700d4ced0c005b164c0f789fd09fcbb0156d4c2041b8a3bfbcd961cd1567f'
/** keccak256("PacketDelivered((uint32,bytes32,uint64),address)") */
const deliveredTopic: Hex = '0x3cd5e48f9730b129dc7550f0fcea9c767b7be37837cd10e55eb35f734f4bca04'

const sent: Reader = (log, telling) => {
  const fields = fieldsOf(log, 2, ['bytes32', 'address', 'number', 'number'])
  if (!fields || !spoke(telling, sentTopic)) return null
  const [, from, , amount] = fields
  // Burnt by the token itself, or locked in the contract that speaks for it.
  const paid = moveBeside(telling, amount, (ends) => ends.from === from && (ends.to === zeroAddress || ends.to === log.address))
  if (paid) return { kind: 'bridge-out', from, to: log.address, asset: paid.asset, amount, also: [paid.position] }
  const { value, to } = telling.transaction
  if (to !== log.address || value < amount) return null
  // Coins come with the fee for the message on top: the rest of the value is that fee.
  const claim: Claim = { kind: 'bridge-out', from, to: log.address, asset: null, amount, also: [-1] }
  return claim
}

const received: Reader = (log, telling) => {
  const fields = fieldsOf(log, 2, ['bytes32', 'address', 'number', 'number'])
  if (!fields || !spoke(telling, deliveredTopic)) return null
  const [, to, , amount] = fields
  const got = moveBeside(telling, amount, (ends) => ends.to === to && (ends.from === zeroAddress || ends.from === log.address))
  return got && { kind: 'bridge-in', from: log.address, to, asset: got.asset, amount, also: [got.position] }
}

const spoke = ({ transaction }: Telling, topic: Hex): boolean =>
  transaction.logs.some(({ address, topics }) => topics[0] === topic && endpoints.has(address))

function moveBeside(
  { transaction, after }: Telling,
  amount: bigint,
  isIt: (ends: { readonly from: Address; readonly to: Address }) => boolean,
): { readonly asset: Address; readonly position: number } | null {
  const found = transaction.logs.find((other) => {
    const moved = other.position > after ? readTransfer(other) : null
    return moved?.amount === amount && isIt(moved)
  })
  return found ? { asset: found.address, position: found.position } : null
}

const readers: Readonly<Record<string, Reader>> = {
  /** keccak256("OFTSent(bytes32,uint32,address,uint256,uint256)") */
  '0x85496b760a4b7f8d66384b9df21b381f5d1b1e79f229a47aaf4c232edc2fe59a': sent,
  /** keccak256("OFTReceived(bytes32,uint32,address,uint256)") */
  '0xefed6d3500546b29533b128a29e3a94d70788727f0507505ac12eaf2e578fd9c': received,
}

export const layerzero = defineSource({
  id: 'layerzero',
  label: 'LayerZero OFT',
  topics: topicsOf(readers),
  read: (transaction, context) => readClaims('layerzero', { transaction, context }, () => true, readers),
})
