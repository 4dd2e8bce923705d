/** USDT on Ethereum as Tether issues, redeems and destroys it; the contract writes no Transfer for any of them. */
import type { Address } from '../../types.ts'
import { type Reader, readClaims } from '../claims.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf, topicsOf } from '../fields.ts'
import { zeroAddress } from '../logs.ts'

const usdt: Address = '0xdac17f958d2ee523a2206206994597c13d831ec7'

/** Only the owner can call for it, and to the owner it goes: the contract that was called, unless that is the token itself. */
const issuer = ({ from, to }: { readonly from: Address; readonly to: Address | null }): Address => (to === null || to === usdt ? from : to)

const issued: Reader = (log, { transaction }) => {
  const fields = fieldsOf(log, 0, ['number'])
  return fields && { kind: 'mint', from: zeroAddress, to: issuer(transaction), asset: usdt, amount: fields[0] }
}

const redeemed: Reader = (log, { transaction }) => {
  const fields = fieldsOf(log, 0, ['number'])
  return fields && { kind: 'burn', from: issuer(transaction), to: zeroAddress, asset: usdt, amount: fields[0] }
}

const destroyed: Reader = (log) => {
  const fields = fieldsOf(log, 0, ['address', 'number'])
  return fields && { kind: 'burn', from: fields[0], to: zeroAddress, asset: usdt, amount: fields[1] }
}

const readers: Readonly<Record<string, Reader>> = {
  /** keccak256("Issue(uint256)") */
  '0xcb8241adb0c3fdb35b70c24ce35c5eb0c17af7431c99f827d44a445ca624176a': issued,
  /** keccak256("Redeem(uint256)") */
  '0x702d5967f45f6513a38ffc42d6ba9bf230bd40e8f53b16363c7eb4fd2deb9a44': redeemed,
  /** keccak256("DestroyedBlackFunds(address,uint256)") */
  '0x61e6e66b0d6339b2980aecc6ccc0039736791f0ccde9ed512e789a7fbdd698c6': destroyed,
}

export const tether = defineSource({
  id: 'tether',
  label: 'Tether (issuer)',
  topics: topicsOf(readers),
  read: (transaction, context) =>
    context.chainId === 1 ? readClaims('tether', { transaction, context }, ({ address }) => address === usdt, readers) : [],
})
