/** What others may learn of an order: nature codes, bands, time buckets, and the text that a commitment is made over. Pure. */
import { z } from 'zod'
import { toMicros } from './decimal.ts'
import { ExportFormat, ExportProfile } from './export.ts'

/** Code of each kind of order. The first digit is the business: 1 movement, 2 exchange, 3 lending, 4 staking, 5 bridge, 9 other. */
export const natureCodes: Readonly<Record<string, string>> = {
  transfer: 'N11',
  mint: 'N12',
  burn: 'N13',
  wrap: 'N14',
  unwrap: 'N15',
  swap: 'N21',
  'nft-sale': 'N22',
  supply: 'N31',
  withdraw: 'N32',
  borrow: 'N33',
  repay: 'N34',
  liquidation: 'N35',
  'flash-loan': 'N36',
  stake: 'N41',
  unstake: 'N42',
  'bridge-out': 'N51',
  'bridge-in': 'N52',
}

/** The code of a kind; `N99` for one without a code of its own. */
export const natureOf = (kind: string): string => (Object.hasOwn(natureCodes, kind) ? (natureCodes[kind] ?? other) : other)
const other = 'N99'

/** Upper bounds of the amount bands in whole USD, exclusive; a band's lower bound belongs to it. */
const bounds: readonly (readonly [bigint, string])[] = [
  [100_000n, '<100k'],
  [250_000n, '100k-250k'],
  [1_000_000n, '250k-1M'],
  [5_000_000n, '1M-5M'],
  [25_000_000n, '5M-25M'],
  [100_000_000n, '25M-100M'],
]
const above = '>=100M'
const unpriced = 'unpriced'

/** Every band, ascending; the last is for orders without an honest price. */
export const usdBands: readonly string[] = [...bounds.map(([, name]) => name), above, unpriced]

/** The band of a decimal string in USD; null is `unpriced`. */
export function usdBand(usd: string | null): string {
  if (usd === null) return unpriced
  const value = toMicros(usd)
  return bounds.find(([bound]) => value < bound * 1_000_000n)?.[1] ?? above
}

export const buckets = { hour: 3_600, day: 86_400 } as const
export type Bucket = keyof typeof buckets

/** The beginning of the hour (or day) that a Unix second lies in, as ISO text in UTC; empty for an unknown time. */
export function timeBucket(seconds: number | null, bucket: Bucket = 'hour'): string {
  if (seconds === null || Math.abs(seconds) > latest) return ''
  const start = Math.floor(seconds / buckets[bucket]) * buckets[bucket]
  return new Date(start * 1000).toISOString().slice(0, bucket === 'hour' ? 16 : 10) + (bucket === 'hour' ? 'Z' : '')
}
/** ECMAScript dates end at 8.64e12 seconds; half of it leaves room for the bucket's edge. */
const latest = 4.32e12

const encoder = new TextEncoder()

/** Domain of every commitment: a commitment of anything else can never be passed off as one of these. */
export const commitmentDomain = 'crowsnest/disclosure/1'

/** One field of one order of one export. `order` is the reference that stands in the export, not the order's id. */
export type Committed = { readonly disclosure: string; readonly order: string; readonly field: string; readonly value: string | null }

/**
 * The bytes whose SHA-256 is the commitment: domain, export, order, field, a mark (`v` value follows, `n` there is none), value and salt,
 * each UTF-8 and after its length in four bytes, big end first. Lengths make it injective: no two openings have the same bytes.
 * `salt` is 32 bytes.
 */
export function commitmentBytes({ disclosure, order, field, value }: Committed, salt: Uint8Array): Uint8Array {
  // One character a byte: joining short texts is several times as fast as filling buffers, and this runs some twenty times a row.
  let text = ''
  for (const part of [commitmentDomain, disclosure, order, field, value === null ? 'n' : 'v', value ?? '']) text += framed(part)
  text += lengthOf(salt.length)
  const bytes = new Uint8Array(text.length + salt.length)
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index)
  bytes.set(salt, text.length)
  return bytes
}

function framed(part: string): string {
  if (ascii.test(part)) return lengthOf(part.length) + part
  let bytes = ''
  for (const byte of encoder.encode(part)) bytes += String.fromCharCode(byte)
  return lengthOf(bytes.length) + bytes
}

const lengthOf = (length: number): string => String.fromCharCode(length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255)
const ascii = /^[\x20-\x7e]*$/

/** A commitment as a file shows it. The prefix keeps a spreadsheet from reading digits as a number. */
export const commitmentText = (hex: string): string => `sha256:${hex}`

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`))

/** An opening: what turns one commitment of an export back into its value, and nothing else. */
export const Opening = z.object({
  format: z.literal('crowsnest-opening'),
  version: z.literal(1),
  disclosure: hex(32),
  order: hex(32),
  field: z.string().max(60),
  value: z.string().max(1_000_000).nullable(),
  salt: hex(64),
  commitment: z.string().regex(/^sha256:[0-9a-f]{64}$/),
})
export type Opening = z.infer<typeof Opening>

/** One line of the log of disclosures, which only grows. */
export const Disclosure = z.object({
  seq: z.number().int(),
  act: z.enum(['export', 'opening']),
  /** 32 hexadecimal digits; of an opening, those of the export that it opens. */
  id: z.string(),
  /** Unix milliseconds. */
  at: z.number().int(),
  /** The user's name on this machine. */
  who: z.string(),
  /** The profile of the file; by the rules of packs, the audience. */
  profile: z.enum([...ExportProfile.options, 'party']),
  format: ExportFormat.nullable(),
  /** The filter as JSON; null for an opening. */
  filter: z.string().nullable(),
  columns: z.array(z.string()),
  rows: z.number().int(),
  /** Name of the file, without its folder; null for an opening. */
  file: z.string().nullable(),
  sha256: z.string().nullable(),
  /** Of an opening: the order's id and the field. */
  order: z.string().nullable(),
  field: z.string().nullable(),
  /** Whom it was disclosed to by the rules of packs; null where it was not. An export without a file is the beginning of a viewer's session. */
  viewer: z.string().nullable().optional(),
})
export type Disclosure = z.infer<typeof Disclosure>
