/** Aave V3: what was supplied to its pools, taken from them, lent, repaid and liquidated. */
import { readers } from '../aaveV3.ts'
import { isDeployed, readClaims } from '../claims.ts'
import { defineSource } from '../defineSource.ts'
import { topicsOf } from '../fields.ts'
import { pools } from './deployments.ts'

export const aaveV3 = defineSource({
  id: 'aave-v3',
  label: 'Aave V3',
  topics: topicsOf(readers),
  read: (transaction, context) =>
    readClaims('aave-v3', { transaction, context }, ({ address }) => isDeployed(pools, context.chainId, address), readers),
})
