/** One row of Crowsnest: the shape that the wire, the table, the database, the CSV file and `watch --json` share. */
import { z } from 'zod'
import { LabelTag } from './labels.ts'
import { Business } from './pack.ts'

/** A token or, with `address: null`, the chain's native coin. `decimals: null` means that they are not known. */
export const Asset = z.object({
  address: z.string().nullable(),
  symbol: z.string(),
  decimals: z.number().int().min(0).max(255).nullable(),
})
export type Asset = z.infer<typeof Asset>

/**
 * (`pending` →) `seen` → `final`, or `seen` → `reverted` (→ `seen` again when the transaction is mined in another block). A pending order
 * that was never mined ends as `replaced` (another transaction of the same sender and nonce was) or `dropped` (nobody has it any more).
 */
export const orderStates = ['pending', 'seen', 'final', 'reverted', 'dropped', 'replaced'] as const
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
  /** -1, with an empty hash, while the transaction is in no block. */
  blockNumber: z.number().int(),
  blockHash: z.string(),
  /** Unix seconds; null where a recorded transaction was decoded without its block, and while it is in none. */
  blockTime: z.number().int().nullable(),
  txHash: z.string(),
  /** -1: the transaction's own value; n ≥ 0: the n-th log of the transaction (not of the block); -(2 + n): its n-th internal transfer. */
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
  /** 1 … 5; 0 for what is in no block: only the signature is proven. */
  evidence: z.number().int().min(0).max(5),
  state: OrderState,
})
export type OrderRow = z.infer<typeof OrderRow>

/** Which way the funds went, seen from exchanges: into one, out of one, within one, from one to another. Null: no exchange took part. */
export const flows = ['inflow', 'outflow', 'internal', 'cross-exchange'] as const
export const Flow = z.enum(flows)
export type Flow = z.infer<typeof Flow>

/** What the table shows beside the order itself. It may change without the order changing: a label is learnt, a verdict is given. */
export const OrderMarks = z.object({
  /** No account's balances tell the whole exchange: the largest part of it stands for it. */
  estimated: z.boolean(),
  flow: Flow.nullable(),
  /** 0 … 100; from `likelySpam` on the row is folded. The user's own verdict makes it 0 or 100. */
  spam: z.number().int().min(0).max(100),
  fromLabel: LabelTag.nullable(),
  toLabel: LabelTag.nullable(),
  /** Unix seconds: the row's place in the table. The block's time, or when a pending one was first seen. */
  time: z.number().int(),
})
export type OrderMarks = z.infer<typeof OrderMarks>

/** Marks of an order of which nothing is known beside itself, for rows that were made without a store. */
export const plainMarks = ({ blockTime }: Pick<OrderRow, 'blockTime'>): OrderMarks => ({
  estimated: false,
  flow: null,
  spam: 0,
  fromLabel: null,
  toLabel: null,
  time: blockTime ?? -1,
})

/** From this score on a row counts as spam: one grave sign is enough, light ones need company. */
export const likelySpam = 60

/** An order as the store tells of it. */
export const TableRow = OrderRow.extend({
  marks: OrderMarks,
  /** To a viewer who is not told everything: the commitments of what it is not told, by field. */
  hidden: z.record(z.string(), z.string()).optional(),
})
export type TableRow = z.infer<typeof TableRow>

/** One movement or exchange that an order was put together from. */
export const OrderPart = z.object({
  kind: z.string(),
  source: z.string(),
  position: z.number().int(),
  from: z.string(),
  to: z.string(),
  asset: Asset,
  amount: z.string(),
  received: Received.nullable(),
})
export type OrderPart = z.infer<typeof OrderPart>

/** Where a price is from. `asset` is `native` or a contract; `usd` is for one unit. */
export const PriceFigure = z.object({
  asset: z.string(),
  usd: z.string(),
  by: z.string(),
  /** Id of the feed that made it. */
  feed: z.string(),
  /** Contract that was read: a proxy, a pool, a token; null for a declaration. */
  reference: z.string().nullable(),
  round: z.string().nullable(),
  /** Unix seconds of the figure, and how old it was at the order's block; null where it has no age. */
  at: z.number().int().nullable(),
  age: z.number().int().nullable(),
  /** What it derives from, in words; null where it is measured in USD itself. */
  via: z.string().nullable(),
})
export type PriceFigure = z.infer<typeof PriceFigure>

/** One reason for a spam score. */
export const SpamSign = z.object({ id: z.string(), points: z.number().int(), sentence: z.string() })
export type SpamSign = z.infer<typeof SpamSign>

/** What is known of how an order came about; for the detail view. */
export const OrderNotes = z.object({
  /** How it was put together, in words; null where the movement is the order. */
  how: z.string().nullable(),
  estimated: z.boolean(),
  /** It rests on a trace, which no root covers: its evidence stays 1. Absent: it does not. */
  told: z.boolean().optional(),
  parts: z.array(OrderPart),
  prices: z.array(PriceFigure),
  spam: z.object({ points: z.number().int(), signs: z.array(SpamSign) }),
  /** What a pack says of it. */
  business: Business.optional(),
})
export type OrderNotes = z.infer<typeof OrderNotes>

/** A decimal as long as `parseDecimal` takes it. */
const Bound = z
  .string()
  .max(120)
  .regex(/^\d+(\.\d+)?$/)

/** What a reader may ask for; every part narrows the result, an absent part does not. */
export const OrderFilter = z.object({
  chainIds: z.array(z.number().int()).optional(),
  kinds: z.array(z.string()).optional(),
  states: z.array(OrderState).optional(),
  /** Ids of sources: which protocol told of the order. */
  sources: z.array(z.string().max(60)).optional(),
  /** Token contracts, `native`, or symbols. */
  assets: z.array(z.string()).optional(),
  /** Decimal string; unpriced orders do not pass. */
  minUsd: Bound.optional(),
  /** Decimal string; unpriced orders do not pass. */
  maxUsd: Bound.optional(),
  /** Decimal strings: bounds of the amount that was moved or given, in units of its asset. */
  minUnits: Bound.optional(),
  maxUnits: Bound.optional(),
  /** An address, or its beginning; either side. */
  account: z
    .string()
    .regex(/^0x[0-9a-fA-F]{1,40}$/)
    .optional(),
  /** Part of the name or the owner that a label gives to either side. */
  label: z.string().max(120).optional(),
  /** Lowest evidence level that passes. */
  minEvidence: z.number().int().min(0).max(5).optional(),
  /** Part of a symbol, or the beginning of an address or hash. */
  text: z.string().max(200).optional(),
  /** Flow classes, and `none` for orders without an exchange. */
  flows: z.array(z.enum([...flows, 'none'])).optional(),
  /** Whether likely spam is shown: absent, with everything else; `hide` or `only`. */
  spam: z.enum(['hide', 'only']).optional(),
  /** Movements within one exchange: absent, with everything else; `hide`. */
  internal: z.literal('hide').optional(),
  /** Either side is an account with this label role. */
  roles: z.array(z.string().max(40)).optional(),
  /** Unix seconds, inclusive. */
  fromTime: z.number().int().optional(),
  toTime: z.number().int().optional(),
})
export type OrderFilter = z.infer<typeof OrderFilter>

/** Everything known about one order, for the detail view. */
export const OrderDetail = z.object({
  row: TableRow,
  notes: OrderNotes,
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
      /** Hosts that name this block, the one that served it included; empty where nobody else was asked or answered. */
      agreed: z.array(z.string()),
      /** Recomputed from the block's own bytes; null where they were not. */
      roots: z.object({ transactions: z.string(), receipts: z.string(), withdrawals: z.string().nullable() }).nullable(),
    })
    .nullable(),
  /** Unix milliseconds on this machine. */
  firstSeenAt: z.number().int(),
  changedAt: z.number().int(),
})
export type OrderDetail = z.infer<typeof OrderDetail>
