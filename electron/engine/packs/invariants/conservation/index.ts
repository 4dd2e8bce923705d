/** Issued = held + redeemed: whoever gives more than it has gives what was never issued. */
import { z } from 'zod'
import { movesOf } from '#shared/pack.ts'
import { amountOf, defineInvariant, labelOf } from '../defineInvariant.ts'

export const conservation = defineInvariant({
  id: 'conservation',
  label: 'Issued = held + redeemed',
  help: 'Every unit that is transferred or redeemed was issued before: nobody may give more than it holds.',
  parameters: z.object({ unit: z.string() }).strict(),
  unknown: ({ unit }, pack) => (Object.hasOwn(pack.units, unit) ? [] : [unit]),
  onEvent({ key, unit, from, amount }, parameters, { held, pack }) {
    const verb = pack.verbs[key]
    if (unit !== parameters.unit || verb === undefined || amount === 0n) return []
    const moves = movesOf(verb)
    if (moves !== 'transfer' && moves !== 'redeem') return []
    const left = held(from, unit)
    if (left >= 0n) return []
    const sentence = `${from} gave ${amountOf(pack, unit, amount)} by ${labelOf(pack, key)} and is short of ${amountOf(pack, unit, -left)}: so much was never issued to it.`
    return [{ subject: from, sentence }]
  },
})
