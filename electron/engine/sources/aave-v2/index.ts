/** Aave V2: what was supplied to its pools, taken from them, lent, repaid and liquidated. */
import { paidIn, paidOut, poolReaders } from '../aave.ts'
import { type Deployments, isDeployed, type Reader, readClaims } from '../claims.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf, topicsOf } from '../fields.ts'

/** POOL of the Aave address book 4.44: main, AMM and Arc markets. */
const pools: Deployments = {
  1: [
    '0x7d2768de32b0b80b7a3454c06bdac94a69ddc7a9',
    '0x7937d4799803fbbe595ed57278bc4ca21f3bffcb',
    '0x37d7306019a38af123e4b245eb6c28af552e0bb0',
  ],
  137: ['0x8dff5e27ea6b7ac08ebfdf9eb090f32ee9a30fcf'],
  43114: ['0x4f01aed16d97e3ab5ab2b501154dc9bb0f1a5a2c'],
}

const deposit: Reader = (log) => {
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
  const fields = fieldsOf(log, 3, ['address', 'address', 'address', 'number', 'number'])
  if (!fields) return null
  const [target, , asset, amount, premium] = fields
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

const readers = poolReaders({
  /** keccak256("Deposit(address,address,address,uint256,uint16)") */
  '0xde6857219544bb5b7746f48ed30be6386fefc61b2f864cacf559893bf50fd951': deposit,
  /** keccak256("Borrow(address,address,address,uint256,uint256,uint256,uint16)") */
  '0xc6a898309e823ee50bac64e45ca8adba6690e99e7841c45d754e2a38e9019d9b': borrow,
  /** keccak256("Repay(address,address,address,uint256)") */
  '0x4cdde6e09bb755c9a5589ebaec640bbfedff1362d4b255ebf8339782b9942faa': repay,
  /** keccak256("FlashLoan(address,address,address,uint256,uint256,uint16)") */
  '0x631042c832b07452973831137f2d73e395028b44b250dedc5abb0ee766e168ac': flashLoan,
})

export const aaveV2 = defineSource({
  id: 'aave-v2',
  label: 'Aave V2',
  topics: topicsOf(readers),
  read: (transaction, context) =>
    readClaims('aave-v2', { transaction, context }, ({ address }) => isDeployed(pools, context.chainId, address), readers),
})
