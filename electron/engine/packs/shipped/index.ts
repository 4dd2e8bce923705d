/** Every pack that comes with the app. To add one: make its file, add its line. */
import type { Pack } from '#shared/pack.ts'
import { bills } from './bills/index.ts'
import { contentLicences } from './content-licences/index.ts'
import { creditReferences } from './credit-references/index.ts'
import { crossBorder } from './cross-border/index.ts'
import { insurance } from './insurance/index.ts'
import { loyaltyPoints } from './loyalty-points/index.ts'
import { rateSwaps } from './rate-swaps/index.ts'
import { receivables } from './receivables/index.ts'
import { securities } from './securities/index.ts'

export const shippedPacks: readonly Pack[] = [
  loyaltyPoints,
  creditReferences,
  insurance,
  rateSwaps,
  contentLicences,
  receivables,
  bills,
  securities,
  crossBorder,
]
