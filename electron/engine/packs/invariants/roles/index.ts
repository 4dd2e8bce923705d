/** Only who has the role may act: a transfer outside the roles. */
import { z } from 'zod'
import { defineInvariant, labelOf } from '../defineInvariant.ts'

export const roles = defineInvariant({
  id: 'roles',
  label: 'Within the roles',
  help: 'Both sides of these verbs have one of the roles that the verb names. Without verbs: of all of them.',
  parameters: z.object({ verbs: z.array(z.string()).optional() }).strict(),
  unknown: ({ verbs = [] }, pack) => verbs.filter((key) => !Object.hasOwn(pack.verbs, key)),
  onEvent({ key, from, to }, { verbs }, { rolesOf, pack }) {
    const wanted = pack.verbs[key]?.roles
    if (wanted === undefined || (verbs !== undefined && !verbs.includes(key))) return []
    const named = (list: readonly string[]) => list.map((role) => pack.roles[role]?.label ?? role).join(' or ')
    return ([['from', from] as const, ['to', to] as const] as const).flatMap(([side, account]) => {
      const asked = wanted[side]
      if (asked === undefined || rolesOf(account).some((role) => asked.includes(role))) return []
      return [{ subject: `${side}:${account}`, sentence: `${account} took part in ${labelOf(pack, key)} as ${named(asked)}, and is none.` }]
    })
  },
})
