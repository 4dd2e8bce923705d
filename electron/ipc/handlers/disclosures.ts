/** The log of disclosures for the window, and the opening of single fields. */
import type { Handlers } from '#shared/contract/index.ts'
import type { Disclosure, Opening } from '#shared/disclosure.ts'

type DisclosureHandlers = Pick<Handlers, 'disclosures.list' | 'disclosures.open'>

/** What the store knows of disclosures; both throw EngineError with a sentence. */
export type DisclosureLog = {
  list(limit: number): Disclosure[]
  open(request: { readonly disclosure: string; readonly order: string; readonly field: string; readonly at: number }): Opening
}

export const disclosureHandlers = (services: { disclosures: DisclosureLog; now(): number }): DisclosureHandlers => ({
  'disclosures.list': ({ limit }) => services.disclosures.list(limit),
  'disclosures.open': ({ id, order, field }) => services.disclosures.open({ disclosure: id, order, field, at: services.now() }),
})
