/** One row of Crowsnest: the shape that the wire, the table, the database, the CSV file and `watch --json` share. */
import { z } from 'zod'

/** A token or, with `address: null`, the chain's native coin. `decimals: null` means that they are not known. */
export const Asset = z.object({
  address: z.string().nullable(),
  symbol: z.string(),
  decimals: z.number().int().min(0).max(255).nullable(),
})
export type Asset = z.infer<typeof Asset>

/** `seen` → `final`, or `seen` → `reverted` (→ `seen` again when the transaction is mined in another block). */
export const orderStates = ['seen', 'final', 'reverted'] as const
export const OrderState = z.enum(orderStates)
export type OrderState = z.infer<typeof OrderState>

export const Received = z.object({ asset: Asset, amount: z.string() })

/**
 * One order. Hex is lower case; amounts are decimal strings in units of the asset (base units where its
 * decimals are unknown); `usd` is a decimal string with at most 6 decimals or null for "unpriced".
 * Keys stand in the order in which `watch --json` prints them.
 */
export const OrderRow = z.object({
  /** `chainId:txHash:position`: the same order mined again in another block keeps its id. */
  id: z.string(),
  chainId: z.number().int(),
  blockNumber: z.number().int(),
  blockHash: z.string(),
  /** Unix seconds; null only where a recorded transaction was decoded without its block. */
  blockTime: z.number().int().nullable(),
  txHash: z.string(),
  /** -1: the transaction's own value; n ≥ 0: the n-th log of the transaction (not of the block). */
  position: z.number().int(),
  kind: z.string(),
  source: z.string(),
  from: z.string(),
  to: z.string(),
  asset: Asset,
  amount: z.string(),
  received: Received.nullable(),
  usd: z.string().nullable(),
  pricedBy: z.string().nullable(),
  evidence: z.number().int().min(1).max(5),
  state: OrderState,
})
export type OrderRow = z.infer<typeof OrderRow>

/** What a reader may ask for; every part narrows the result, an absent part does not. */
export const OrderFilter = z.object({
  chainIds: z.array(z.number().int()).optional(),
  kinds: z.array(z.string()).optional(),
  states: z.array(OrderState).optional(),
  /** Token contracts, or `native`. */
  assets: z.array(z.string()).optional(),
  /** Decimal string; unpriced orders do not pass. */
  minUsd: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .optional(),
  /** Part of a symbol, or the beginning of an address or hash. */
  text: z.string().max(200).optional(),
  /** Unix seconds, inclusive. */
  fromTime: z.number().int().optional(),
  toTime: z.number().int().optional(),
})
export type OrderFilter = z.infer<typeof OrderFilter>

/** Everything known about one order, for the detail view. */
export const OrderDetail = z.object({
  row: OrderRow,
  block: z
    .object({
      number: z.number().int(),
      hash: z.string(),
      parentHash: z.string(),
      time: z.number().int(),
      evidence: z.number().int(),
      /** Why the level is not higher, in words. */
      notes: z.array(z.string()),
      /** Host of the endpoint that served the block. */
      endpoint: z.string(),
    })
    .nullable(),
  /** Unix milliseconds on this machine. */
  firstSeenAt: z.number().int(),
  changedAt: z.number().int(),
})
export type OrderDetail = z.infer<typeof OrderDetail>
