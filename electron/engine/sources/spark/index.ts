/** SparkLend: pools that speak the events of Aave V3, on Ethereum and Gnosis. */
import { readers } from '../aaveV3.ts'
import { type Deployments, isDeployed, readClaims } from '../claims.ts'
import { defineSource } from '../defineSource.ts'
import { topicsOf } from '../fields.ts'

/** POOL of Spark's address registry (SparkLend); on Gnosis the pool whose events its recorded transactions hold. */
const pools: Deployments = {
  1: ['0xc13e21b648a5ee794902342038ff3adab66be987'],
  100: ['0x2dae5307c5e3fd1cf5a72cb6f698f915860607e0'],
}

export const spark = defineSource({
  id: 'spark',
  label: 'Spark',
  topics: topicsOf(readers),
  read: (transaction, context) =>
    readClaims('spark', { transaction, context }, ({ address }) => isDeployed(pools, context.chainId, address), readers),
})
