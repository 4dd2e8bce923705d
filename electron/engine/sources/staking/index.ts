/** Liquid staking and restaking: what went in, and the token that it gave. Each protocol is believed only by its own contract. */
import type { Address, Log } from '../../types.ts'
import { type Claim, readClaims, type Telling } from '../claims.ts'
import { defineSource } from '../defineSource.ts'
import { type EventShape, eventOf } from '../events.ts'
import { readTransfer, zeroAddress } from '../logs.ts'
import { assetRef } from '../swaps.ts'

type Pool = { readonly id: string; readonly contract: Address; readonly event: EventShape; readonly token: Address }

const pool = (id: string, contract: Address, token: Address, declaration: string): Pool => ({
  id,
  contract,
  token,
  event: eventOf(declaration),
})

/** Contracts on Ethereum and the tokens they issue, with the declarations of their verified sources; without `asset` it is ether. */
const pools: readonly Pool[] = [
  pool(
    'ether-fi',
    '0x308861a430be4cce5502d0a12724771fc6daf216',
    '0x35fa164735182de50811e8e2e824cfb9b6118ac2',
    'Deposit(address indexed from, uint256 amount, uint8 source, address referral)',
  ),
  pool(
    'kelp',
    '0x036676389e48133b63a802f8635ad39e752d375d',
    '0xa1290d69c65a6fe4df752f95823fae25cb99e5a7',
    'ETHDeposit(address indexed from, uint256 amount, uint256 got, string referralId)',
  ),
  pool(
    'kelp',
    '0x036676389e48133b63a802f8635ad39e752d375d',
    '0xa1290d69c65a6fe4df752f95823fae25cb99e5a7',
    'AssetDeposit(address indexed from, address indexed asset, uint256 amount, uint256 got, string referralId)',
  ),
  pool(
    'renzo',
    '0x74a09653a083691711cf8215a6ab074bb4e99ef5',
    '0xbf5495efe5db9ce00f80364c8b423567e58d2110',
    'Deposit(address from, address asset, uint256 amount, uint256 got, uint256 referralId)',
  ),
  pool(
    'mantle-staking',
    '0xe3cbd06d7dadb3f4e6557bab7edd924cd1489e8f',
    '0xd5f7838f5c461feff7fe49ea5ebaf7728bb0adfa',
    'Staked(address indexed from, uint256 amount, uint256 got)',
  ),
  pool(
    'frax-ether',
    '0xbafa44efe7901e04e39dad13167d089c559c1138',
    '0x5e8422345238f34275888049021821e8e08caa1f',
    'ETHSubmitted(address indexed from, address indexed recipient, uint256 amount, uint256 withheld)',
  ),
]

export const staking = defineSource({
  id: 'staking',
  label: 'Other liquid staking',
  names: [...new Set(pools.map(({ id }) => id))],
  topics: [...new Set(pools.map(({ event }) => event.topic))],
  read(transaction, context) {
    if (context.chainId !== 1) return []
    return [...new Set(pools.map(({ id }) => id))].flatMap((id) => {
      const own = pools.filter((each) => each.id === id)
      const readers = Object.fromEntries(own.map((each) => [each.event.topic, (log: Log, telling: Telling) => claimOf(each, log, telling)]))
      return readClaims(id, { transaction, context }, ({ address }) => own.some(({ contract }) => contract === address), readers)
    })
  },
})

function claimOf({ event, contract, token }: Pool, log: Log, { transaction }: Telling): Claim | null {
  const values = event.read(log)
  const amount = values?.number('amount')
  if (!values || !amount) return null
  const from = values.address('from') ?? transaction.from
  const named = values.address('asset')
  const asset = named === null ? null : assetRef(named)
  const issued = transaction.logs.find((other) => other.address === token && readTransfer(other)?.from === zeroAddress)
  const got = values.number('got') ?? (issued ? readTransfer(issued)?.amount : null)
  return {
    kind: 'stake',
    from,
    to: contract,
    asset,
    amount,
    ...(got ? { received: { asset: token, amount: got } } : {}),
    covers: [
      asset === null ? { asset, amount } : { asset, from, amount },
      ...(got ? [{ asset: token, from: zeroAddress, amount: got }] : []),
    ],
  }
}
