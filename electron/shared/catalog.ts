/** What the app can do, as data: the renderer learns every kind from here and never from code. */
import { z } from 'zod'

export const ChainInfo = z.object({
  chainId: z.number().int(),
  name: z.string(),
  nativeSymbol: z.string(),
  /** Endpoints that anyone may use without a key; asked only after the user chose them. */
  publicEndpoints: z.array(z.string()),
  explorer: z.string().nullable(),
  /** Highest evidence level that one endpoint's answers can reach on this chain. */
  reach: z.number().int(),
})
export type ChainInfo = z.infer<typeof ChainInfo>

/** A kind of which the user can make something: a rule's condition, a channel, an invariant. */
export const KindInfo = z.object({
  id: z.string(),
  label: z.string(),
  help: z.string(),
  /** JSON Schema (2020-12) of what it has to be told: the form is drawn from it. `title`, `description`, `format` of each property say how. */
  schema: z.record(z.string(), z.unknown()),
  /** Secrets that it needs, for channels. */
  secrets: z.array(z.object({ name: z.string(), label: z.string(), help: z.string(), required: z.boolean() })),
})
export type KindInfo = z.infer<typeof KindInfo>

export const Catalog = z.object({
  chains: z.array(ChainInfo),
  sources: z.array(z.object({ id: z.string(), label: z.string() })),
  kinds: z.array(z.object({ id: z.string(), label: z.string() })),
  feeds: z.array(z.object({ id: z.string(), label: z.string() })),
  ruleKinds: z.array(KindInfo),
  channelKinds: z.array(KindInfo),
  /** What a pack can hold a business to. */
  invariantKinds: z.array(KindInfo),
})
export type Catalog = z.infer<typeof Catalog>
