/** What was given away: the log of exports and openings, and the opening of single fields. */
import { z } from 'zod'
import { Disclosure, Opening } from '../disclosure.ts'
import { Viewer } from '../viewer.ts'
import { call } from './define.ts'

export const calls = {
  /** The log, newest first. */
  'disclosures.list': call(z.object({ limit: z.number().int().min(1).max(500) }), z.array(Disclosure)),
  /**
   * Opens one hidden field of one order of an export of the profile `peer`, and logs it. `id` is that of the export; `order` the order's id
   * or its reference in the file. Fails with NOT_FOUND where there is nothing to open, BAD_INPUT where the field is not a hidden one.
   */
  'disclosures.open': call(z.object({ id: z.string().max(64), order: z.string().max(200), field: z.string().max(60) }), Opening),
  /** What a viewer would be answered to this call, by the same rules; nothing is disclosed by it. Fails as the viewer's own question would. */
  'disclosures.viewAs': call(z.object({ viewer: Viewer, name: z.string().max(60), input: z.unknown() }), z.unknown()),
}
