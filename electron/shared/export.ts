/** What an export can be asked for: format, profile, columns, time zone; the same words in the window and on the command line. */
import { z } from 'zod'
import { Viewer } from './viewer.ts'

export const exportFormats = ['csv', 'ndjson', 'parquet'] as const
export const ExportFormat = z.enum(exportFormats)
export type ExportFormat = z.infer<typeof ExportFormat>

/** `full`: every field. `peer`: nature, bands and pseudonyms, the rest as commitments. `regulator`: every field and where it comes from. */
export const exportProfiles = ['full', 'peer', 'regulator'] as const
export const ExportProfile = z.enum(exportProfiles)
export type ExportProfile = z.infer<typeof ExportProfile>

/** `utc`, or the system's zone with its offset written behind each time. */
export const timeZones = ['utc', 'local'] as const
export const TimeZone = z.enum(timeZones)
export type TimeZone = z.infer<typeof TimeZone>

/** How the rows of a filter are written; what is absent is CSV with byte order mark, every column of the full profile, UTC. */
export const ExportChoices = z.object({
  format: ExportFormat.optional(),
  /** Names of columns of the profile, in the order of the file. */
  columns: z.array(z.string().max(60)).min(1).max(100).optional(),
  /** Byte order mark of CSV; without one Excel does not read UTF-8. */
  bom: z.boolean().optional(),
  timeZone: TimeZone.optional(),
  profile: ExportProfile.optional(),
  /** Only orders of the viewer’s packs, each field as its pack lets the viewer see it; `profile` is not asked then. */
  viewer: Viewer.optional(),
})
export type ExportChoices = z.infer<typeof ExportChoices>

/** Columns of the full profile, in order. In the system's zone `block_time_utc` is called `block_time_local`. */
export const fullColumns = [
  'id',
  'chain_id',
  'chain',
  'block_number',
  'block_hash',
  'block_time_utc',
  'tx_hash',
  'position',
  'kind',
  'source',
  'from',
  'to',
  'asset_address',
  'asset_symbol',
  'amount',
  'received_address',
  'received_symbol',
  'received_amount',
  'usd',
  'priced_by',
  'evidence',
  'state',
] as const
export type FullColumn = (typeof fullColumns)[number]

/** What the regulator's profile has beside the full one: how each fact is known. */
export const provenanceColumns = [
  'evidence_label',
  'block_parent_hash',
  'block_endpoint',
  'block_notes',
  'price_sources',
  'put_together',
  'covered_from',
  'covered_to',
  'coverage_evidence',
  'first_seen_utc',
  'changed_utc',
] as const

/** What the peer's profile shows in the open; after these come the commitments, each under the name of the field that it hides. */
export const peerColumns = ['order', 'nature', 'usd_band', 'time_bucket_utc', 'from_pseudonym', 'to_pseudonym'] as const

/** Fields that the peer's profile hides: everything but the chain's name, which follows from its number. */
export const hiddenFields = fullColumns.filter((name) => name !== 'chain')
export type HiddenField = Exclude<FullColumn, 'chain'>

/** Every column that a profile can write, in the order in which it writes them. */
export const columnsOf: Readonly<Record<ExportProfile, readonly string[]>> = {
  full: fullColumns,
  peer: [...peerColumns, ...hiddenFields],
  regulator: [...fullColumns, ...provenanceColumns],
}
