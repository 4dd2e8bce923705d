/** Every rule kind the app knows. To add one: make its folder, add its line. */
import { valueAbove } from './value-above/index.ts'

export const rules = [valueAbove] as const
export type RuleId = (typeof rules)[number]['id']
