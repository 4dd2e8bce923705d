/** The log of disclosures for the window, and the opening of single fields. */
import { EngineError } from '#engine/errors.ts'
import type { Handlers } from '#shared/contract/index.ts'
import type { Disclosure, Opening } from '#shared/disclosure.ts'
import type { Viewer } from '#shared/viewer.ts'
import type { Session } from '../viewers/session.ts'

type DisclosureHandlers = Pick<Handlers, 'disclosures.list' | 'disclosures.open' | 'disclosures.viewAs'>

/** What the store knows of disclosures; both throw EngineError with a sentence. */
export type DisclosureLog = {
  list(limit: number): Disclosure[]
  open(request: { readonly disclosure: string; readonly order: string; readonly field: string; readonly at: number }): Opening
}

export type DisclosureServices = {
  readonly disclosures: DisclosureLog
  /** The app as a viewer sees it, without a line in the log. */
  lookThrough(viewer: Viewer): Session
  now(): number
}

export const disclosureHandlers = (services: DisclosureServices): DisclosureHandlers => ({
  'disclosures.list': ({ limit }) => services.disclosures.list(limit),
  'disclosures.open': ({ id, order, field }) => services.disclosures.open({ disclosure: id, order, field, at: services.now() }),
  async 'disclosures.viewAs'({ viewer, name, input }) {
    const result = await services.lookThrough(viewer).serve(name, input)
    if (!result.ok) throw new EngineError(result.error.code, result.error.message)
    return result.value
  },
})
