/** Rules: what rings, tried on what is stored before it is kept. */
import { z } from 'zod'
import { TableRow } from '../order.ts'
import { Rule } from '../rules.ts'
import { call } from './define.ts'

export const RuleStanding = z.object({
  rule: Rule,
  /** Sentences: why it may not ring as meant (a label that is gone, a channel that is gone). Empty: all is well. */
  problems: z.array(z.string()),
  /** Alerts of the last 24 hours, and when it rang last (Unix milliseconds). */
  rangToday: z.number().int(),
  lastRang: z.number().int().nullable(),
  /** With `perDay`: below these values (USD) it keeps still, by asset, as learnt from what is stored. */
  levels: z.array(z.object({ chainId: z.number().int(), address: z.string().nullable(), symbol: z.string(), usd: z.string() })),
})
export type RuleStanding = z.infer<typeof RuleStanding>

export const RulesView = z.object({
  rules: z.array(RuleStanding),
  /** Stored rules that cannot be used; `index` is their place, for `rules.remove`. */
  unread: z.array(z.object({ index: z.number().int(), name: z.string(), problem: z.string() })),
})
export type RulesView = z.infer<typeof RulesView>

/** The last so many hours, or the newest so many blocks of every chain. */
export const DryRunWindow = z.union([
  z.object({
    hours: z
      .number()
      .int()
      .min(1)
      .max(24 * 90),
  }),
  z.object({ blocks: z.number().int().min(1).max(1_000_000) }),
])
export type DryRunWindow = z.infer<typeof DryRunWindow>

export const DryRun = z.object({
  /** Unix seconds of the oldest and the newest order that was looked at, and how many there were; null where there was none. */
  from: z.number().int().nullable(),
  to: z.number().int().nullable(),
  orders: z.number().int(),
  /** How often it would have rung (cooldown, quiet hours and level counted), the newest 200 of these orders first. */
  rings: z.number().int(),
  rows: z.array(TableRow),
  /** Against the rule as it is stored; null where it is new. The newest 100 each. */
  before: z
    .object({
      rings: z.number().int(),
      added: z.number().int(),
      removed: z.number().int(),
      addedRows: z.array(TableRow),
      removedRows: z.array(TableRow),
    })
    .nullable(),
  /** What the reader should know of the answer, e.g. that less is stored than was asked for. */
  notes: z.array(z.string()),
})
export type DryRun = z.infer<typeof DryRun>

export const calls = {
  'rules.list': call(z.null(), RulesView),
  /** Keeps a rule: a new one at the end, one with a known id in its place. */
  'rules.save': call(Rule, RulesView),
  'rules.remove': call(z.union([z.object({ id: z.string().max(40) }), z.object({ index: z.number().int().min(0) })]), RulesView),
  /** Tries a rule on the stored orders; nothing is kept and nothing rings. A later question of the lane takes the place of an earlier one. */
  'rules.dryRun': call(z.object({ rule: Rule, window: DryRunWindow, lane: z.string().max(60).optional() }), DryRun),
}
