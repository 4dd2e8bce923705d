/** Every invariant kind. To add one: make its folder, add its line. */
import { acrossChains } from './across-chains/index.ts'
import { atLeast } from './at-least/index.ts'
import { atMost } from './at-most/index.ts'
import { conservation } from './conservation/index.ts'
import { equalRates } from './equal-rates/index.ts'
import { inTime } from './in-time/index.ts'
import { knownBefore } from './known-before/index.ts'
import { once } from './once/index.ts'
import { onlyBy } from './only-by/index.ts'
import { overdue } from './overdue/index.ts'
import { roles } from './roles/index.ts'
import { sameAmount } from './same-amount/index.ts'
import { transitions } from './transitions/index.ts'
import { withoutRole } from './without-role/index.ts'

export const invariants = [
  acrossChains,
  atLeast,
  atMost,
  conservation,
  equalRates,
  inTime,
  knownBefore,
  once,
  onlyBy,
  overdue,
  roles,
  sameAmount,
  transitions,
  withoutRole,
] as const
