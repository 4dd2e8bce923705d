/** Who has a role may not act: a frozen account moves nothing. */
import { z } from 'zod'
import { defineInvariant, labelOf } from '../defineInvariant.ts'

export const withoutRole = defineInvariant({
  id: 'without-role',
  label: 'Not by who is barred',
  help: 'No account with this role takes part in these verbs.',
  parameters: z
    .object({ role: z.string(), verbs: z.array(z.string()).min(1), side: z.enum(['from', 'to', 'either']).default('either') })
    .strict(),
  unknown: ({ role, verbs }, pack) => [
    ...(Object.hasOwn(pack.roles, role) ? [] : [role]),
    ...verbs.filter((key) => !Object.hasOwn(pack.verbs, key)),
  ],
  onEvent({ key, from, to }, { role, verbs, side }, { rolesOf, pack }) {
    if (!verbs.includes(key)) return []
    const sides = [...(side === 'to' ? [] : [from]), ...(side === 'from' ? [] : [to])]
    const barred = [...new Set(sides)].filter((account) => rolesOf(account).includes(role))
    const name = pack.roles[role]?.label ?? role
    return barred.map((account) => ({ subject: account, sentence: `${account} took part in ${labelOf(pack, key)} while it was ${name}.` }))
  },
})
