/** From the legs of one proven block to its orders: metadata and prices are read only for what could become an order. */
import { compare, multiply, parseDecimal } from '#shared/decimal.ts'
import type { OrderRow } from '#shared/order.ts'
import type { Settings } from '#shared/settings.ts'
import type { Chain } from './chains/defineChain.ts'
import { appraise } from './orders/appraise.ts'
import type { ChainStore, Clock } from './ports.ts'
import { price } from './pricing/index.ts'
import { readTokens } from './pricing/tokens.ts'
import { contractReads } from './rpc/contractReads.ts'
import type { Endpoint } from './rpc/endpoint.ts'
import type { Pool } from './rpc/pool.ts'
import type { Address, BlockReading } from './types.ts'

export type AppraiseDeps = {
  readonly chain: Chain
  readonly pool: Pool
  readonly store: ChainStore
  readonly clock: Clock
  readonly settings: Settings
}

/** Rejects only when prices or metadata could not be asked for at all: the block is then tried again as a whole. */
export async function appraiseBlock(reading: BlockReading, endpoint: Endpoint, deps: AppraiseDeps): Promise<OrderRow[]> {
  return []
}
