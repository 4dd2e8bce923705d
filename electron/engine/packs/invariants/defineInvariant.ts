/** What an invariant kind is: it looks at what a business has become by an event, and says what is broken. */
import type { z } from 'zod'
import type { Business, Pack } from '#shared/pack.ts'

/** One stored event of a pack as the books know it. Amounts are whole base units. */
export type Entry = Omit<Business, 'grants'> & {
  readonly orderId: string
  readonly chainId: number
  readonly from: string
  readonly to: string
  readonly amount: bigint
  /** Unix seconds of its block. */
  readonly time: number
}

/** What the books hold after an event, as far as it concerns that event. */
export type Books = {
  readonly pack: Pack
  /** All events of the entry's document up to and with it, oldest first; empty where it has none. */
  readonly history: readonly Entry[]
  /** State of the document before and after it; null where it has none, `new` before anything happened. */
  readonly before: string | null
  readonly after: string | null
  /** What an account holds of a unit after the event; may be negative: that is what is looked for. */
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
  /** What in the parameters names a verb, role, unit or document type that the pack does not have; empty: all is there. */
  unknown?(parameters: z.infer<P>, pack: Pack): readonly string[]
  /** Called for every event in the order of the chain. Pure. */
  onEvent?(entry: Entry, parameters: z.infer<P>, books: Books): readonly Breach[]
  /** Called for documents whose due time has passed, once each time it does, with `history` in the books and no event. */
  onDue?(
    document: { readonly type: string; readonly id: string; readonly state: string; readonly due: number },
    parameters: z.infer<P>,
    books: Pick<Books, 'pack' | 'history'>,
  ): readonly Breach[]
}

export const defineInvariant = <const Id extends string, P extends z.ZodType>(invariant: Invariant<Id, P>): Invariant<Id, P> => invariant
