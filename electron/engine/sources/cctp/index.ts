/** CCTP, versions 1 and 2: a token is burnt on one chain so that it can be minted on another. */
import type { Address, Hex, Log } from '../../types.ts'
import { type Deployments, isDeployed, type Reader, readClaims, type Telling } from '../claims.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf, topicsOf } from '../fields.ts'
import { readTransfer, zeroAddress } from '../logs.ts'

/** TokenMessengerV2 has this address on every chain that Circle's documentation lists. */
const second: Address = '0x28b5a0e9c621a5badaa536219b3a228c8168cf5d'

/** TokenMessenger of version 1 (Wormhole's SDK and Circle list the same ones). */
const messengers: Deployments = {
  1: ['0xbd3fa81b58ba92a82136038b25adec7066af3155'],
  10: ['0x2b4069517957735be00cee0fadae88a26365528f'],
  130: ['0x4e744b28e787c3ad0e810ed65a24461d4ac5a762'],
  137: ['0x9daf8c91aefae50b9c0e69629d3f6ca40ca3b3fe'],
  8453: ['0x1682ae6375c4e4a97e4b583bc394c861a46d8962'],
  42161: ['0x19330d10d9cc8751218eaf51e8885d058642e08a'],
  43114: ['0x6b25532e1060ce10cc3b0a99e5683b91bfde6982'],
}

/** keccak256("Mint(address,address,uint256)") */
const mintTopic: Hex = '0xab8530f87dc9b59234c4623bf917212bb2536d647574c8e7e5da92c2ede0c9f8'
/** keccak256("Burn(address,uint256)") */
const burnTopic: Hex = '0xcc16f5dbb4873280815c1ee09dbd06736cffcc184412cf7a71a0fdb75d397ca5'

const burntByFirst: Reader = (log, telling) => {
  const fields = fieldsOf(log, 3, ['number', 'address', 'address', 'number'])
  return fields && out(log, telling, fields[1], fields[2], fields[3])
}

const burntBySecond: Reader = (log, telling) => {
  const fields = fieldsOf(log, 3, ['address', 'address', 'number', 'number'])
  return fields && out(log, telling, fields[0], fields[1], fields[3])
}

/** The tokens go to the minter contract, which burns them: two transfers and the token's own event. */
function out(log: Log, telling: Telling, asset: Address, depositor: Address, amount: bigint) {
  const burnt = bookings(log, telling, asset, amount, ({ to }) => to === zeroAddress, burnTopic)
  return {
    kind: 'bridge-out',
    from: depositor,
    to: log.address,
    asset,
    amount,
    covers: [{ asset, from: depositor, amount }],
    also: burnt,
  } as const
}

const minted: Reader = (log, telling) => {
  const fields = fieldsOf(log, 2, ['address', 'address', 'number'])
  if (!fields) return null
  const [to, asset, amount] = fields
  const fee = fieldsOf(log, 2, ['address', 'address', 'number', 'number'])?.[3] ?? 0n
  // Version 2 mints the fee of a fast transfer apart.
  const also = [amount, ...(fee > 0n ? [fee] : [])].flatMap((part) =>
    bookings(log, telling, asset, part, ({ from }) => from === zeroAddress, mintTopic),
  )
  return { kind: 'bridge-in', from: log.address, to, asset, amount, also }
}

/** The nearest mint or burn of this amount before the event, and the issuer's own event beside it. */
function bookings(
  log: Log,
  { transaction, after }: Telling,
  asset: Address,
  amount: bigint,
  isSide: (ends: { from: Address; to: Address }) => boolean,
  topic: Hex,
): number[] {
  const before = transaction.logs.filter(({ address, position }) => address === asset && position > after && position < log.position)
  const moved = before.findLast((other) => {
    const transfer = readTransfer(other)
    return transfer?.amount === amount && isSide(transfer)
  })
  const told = before.findLast(({ topics, data }) => topics[0] === topic && data.length === 66 && BigInt(data) === amount)
  return [moved, told].flatMap((one) => (one ? [one.position] : []))
}

const readers: Readonly<Record<string, Reader>> = {
  /** keccak256("DepositForBurn(uint64,address,uint256,address,bytes32,uint32,bytes32,bytes32)") */
  '0x2fa9ca894982930190727e75500a97d8dc500233a5065e0f3126c48fbe0343c0': burntByFirst,
  /** keccak256("DepositForBurn(address,uint256,address,bytes32,uint32,bytes32,bytes32,uint256,uint32,bytes)") */
  '0x0c8c1cbdc5190613ebd485511d4e2812cfa45eecb79d845893331fedad5130a5': burntBySecond,
  /** keccak256("MintAndWithdraw(address,uint256,address)") */
  '0x1b2a7ff080b8cb6ff436ce0372e399692bbfb6d4ae5766fd8d58a7b8cc6142e6': minted,
  /** keccak256("MintAndWithdraw(address,uint256,address,uint256)") */
  '0x50c55e915134d457debfa58eb6f4342956f8b0616d51a89a3659360178e1ab63': minted,
}

export const cctp = defineSource({
  id: 'cctp',
  label: 'CCTP',
  topics: topicsOf(readers),
  read: (transaction, context) =>
    readClaims(
      'cctp',
      { transaction, context },
      ({ address }) => address === second || isDeployed(messengers, context.chainId, address),
      readers,
    ),
})
