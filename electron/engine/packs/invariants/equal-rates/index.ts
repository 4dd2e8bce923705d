/** Equal members get equal rates: whoever asks one of them for more than another discriminates. */
import { z } from 'zod'
import { defineInvariant, labelOf } from '../defineInvariant.ts'

export const equalRates = defineInvariant({
  id: 'equal-rates',
  label: 'Equal rates for equals',
  help: 'Within so many days one giver offers every member of a role the same rate by this verb, up to a tolerance in the unit of the rate.',
  parameters: z
    .object({
      verb: z.string(),
      role: z.string(),
      /** The side that the members are on; the other side is who sets the rate. */
      side: z.enum(['from', 'to']),
      tolerance: z.number().int().min(0).default(0),
      days: z.number().int().min(1).max(3650).default(30),
    })
    .strict(),
  unknown: ({ verb, role }, pack) => [
    ...(Object.hasOwn(pack.verbs, verb) ? [] : [verb]),
    ...(Object.hasOwn(pack.roles, role) ? [] : [role]),
  ],
  onEvent(entry, { verb, role, side, tolerance, days }, { earlier, rolesOf, pack }) {
    if (entry.key !== verb || entry.rate === null || !/^-?\d+$/.test(entry.rate)) return []
    const [member, giver] = side === 'to' ? [entry.to, entry.from] : [entry.from, entry.to]
    if (!rolesOf(member).includes(role)) return []
    const rate = BigInt(entry.rate)
    const since = entry.time - days * 86_400
    const other = earlier(verb, most).find((one) => {
      const [who, by] = side === 'to' ? [one.to, one.from] : [one.from, one.to]
      if (one.time < since || by !== giver || who === member || !rolesOf(who).includes(role)) return false
      if (one.rate === null || !/^-?\d+$/.test(one.rate)) return false
      const apart = BigInt(one.rate) - rate
      return (apart < 0n ? -apart : apart) > BigInt(tolerance)
    })
    if (!other) return []
    const equal = side === 'to' ? other.to : other.from
    const sentence = `${giver} set ${entry.rate} for ${member} by ${labelOf(pack, verb)}, and ${other.rate} for ${equal}, who is ${pack.roles[role]?.label ?? role} as well.`
    return [{ subject: member, sentence }]
  },
})
/** Rates further back are compared with those between. */
const most = 200
