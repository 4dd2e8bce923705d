/** How each chain is doing, in numbers and in words a user can act on. */
import { z } from 'zod'

export const EndpointStatus = z.object({
  /** Host and port only: paths and queries carry keys. */
  host: z.string(),
  active: z.boolean(),
  ok: z.boolean(),
  latencyMs: z.number().nullable(),
  head: z.number().int().nullable(),
  errors: z.number().int(),
  /** The last problem as a sentence that says what to do. */
  problem: z.string().nullable(),
  /** Unix milliseconds before which it is asked nothing, because it failed or lied; absent where it is in use as usual. */
  restingUntil: z.number().optional(),
})
export type EndpointStatus = z.infer<typeof EndpointStatus>

/** `starting` no block yet · `catchingUp` filling a gap · `live` · `late` · `stalled` tip stands still · `retrying` after a failure · `stopped` needs the user · `paused` by the user. */
export const chainPhases = ['starting', 'catchingUp', 'live', 'late', 'stalled', 'retrying', 'stopped', 'paused'] as const
/** Who seals the blocks of a chain, and how they took part in those that are in view. */
export const SealStatus = z.object({
  /** The rule that a sealed block fulfils, in words. */
  rule: z.string(),
  /** Who vouches for the validators: the user's settings, or nobody but the first block that was read. */
  vouched: z.enum(['settings', 'firstBlock']),
  validators: z.array(
    z.object({
      address: z.string(),
      /** Blocks in view that it sealed, that it proposed or produced, and that it could have sealed. */
      sealed: z.number().int(),
      proposed: z.number().int(),
      of: z.number().int(),
      silent: z.boolean(),
    }),
  ),
})
export type SealStatus = z.infer<typeof SealStatus>

/** How the light client of a chain stands: what the sync committee signed, and what is wrong with the server. */
export const LightStatus = z.object({
  /** Host and port only. */
  host: z.string(),
  /** Newest final beacon slot that is proven; null before the bootstrap. */
  slot: z.number().int().nullable(),
  /** Newest execution block that was signed, and newest that is final. */
  block: z.number().int().nullable(),
  final: z.number().int().nullable(),
  /** Members of the sync committee that signed, and how many there are. */
  participants: z.number().int().nullable(),
  of: z.number().int().nullable(),
  problem: z.string().nullable(),
})
export type LightStatus = z.infer<typeof LightStatus>

export const ChainStatus = z.object({
  chainId: z.number().int(),
  name: z.string(),
  phase: z.enum(chainPhases),
  /** Newest block that an endpoint told of, and newest block that is stored. */
  head: z.number().int().nullable(),
  stored: z.number().int().nullable(),
  final: z.number().int().nullable(),
  lagBlocks: z.number().int().nullable(),
  /** Age of the newest stored block against this machine's clock, in seconds. */
  lagSeconds: z.number().nullable(),
  /** Level reached by the newest stored block. */
  evidence: z.number().int().nullable(),
  evidenceNotes: z.array(z.string()),
  blocks: z.number().int(),
  orders: z.number().int(),
  reorgs: z.number().int(),
  endpoints: z.array(EndpointStatus),
  problem: z.string().nullable(),
  /** True where the user has to choose: `networks.resume`. */
  needsChoice: z.boolean(),
  /** Absent where nobody watches over seals. */
  seals: SealStatus.optional(),
  /** Absent where no light client was configured. */
  light: LightStatus.optional(),
})
export type ChainStatus = z.infer<typeof ChainStatus>

/** Something the user should know that belongs to no single chain (settings, disk, notifications). */
export const Notice = z.object({ id: z.string(), level: z.enum(['info', 'warning', 'error']), text: z.string() })
export type Notice = z.infer<typeof Notice>

export const AppStatus = z.object({
  host: z.enum(['desktop', 'headless']),
  version: z.string(),
  /** True until the user has chosen public endpoints, own endpoints or the demo. */
  firstRun: z.boolean(),
  /** The demo chain runs. */
  demo: z.boolean(),
  chains: z.array(ChainStatus),
  notices: z.array(Notice),
  /** Orders stored in all. */
  storedOrders: z.number().int(),
  /** Alerts that nobody has read yet. */
  unread: z.number().int(),
  /** The user let the watching rest; nothing is asked of anyone until it goes on, and then the gap is filled. */
  paused: z.boolean(),
  /** The viewer that is answered; absent: it is the owner. */
  viewer: z.string().optional(),
})
export type AppStatus = z.infer<typeof AppStatus>
