/** What an invariant kind is: it looks at what a business has become by an event, and says what is broken. */
import type { z } from 'zod'
import type { Business, Pack } from '#shared/pack.ts'

/** One event of a pack as the books know it. Amounts are whole base units. */
export type Entry = Business & {
  readonly orderId: string
  readonly chainId: number
  readonly from: string
  readonly to: string
  readonly amount: bigint
  /** Unix seconds of its block. */
  readonly time: number
}

/** What is known of a document after an event. */
export type DocumentBook = {
  readonly type: string
  readonly id: string
  /** Key of its state; `new` before anything happened, `unknown` where its beginning was not seen. */
  readonly state: string
  readonly issuer: string | null
  readonly holder: string | null
  readonly amount: bigint | null
  readonly unit: string | null
  readonly due: number | null
  /** How often each verb happened to it, and what that summed up to, by key. */
  readonly counts: Readonly<Record<string, number>>
  readonly sums: Readonly<Record<string, bigint>>
}

/** What the books hold after an event, as far as it concerns that event. */
export type Books = {
  readonly pack: Pack
  /** Its document after it, and its state before; null where it has none. */
  readonly document: DocumentBook | null
  /** The same document before it; state `new` where nothing had happened to it. */
  readonly was: DocumentBook | null
  readonly before: string | null
  /** False where no transition of the document allows the event. */
  readonly allowed: boolean
  /** What an account holds of a unit after the event; below zero is what must not be. */
  held(account: string, unit: string): bigint
  /** Roles of an account at that event. */
  rolesOf(account: string): readonly string[]
  /** Earlier events of a verb of this pack on this chain, newest first, at most `most`. */
  earlier(key: string, most: number): readonly Entry[]
}

/** `subject` tells breaches of one event apart: an account, a document; the same breach of the same event has the same. */
export type Breach = { readonly subject: string; readonly sentence: string }

export type Invariant<Id extends string = string, P extends z.ZodType = z.ZodType> = {
  readonly id: Id
  readonly label: string
  readonly help: string
  /** What the pack has to tell it, as `with`. */
  readonly parameters: P
  /** What in the parameters names a verb, role, unit, document or state that the pack does not have; empty: all is there. */
  unknown?(parameters: z.infer<P>, pack: Pack): readonly string[]
  /** Called for every event in the order of the chain. Pure. */
  onEvent?(entry: Entry, parameters: z.infer<P>, books: Books): readonly Breach[]
  /**
   * Called for a document of a pack that stands on several chains, with its events on all of them by time, whenever one comes or goes. Each breach names
   * the event that it is told of. Pure.
   */
  onEverywhere?(events: readonly Entry[], parameters: z.infer<P>, pack: Pack): readonly (Breach & { readonly entry: Entry })[]
  /** Called once when the due time of a document passes while its state is not final. Pure. */
  onDue?(document: DocumentBook & { readonly due: number }, parameters: z.infer<P>, pack: Pack): readonly Breach[]
}

export const defineInvariant = <const Id extends string, P extends z.ZodType>(invariant: Invariant<Id, P>): Invariant<Id, P> => invariant

/** What a verb is called in the pack's own words. */
export const labelOf = (pack: Pack, key: string): string => `“${pack.verbs[key]?.label ?? key}”`
/** An amount of base units in the pack's words. */
export function amountOf(pack: Pack, unit: string | null, amount: bigint): string {
  const { symbol = '', decimals = 0 } = (unit === null ? undefined : pack.units[unit]) ?? {}
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = decimals === 0 ? '' : digits.slice(-decimals).replace(/0+$/, '')
  return `${amount < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`} ${symbol}`.trim()
}
