/** Labels for the window: who says what about which account, the user's own word, and files of labels. */
import { z } from 'zod'
import { Label, LabelRole } from '../labels.ts'
import { call } from './define.ts'

/** What a reader may ask for; every part narrows the result, an absent part does not. */
export const LabelFilter = z.object({
  /** Part of a name or an owner, or the beginning of an address. */
  text: z.string().max(200).optional(),
  sources: z.array(z.string().max(120)).max(200).optional(),
  roles: z.array(LabelRole).optional(),
  /** Labels for all chains always pass. */
  chainIds: z.array(z.number().int()).optional(),
})
export type LabelFilter = z.infer<typeof LabelFilter>

/** Where labels are from: `user`, `learnt` and `seed` are made here, every other source is an imported file by its name. */
export const LabelSource = z.object({
  source: z.string(),
  kind: z.enum(['user', 'learnt', 'seed', 'file']),
  count: z.number().int(),
  /** Newest day among its statements; null where none has one. */
  newest: z.string().nullable(),
  /** False: the user took it out, and it stays out until it is restored. Only `seed` and `learnt` are listed like this. */
  on: z.boolean(),
})
export type LabelSource = z.infer<typeof LabelSource>

/** What a file would bring; nothing is stored before `labels.import`. While slices are still to come it tells of those that came. */
export const ImportPreview = z.object({
  /** Handle of this import; it is forgotten after an hour, and the oldest of several at once. */
  importId: z.string(),
  /** Whether the last slice was read. */
  complete: z.boolean(),
  /** How the file was read, in words, e.g. `CSV with a header`; null while too little of it was seen. */
  format: z.string().nullable(),
  /** The name that its labels will carry as their source. */
  source: z.string(),
  /** Labels that can be stored, each account once a chain. */
  labels: z.number().int(),
  /** Entries that name an account which the file had named before: the last one counts. */
  repeated: z.number().int(),
  /** Entries that cannot be used. */
  refused: z.number().int(),
  /** The first of the labels. */
  first: z.array(Label),
  /** The first of what is wrong; `line` is null where the format has no lines. */
  problems: z.array(z.object({ line: z.number().int().nullable(), sentence: z.string() })),
  /** A sentence where the whole file cannot be used or only its beginning can; else null. */
  warning: z.string().nullable(),
})
export type ImportPreview = z.infer<typeof ImportPreview>

const chainId = z.number().int().positive()
const address = z
  .string()
  .trim()
  .regex(/^0x[0-9a-fA-F]{40}$/, 'An address is 0x and 40 digits of 0–9 and a–f.')
const source = z.string().min(1).max(120)
const importId = z.string().max(60)

export const calls = {
  /** By address, then chain, then source; `after` is the `next` of the page before. `total` counts what passes the filter. */
  'labels.page': call(
    z.object({ filter: LabelFilter, after: z.string().max(300).optional(), limit: z.number().int().min(1).max(500) }),
    z.object({ labels: z.array(Label), next: z.string().nullable(), total: z.number().int() }),
  ),
  /** Every statement about one account on one chain, the one that rows show first. */
  'labels.of': call(z.object({ chainId, address }), z.array(Label)),
  /** The user's own word about one account: it stands above every other source. `chainId: null` for all chains. Replaces an earlier one. */
  'labels.set': call(
    z.object({
      chainId: chainId.nullable(),
      address,
      name: z.string().trim().min(1, 'A label needs a name.').max(120),
      entity: z.string().trim().max(80).nullable(),
      role: LabelRole,
    }),
    Label,
  ),
  /** Removes one statement. What was learnt may be learnt again. */
  'labels.remove': call(z.object({ chainId: chainId.nullable(), address, source }), z.null()),
  'labels.sources': call(z.null(), z.array(LabelSource)),
  /** Removes every statement of a source; `seed` and `learnt` stay out until `labels.restoreSource`. `user` is refused: those go one by one. */
  'labels.removeSource': call(z.object({ source }), z.object({ removed: z.number().int() })),
  'labels.restoreSource': call(z.object({ source: z.enum(['seed', 'learnt']) }), z.object({ count: z.number().int() })),
  /**
   * Reads a file in slices: the first with `importId: null`, each next one with the handle that came back, in order, the last with
   * `last: true`. Cut the file anywhere between characters.
   */
  'labels.importPreview': call(
    z.object({ importId: importId.nullable(), fileName: z.string().min(1).max(300), text: z.string().max(150_000), last: z.boolean() }),
    ImportPreview,
  ),
  /** Stores what was previewed; progress comes as `labels.importProgress`, the answer when all is stored. */
  'labels.import': call(z.object({ importId }), z.object({ source: z.string(), stored: z.number().int() })),
  'labels.cancelImport': call(z.object({ importId }), z.null()),
  /** Asks where to save, then writes the user's labels so that they can be imported again; null when the dialog was closed. */
  'labels.export': call(z.object({ format: z.enum(['csv', 'json']) }), z.object({ labels: z.number().int(), path: z.string() }).nullable()),
}

export const events = {
  /** Labels came, changed or went. Rows are asked for again by themselves; label lists and open details have to ask anew. */
  'labels.changed': z.object({ sources: z.array(z.string()) }),
  'labels.importProgress': z.object({ importId: z.string(), stored: z.number().int(), total: z.number().int() }),
}
