/** The evidence file of one order: what it claims, what proves it, and who says so. */
import { z } from 'zod'
import { JournalEntry, JournalHead } from '#shared/contract/journal.ts'
import { Label } from '#shared/labels.ts'
import { OrderNotes, OrderRow } from '#shared/order.ts'
import { Pack } from '#shared/pack.ts'

const Hash = z.string().regex(/^0x[0-9a-f]{64}$/)
const Nodes = z.array(z.string().regex(/^0x([0-9a-f]{2})*$/))

/** What the signer says, beyond what the proofs show. */
export const Claims = z.strictObject({
  order: OrderRow,
  notes: OrderNotes,
  /** How the order was decoded. */
  decoding: z.strictObject({ family: z.string(), wrappedNative: z.string().nullable(), pack: Pack.nullable() }),
  chainName: z.string(),
  /** Hosts of endpoints that named this block, and why its level is not higher. */
  endpoints: z.array(z.string()),
  doubts: z.array(z.string()),
  labels: z.array(Label),
  firstSeenAt: z.number().int(),
  /** Unix milliseconds at which this file was made. */
  madeAt: z.number().int(),
  version: z.string(),
})
export type Claims = z.infer<typeof Claims>

export const Proofs = z.strictObject({
  block: z
    .strictObject({
      /** As JSON-RPC served it, without lists of transactions and withdrawals. */
      header: z.record(z.string(), z.unknown()),
      headerHash: Hash,
      transaction: z.record(z.string(), z.unknown()),
      receipt: z.record(z.string(), z.unknown()),
      index: z.number().int().min(0),
      gasUsed: z.number().int().min(0),
      transactionProof: Nodes,
      receiptProof: Nodes,
      /** Accounts that may seal, as the signer's network knows them; null where nobody vouches for a list. */
      validators: z.array(z.string()).nullable(),
    })
    .nullable(),
  journal: z
    .strictObject({
      /** JSON of the stored row, whose SHA-256 the entry holds. */
      row: z.string(),
      entry: JournalEntry,
      path: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
      head: JournalHead,
    })
    .nullable(),
})
export type Proofs = z.infer<typeof Proofs>

export const Evidence = z.strictObject({
  format: z.literal('crowsnest-evidence'),
  version: z.literal(1),
  claims: Claims,
  proofs: Proofs,
  /** Ed25519 over `evidenceMessage`; null where the signer's machine keeps no key. */
  signature: z.strictObject({ key: z.string().regex(/^[0-9a-f]{64}$/), value: z.string().regex(/^[0-9a-f]{128}$/) }).nullable(),
})
export type Evidence = z.infer<typeof Evidence>

/** The one spelling of a file. */
export const evidenceText = (evidence: Evidence): string => `${JSON.stringify(evidence, null, 2)}\n`

/** What is signed: everything but the signature, as JSON in the order of the file. */
export const evidenceMessage = ({ format, version, claims, proofs }: Omit<Evidence, 'signature'>): Uint8Array =>
  new TextEncoder().encode(`crowsnest/evidence/1\n${JSON.stringify({ format, version, claims, proofs })}`)
