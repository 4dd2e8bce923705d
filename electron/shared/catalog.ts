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

export const Catalog = z.object({
  chains: z.array(ChainInfo),
  sources: z.array(z.object({ id: z.string(), label: z.string() })),
  kinds: z.array(z.object({ id: z.string(), label: z.string() })),
  feeds: z.array(z.object({ id: z.string(), label: z.string() })),
})
export type Catalog = z.infer<typeof Catalog>
