/** Orders of accounts that are known by a name, an owner or a role. */
import { z } from 'zod'
import type { LabelTag } from '#shared/labels.ts'
import { defineRule } from '../defineRule.ts'
import { direction, label, role } from '../fields.ts'

const fold = (text: string): string => text.trim().toLowerCase()

export const labelRule = defineRule({
  id: 'label',
  label: 'Label or role',
  help: 'By the labels that rows show when the order comes in. With a name and a role, one account must have both.',
  parameters: z
    .object({
      name: label({ title: 'Name or owner', description: 'Or a part of it, such as “binance”.' }).optional(),
      role: role({ title: 'Role' }).optional(),
      side: direction(),
    })
    .strict()
    .refine(({ name, role }) => name !== undefined || role !== undefined, 'needs a name or a role'),
  matches({ marks: { fromLabel, toLabel } }, { name, role, side }) {
    const fits = (tag: LabelTag | null) =>
      tag !== null &&
      (role === undefined || tag.role === role) &&
      (name === undefined || fold(tag.name).includes(fold(name)) || fold(tag.entity ?? '').includes(fold(name)))
    return (side !== 'to' && fits(fromLabel)) || (side !== 'from' && fits(toLabel))
  },
  narrow: ({ name, role }) => ({ ...(name === undefined ? {} : { label: name }), ...(role === undefined ? {} : { roles: [role] }) }),
  refersTo: ({ name }) => (name === undefined ? [] : [{ what: 'label', name }]),
})
