/** The events of a pool of version 3: Aave's own and those of its forks that kept them. */
import { paidIn, paidOut, poolReaders } from './aave.ts'
import type { Reader } from './claims.ts'
import { fieldsOf } from './fields.ts'

const supply: Reader = (log) => {
  const fields = fieldsOf(log, 3, ['address', 'address', 'number', 'address', 'number'])
  if (!fields) return null
  const [asset, account, , payer, amount] = fields
  return paidIn('supply', log, { payer, account, asset, amount })
}

const borrow: Reader = (log) => {
  const fields = fieldsOf(log, 3, ['address', 'address', 'number', 'address', 'number'])
  if (!fields) return null
  const [asset, account, , receiver, amount] = fields
  return paidOut('borrow', log, { receiver, account, asset, amount })
}

const repay: Reader = (log) => {
  const fields = fieldsOf(log, 3, ['address', 'address', 'address', 'number'])
  if (!fields) return null
  const [asset, account, payer, amount] = fields
  return paidIn('repay', log, { payer, account, asset, amount })
}

const flashLoan: Reader = (log) => {
  const fields = fieldsOf(log, 3, ['address', 'address', 'number', 'address', 'number', 'number', 'number'])
  if (!fields) return null
  const [target, asset, , , amount, mode, premium] = fields
  // Any other mode leaves a debt behind: then it is a borrow, and a Borrow event tells of it.
  if (mode !== 0n) return null
  return {
    kind: 'flash-loan',
    from: log.address,
    to: target,
    asset,
    amount,
    covers: [
      { asset, to: target, amount },
      { asset, from: target, amount: amount + premium },
    ],
  }
}

export const readers = poolReaders({
  /** keccak256("Supply(address,address,address,uint256,uint16)") */
  '0x2b627736bca15cd5381dcf80b0bf11fd197d01a037c52b927a881a10fb73ba61': supply,
  /** keccak256("Borrow(address,address,address,uint256,uint8,uint256,uint16)") */
  '0xb3d084820fb1a9decffb176436bd02558d15fac9b0ddfed8c465bc7359d7dce0': borrow,
  /** keccak256("Repay(address,address,address,uint256,bool)") */
  '0xa534c8dbe71f871f9f3530e97a74601fea17b426cae02e1c5aee42c96c784051': repay,
  /** keccak256("FlashLoan(address,address,address,uint256,uint8,uint256,uint16)") */
  '0xefefaba5e921573100900a3ad9cf29f222d995fb3b6045797eaea7521bd8d6f0': flashLoan,
})
