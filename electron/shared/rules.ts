/** What a rule is: when it rings, for whom and how. What its conditions may be is told by the kinds of `engine/rules`. */
import { z } from 'zod'

/** One condition of a kind, or conditions put together. `with` is what the kind wants to be told; its schema is in the catalogue. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly kind: string; readonly with: Readonly<Record<string, unknown>> }

/** Conditions may stand in each other so deep, and a rule may have so many: more than anyone reads. */
const deepest = 6
const most = 50

const Tree: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.object({ all: z.array(Tree).max(most) }).strict(),
    z.object({ any: z.array(Tree).max(most) }).strict(),
    z.object({ not: Tree }).strict(),
    z.object({ kind: z.string().min(1).max(60), with: z.record(z.string().max(60), z.unknown()) }).strict(),
  ]),
)

/** Looks at the bare value first: a schema that calls itself must not be led into the deep by what it is given. */
const isSmall = (value: unknown): boolean => {
  let left = most * 2
  const walk = (node: unknown, depth: number): boolean => {
    if (depth > deepest || --left < 0) return false
    if (typeof node !== 'object' || node === null) return true
    const parts = 'all' in node ? node.all : 'any' in node ? node.any : 'not' in node ? [node.not] : []
    return !Array.isArray(parts) || parts.every((part) => walk(part, depth + 1))
  }
  return walk(value, 0)
}

export const Condition = z
  .unknown()
  .refine(isSmall, `conditions may stand in each other ${deepest} deep, and a rule may have ${most * 2} of them: make two rules of it`)
  .pipe(Tree)

/** When an order is certain enough to ring: before it is mined, when it is stored, so many blocks later, or when its block is final. */
export const Confirmations = z.union([z.enum(['pending', 'seen', 'final']), z.number().int().min(1).max(10_000)])
export type Confirmations = z.infer<typeof Confirmations>

/** `system` is what the desktop plays, `none` is silent; the others are played by the window. */
export const sounds = ['system', 'none', 'bell', 'chime', 'horn'] as const
export const Sound = z.enum(sounds)
export type Sound = z.infer<typeof Sound>

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 22:30')

/** From `from` until `to` in this machine's time (over midnight where `to` is earlier), on days counted from Sunday = 0 by their beginning. */
export const QuietHours = z.object({ from: timeOfDay, to: timeOfDay, days: z.array(z.number().int().min(0).max(6)).min(1).max(7) })
export type QuietHours = z.infer<typeof QuietHours>

export const RuleId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 small letters, digits and hyphens')

export const Rule = z.object({
  /** Of this form; a later one is kept as it is and named as not readable. */
  version: z.literal(1),
  id: RuleId,
  name: z.string().trim().min(1, 'a rule needs a name').max(80),
  enabled: z.boolean(),
  when: Condition,
  /** Where it rings: `desktop`, and ids of the user's channels. With none it only fills the inbox. */
  channels: z.array(z.string().min(1).max(40)).max(20),
  sound: Sound,
  /** After it rang it keeps still for so long: what comes meanwhile is in the inbox, marked as quiet. 0: never. */
  cooldownMinutes: z.number().int().min(0).max(10_080),
  /** Null: none. What comes in these hours is in the inbox, and one digest tells of it when they end. */
  quiet: QuietHours.nullable(),
  confirmations: Confirmations,
  /** About so many rings a day: for each asset a value is learnt from what is stored, below which the rule keeps still. Null: all ring. */
  perDay: z.number().int().min(1).max(1000).nullable(),
})
export type Rule = z.infer<typeof Rule>

/** The rule that everyone begins with. */
export const largeOrders = (usd: string): Rule => ({
  version: 1,
  id: 'large-orders',
  name: 'Large orders',
  enabled: true,
  when: { kind: 'value-above', with: { usd } },
  channels: ['desktop'],
  sound: 'system',
  cooldownMinutes: 0,
  quiet: null,
  confirmations: 'seen',
  perDay: null,
})

/** A stored rule that cannot be used, and why; it stays as it is. */
export type UnreadRule = { readonly index: number; readonly name: string; readonly problem: string }

/** Stored rules → those that can be used, and the others by their place. One that is broken harms no other. */
export function readRules(stored: readonly unknown[]): { rules: Rule[]; unread: UnreadRule[] } {
  const rules: Rule[] = []
  const unread: UnreadRule[] = []
  for (const [index, value] of stored.entries()) {
    const known = typeof value === 'object' && value !== null ? (value as { name?: unknown; version?: unknown }) : {}
    const name = typeof known.name === 'string' && known.name !== '' ? known.name.slice(0, 80) : `Rule ${index + 1}`
    const newer = typeof known.version === 'number' && known.version > 1
    const parsed = Rule.safeParse(value)
    if (newer) unread.push({ index, name, problem: `“${name}” was made by a newer Crowsnest: it is kept, and rings there only.` })
    else if (!parsed.success) {
      const issue = parsed.error.issues[0]
      const where = issue && issue.path.length > 0 ? `${issue.path.join('.')} ` : ''
      unread.push({ index, name, problem: `“${name}” cannot be used: ${where}${issue?.message ?? 'it is no rule'}. Make it anew.` })
    } else if (rules.some(({ id }) => id === parsed.data.id)) unread.push({ index, name, problem: `“${name}” is there twice: remove one.` })
    else rules.push(parsed.data)
  }
  return { rules, unread }
}
