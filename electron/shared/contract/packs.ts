/** Packs and the businesses that they show: documents, holdings, flows, what is broken. */
import { z } from 'zod'
import { TableRow } from '../order.ts'
import { Business, Pack } from '../pack.ts'
import { call } from './define.ts'

export const PackStanding = z.object({
  pack: Pack,
  /** One that comes with the app; it is not removed but switched off. */
  shipped: z.boolean(),
  enabled: z.boolean(),
  /** Sentences: why it does not watch as meant. A pack with problems does not watch; nothing that is stored is lost. */
  problems: z.array(z.string()),
  orders: z.number().int(),
  documents: z.number().int(),
  openViolations: z.number().int(),
})
export type PackStanding = z.infer<typeof PackStanding>

export const PacksView = z.object({
  packs: z.array(PackStanding),
  /** Stored packs that cannot be read; they stay as they are. */
  unread: z.array(z.object({ index: z.number().int(), name: z.string(), problem: z.string() })),
})
export type PacksView = z.infer<typeof PacksView>

export const DocumentRow = z.object({
  pack: z.string(),
  chainId: z.number().int(),
  type: z.string(),
  id: z.string(),
  /** Key of its state; `unknown` where what came first was not seen. */
  state: z.string(),
  /** Who issued it, and whose it is now. */
  issuer: z.string().nullable(),
  holder: z.string().nullable(),
  amount: z.string().nullable(),
  unit: z.string().nullable(),
  due: z.number().int().nullable(),
  overdue: z.boolean(),
  events: z.number().int(),
  /** Unix seconds of the first and the last event. */
  first: z.number().int(),
  last: z.number().int(),
  violations: z.number().int(),
  /** The least evidence among its events. */
  evidence: z.number().int(),
  /** To a viewer who is not told everything: the commitments of what it is not told, by field. */
  hidden: z.record(z.string(), z.string()).optional(),
})
export type DocumentRow = z.infer<typeof DocumentRow>

export const BusinessEvent = z.object({ row: TableRow, business: Business, before: z.string().nullable(), after: z.string().nullable() })
export type BusinessEvent = z.infer<typeof BusinessEvent>

export const Violation = z.object({
  id: z.number().int(),
  pack: z.string(),
  chainId: z.number().int(),
  invariant: z.string(),
  label: z.string(),
  severity: z.enum(['notice', 'warning', 'alarm']),
  sentence: z.string(),
  /** The order with which it came about; null for what time alone brought. */
  orderId: z.string().nullable(),
  document: z.object({ type: z.string(), id: z.string() }).nullable(),
  account: z.string().nullable(),
  /** Unix seconds. */
  at: z.number().int(),
  /** `open`; `over` where it was put right; `retracted` where the chain took back what brought it. */
  state: z.enum(['open', 'over', 'retracted']),
})
export type Violation = z.infer<typeof Violation>

/** Events and functions of an ABI, with the arguments that a pack can name. */
export const AbiReading = z.object({
  /** What could be read of it, as a pack keeps it. */
  abi: z.array(z.union([z.string(), z.record(z.string(), z.unknown())])),
  items: z.array(
    z.object({
      type: z.enum(['event', 'function']),
      name: z.string(),
      /** `Issued(address,uint256)` */
      signature: z.string(),
      /** First topic of the event, first four bytes of the call. */
      selector: z.string(),
      /** `path`: as a pack names it after `arg:`; fields of a tuple stand behind it, by dots. */
      inputs: z.array(z.object({ path: z.string(), type: z.string(), indexed: z.boolean() })),
    }),
  ),
  problems: z.array(z.string()),
})
export type AbiReading = z.infer<typeof AbiReading>

const page = { after: z.string().max(300).optional(), limit: z.number().int().min(1).max(500) }
const pack = z.string().max(40)

export const calls = {
  'packs.list': call(z.null(), PacksView),
  /** Says what is wrong with a pack, in sentences, without keeping it; `text` is the file. */
  'packs.check': call(z.object({ text: z.string().max(8_000_000) }), z.object({ pack: Pack.nullable(), problems: z.array(z.string()) })),
  /** Keeps a pack: a new one, or one with a known id in its place. Refused with BAD_INPUT where `packs.check` finds a problem. */
  'packs.save': call(z.object({ text: z.string().max(8_000_000), enabled: z.boolean() }), PacksView),
  'packs.enable': call(z.object({ id: pack, on: z.boolean() }), PacksView),
  'packs.remove': call(z.union([z.object({ id: pack }), z.object({ index: z.number().int().min(0) })]), PacksView),
  /** Asks where to save, writes the pack's file; null when the user closed the dialog. */
  'packs.export': call(z.object({ id: pack }), z.object({ path: z.string() }).nullable()),
  /** Reads an ABI as it is pasted: JSON, a compiler's output, or items in words, one a line. */
  'packs.abi': call(z.object({ text: z.string().max(8_000_000) }), AbiReading),
  /**
   * Reads blocks that a chain has already, newest first, as the pack would: nothing is kept. Each answer is a slice further than the one before;
   * ask the same again until it is `done`, or stop asking.
   */
  'packs.preview': call(
    z.object({ text: z.string().max(8_000_000), chainId: z.number().int().positive(), blocks: z.number().int().min(1).max(2000) }),
    z.object({
      from: z.number().int(),
      to: z.number().int(),
      /** The newest of them, newest first; states as far as these blocks tell them. */
      events: z.array(BusinessEvent),
      total: z.number().int(),
      /** What these events make of documents, the last changed first. */
      documents: z.array(DocumentRow),
      /** Blocks that were read so far. */
      read: z.number().int(),
      done: z.boolean(),
      problems: z.array(z.string()),
    }),
  ),
  /** Events that a contract logged in the newest blocks, by first topic, to make a pack from where there is no ABI. */
  'packs.seen': call(
    z.object({
      chainId: z.number().int().positive(),
      address: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
      blocks: z.number().int().min(1).max(2000),
    }),
    z.array(
      z.object({
        topic: z.string(),
        /** As an item of an ABI in words, where a published standard has this event; null where none is known. */
        signature: z.string().nullable(),
        indexed: z.number().int(),
        /** Words of 32 bytes in its data: the most that were seen. */
        words: z.number().int(),
        count: z.number().int(),
      }),
    ),
  ),
  /** Documents by state and due date. `board`: counts of every state beside. */
  'business.documents': call(
    z.object({
      pack,
      type: z.string().max(40).optional(),
      states: z.array(z.string().max(40)).optional(),
      account: z.string().max(42).optional(),
      overdue: z.boolean().optional(),
      text: z.string().max(100).optional(),
      sort: z.enum(['last', 'due']).optional(),
      ...page,
    }),
    z.object({
      documents: z.array(DocumentRow),
      next: z.string().nullable(),
      board: z.array(z.object({ type: z.string(), state: z.string(), count: z.number().int(), overdue: z.number().int() })),
    }),
  ),
  /** One document's life, oldest first, and what is broken about it. */
  'business.document': call(
    z.object({ pack, chainId: z.number().int(), type: z.string().max(40), id: z.string().max(200) }),
    z.object({ document: DocumentRow, events: z.array(BusinessEvent), violations: z.array(Violation) }).nullable(),
  ),
  /** What each role and its largest members hold, by unit. */
  'business.balances': call(
    z.object({ pack }),
    z.object({
      units: z.array(
        z.object({
          unit: z.string(),
          symbol: z.string(),
          issued: z.string(),
          redeemed: z.string(),
          held: z.string(),
          roles: z.array(z.object({ role: z.string().nullable(), label: z.string(), held: z.string(), accounts: z.number().int() })),
          top: z.array(z.object({ account: z.string(), roles: z.array(z.string()), held: z.string() })),
        }),
      ),
    }),
  ),
  /** Sums from role to role, by verb and unit, of the orders that stand. */
  'business.flows': call(
    z.object({ pack, from: z.number().int().optional(), to: z.number().int().optional() }),
    z.array(
      z.object({
        from: z.string().nullable(),
        to: z.string().nullable(),
        key: z.string(),
        verb: z.string(),
        unit: z.string().nullable(),
        amount: z.string(),
        count: z.number().int(),
      }),
    ),
  ),
  'business.violations': call(
    z.object({
      pack: pack.optional(),
      state: z.enum(['open', 'over', 'retracted']).optional(),
      after: z.number().int().optional(),
      limit: z.number().int().min(1).max(500),
    }),
    z.object({ violations: z.array(Violation), next: z.number().int().nullable(), open: z.number().int() }),
  ),
}

export const events = {
  /** Something of these packs changed: ask again for what is shown. */
  'business.changed': z.object({ packs: z.array(z.string()) }),
}
