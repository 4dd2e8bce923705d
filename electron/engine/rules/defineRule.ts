/** What a rule kind is: it says of a stored row whether it fulfils one condition. */
import type { z } from 'zod'
import type { OrderFilter, TableRow } from '#shared/order.ts'

/**
 * What is stored, as it was when an order came in: every answer counts only rows that stand before it (earlier in time, or at the same time and stored
 * earlier), so that trying a rule on the past answers as it would have rung. Rows that were reverted, dropped or replaced do not count.
 */
export type RuleFacts = {
  /** Orders before `row` in which `account` took part on either side, on `row`'s chain, counted up to `most`. */
  dealings(row: TableRow, account: string, options: { readonly minutes?: number; readonly minUsd?: string; readonly most: number }): number
  /**
   * What went into exchanges less what went out, in USD (exact, may be negative), in the `minutes` before `row` and without it.
   * `entity`: of this exchange alone. `asset`: of this token (contract, `native` or symbol) alone. `chainId`: of this chain alone; else of all.
   * Only what is mined and has a price counts.
   */
  netInflow(
    row: TableRow,
    options: { readonly minutes: number; readonly entity?: string; readonly asset?: string; readonly chainId?: number },
  ): string
}

/** Something outside the rule that it names, and that may be gone one day: part of a label, a token, a chain's number, a source's id. */
export type Reference = { readonly what: 'label' | 'token' | 'chain' | 'source'; readonly name: string }

export type Rule<Id extends string = string, P extends z.ZodType = z.ZodType> = {
  readonly id: Id
  readonly label: string
  /** What it means, in one sentence for the form. */
  readonly help: string
  /** What a rule of this kind has to be told; forms and validation follow from it. */
  readonly parameters: P
  /** Pure but for the facts. */
  matches(row: TableRow, parameters: z.infer<P>, facts: RuleFacts): boolean
  /** A filter that every matching row passes, so that a trial need not look at all of them; absent: there is none. */
  narrow?(parameters: z.infer<P>): OrderFilter
  /** What has to be there for it to ring. */
  refersTo?(parameters: z.infer<P>): readonly Reference[]
}

export const defineRule = <const Id extends string, P extends z.ZodType>(rule: Rule<Id, P>): Rule<Id, P> => rule
