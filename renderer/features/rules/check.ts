/** Why a rule that is being written cannot be tried or kept yet, in words. */
import { Rule } from '#shared/rules.ts'
import { t } from '../../i18n/t.ts'
import { missingIn } from '../forms/fields.ts'
import type { Known } from '../forms/valueWords.ts'
import { kindFields, kindLabel } from './sentence.ts'
import { type Group, hasHole, leavesOf } from './tree.ts'

/** Sentences about its conditions: with any of them it cannot be tried. */
export function holesOf(tree: Group, { catalog }: Known): string[] {
  const missing = leavesOf(tree).flatMap((leaf) => {
    const info = catalog.ruleKinds.find(({ id }) => id === leaf.kind)
    if (!info) return [t('There is no condition called “{kind}” in this version: choose another.', { kind: leaf.kind })]
    return missingIn(kindFields(info), leaf.with).map((title) => t('{kind}: say “{title}”.', { kind: kindLabel(info), title }))
  })
  return hasHole(tree) ? [t('A group has no condition: add one, or remove the group.'), ...missing] : missing
}

/** Sentences about the rest of it: with any of them it cannot be kept. */
export function problemsOf(rule: Rule): string[] {
  if (rule.name.trim() === '') return [t('Give the rule a name.')]
  const parsed = Rule.safeParse(rule)
  if (parsed.success) return []
  if (rule.quiet !== null && rule.quiet.days.length === 0) return [t('Choose a day of the quiet hours, or switch them off.')]
  return parsed.error.issues.slice(0, 1).map(({ path, message }) => `${path.join('.')} ${message}`)
}
