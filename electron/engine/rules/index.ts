/** Every rule kind the app knows. To add one: make its folder, add its line. */
import { chainRule } from './chain/index.ts'
import { evidenceAtLeast } from './evidence-at-least/index.ts'
import { firstSeen } from './first-seen/index.ts'
import { flowRule } from './flow/index.ts'
import { kindOfOrder } from './kind-of-order/index.ts'
import { labelRule } from './label/index.ts'
import { netFlow } from './net-flow/index.ts'
import { pair } from './pair/index.ts'
import { protocol } from './protocol/index.ts'
import { repeatedWhale } from './repeated-whale/index.ts'
import { tokenRule } from './token/index.ts'
import { unitsAbove } from './units-above/index.ts'
import { valueAbove } from './value-above/index.ts'
import { wallet } from './wallet/index.ts'

/** In the order in which the window offers them. */
export const rules = [
  valueAbove,
  unitsAbove,
  tokenRule,
  pair,
  wallet,
  labelRule,
  flowRule,
  netFlow,
  firstSeen,
  repeatedWhale,
  chainRule,
  kindOfOrder,
  protocol,
  evidenceAtLeast,
] as const
export type RuleId = (typeof rules)[number]['id']
