/** Rocket Pool on Ethereum: coins staked for rETH, and rETH burnt for coins. */
import type { Address, Hex } from '../../types.ts'
import { type Reader, readClaims } from '../claims.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf, topicsOf } from '../fields.ts'
import { zeroAddress } from '../logs.ts'

/** rETH. The deposit pool before it is replaced from time to time, so what it says counts only beside a mint of rETH. */
const rEth: Address = '0xae78736cd615f374d3085123a210448e74fc6393'

/** keccak256("DepositReceived(address,uint256,uint256)") */
const depositTopic: Hex = '0x7aa1a8eb998c779420645fc14513bf058edb347d95c2fc2e6845bdc22f888631'

const minted: Reader = (log, { transaction }) => {
  const fields = fieldsOf(log, 1, ['address', 'number', 'number'])
  if (!fields) return null
  const [account, amount, worth] = fields
  // The deposit pool keeps a small fee: what was given is in its own event, and never less than what was minted for.
  const given = transaction.logs.map((other) => (other.topics[0] === depositTopic ? fieldsOf(other, 1, ['address', 'number']) : null))
  const deposit = given.find((one) => one !== null && one[0] === account && one[1] >= worth && (one[1] - worth) * 100n <= worth)
  const coins = deposit?.[1] ?? worth
  return {
    kind: 'stake',
    from: account,
    to: rEth,
    asset: null,
    amount: coins,
    received: { asset: rEth, amount },
    covers: [
      { asset: null, amount: coins },
      { asset: rEth, from: zeroAddress, to: account, amount },
    ],
  }
}

const burnt: Reader = (log) => {
  const fields = fieldsOf(log, 1, ['address', 'number', 'number'])
  if (!fields) return null
  const [account, amount, coins] = fields
  return {
    kind: 'unstake',
    from: account,
    to: rEth,
    asset: rEth,
    amount,
    received: { asset: null, amount: coins },
    covers: [{ asset: rEth, from: account, to: zeroAddress, amount }],
  }
}

const readers: Readonly<Record<string, Reader>> = {
  /** keccak256("TokensMinted(address,uint256,uint256,uint256)") */
  '0x6155cfd0fd028b0ca77e8495a60cbe563e8bce8611f0aad6fedbdaafc05d44a2': minted,
  /** keccak256("TokensBurned(address,uint256,uint256,uint256)") */
  '0x19783b34589160c168487dc7f9c51ae0bcefe67a47d6708fba90f6ce0366d3d1': burnt,
}

export const rocketPool = defineSource({
  id: 'rocket-pool',
  label: 'Rocket Pool',
  topics: topicsOf(readers),
  read: (transaction, context) =>
    context.chainId === 1 ? readClaims('rocket-pool', { transaction, context }, ({ address }) => address === rEth, readers) : [],
})
