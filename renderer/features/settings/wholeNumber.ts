/** Whole numbers that are typed, held to the bounds of their schema. */
import { group } from '../../format/amount.ts'
import { t } from '../../i18n/t.ts'

/** Bounds as zod tells them of a number's schema. */
export type Bounds = { readonly minValue: number | null; readonly maxValue: number | null }

/** The number that was meant ("1,000" and "1 000" too), or the sentence that says what would be taken. */
export function wholeNumber(text: string, { minValue, maxValue }: Bounds): number | string {
  const plain = text.replace(/[\s,]/g, '')
  const [least, most] = [minValue ?? 0, maxValue ?? Number.MAX_SAFE_INTEGER]
  const number = Number(plain)
  if (/^\d{1,15}$/.test(plain) && number >= least && number <= most) return number
  return t('Type a whole number from {least} to {most}.', { least: group(String(least)), most: group(String(most)) })
}
