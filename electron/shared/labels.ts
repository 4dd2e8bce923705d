/** Who an address belongs to, and who says so. A label without its source is a rumour, so none exists here. */
import { z } from 'zod'

/** What an account is. The first two make flow classes (`order.ts`); the user's own roles stand beside them. */
export const labelRoles = [
  { id: 'exchange', label: 'Exchange' },
  { id: 'exchange-deposit', label: 'Exchange deposit address' },
  { id: 'bridge', label: 'Bridge' },
  { id: 'protocol', label: 'Protocol contract' },
  { id: 'issuer', label: 'Issuer' },
  { id: 'fund', label: 'Fund or treasury' },
  { id: 'market-maker', label: 'Market maker' },
  { id: 'government', label: 'Government' },
  { id: 'sanctioned', label: 'Sanctioned' },
  { id: 'own', label: 'Own account' },
  { id: 'counterparty', label: 'Counterparty' },
  { id: 'watched', label: 'Watched' },
  { id: 'other', label: 'Other' },
] as const
export const LabelRole = z.enum(labelRoles.map(({ id }) => id))
export type LabelRole = z.infer<typeof LabelRole>

/** `certain`: said by the owner itself or by the user; `likely`: said by somebody else; `guess`: inferred here from behaviour. */
export const confidences = ['certain', 'likely', 'guess'] as const
export const Confidence = z.enum(confidences)
export type Confidence = z.infer<typeof Confidence>

export const Label = z.object({
  /** Null: the same account on every chain. */
  chainId: z.number().int().positive().nullable(),
  /** 20 bytes, lower case. */
  address: z.string().regex(/^0x[0-9a-f]{40}$/),
  name: z.string().min(1).max(120),
  /** Who owns it, where several addresses belong to one owner, e.g. an exchange. */
  entity: z.string().max(80).nullable(),
  role: LabelRole,
  /** `user`, `learnt`, `seed`, or the name of an imported file. */
  source: z.string().min(1).max(120),
  /** Where the source says it, e.g. an address on the web; null where there is none. */
  reference: z.string().max(400).nullable(),
  /** Day of the statement, `YYYY-MM-DD`; null where the source gives none. */
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .nullable(),
  confidence: Confidence,
})
export type Label = z.infer<typeof Label>

/** A label as a row shows it: the best of those that are known of an address. */
export const LabelTag = Label.pick({ name: true, entity: true, role: true, source: true, confidence: true })
export type LabelTag = z.infer<typeof LabelTag>
