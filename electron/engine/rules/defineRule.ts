/** What a rule kind is: it says of a stored row whether it should be announced. */
import type { z } from 'zod'
import type { OrderRow } from '#shared/order.ts'

export type Rule<Id extends string = string, P extends z.ZodType = z.ZodType> = {
  readonly id: Id
  readonly label: string
  /** What a rule of this kind has to be told; forms and validation follow from it. */
  readonly parameters: P
  /** Pure. */
  matches(row: OrderRow, parameters: z.infer<P>): boolean
}

export const defineRule = <const Id extends string, P extends z.ZodType>(rule: Rule<Id, P>): Rule<Id, P> => rule
