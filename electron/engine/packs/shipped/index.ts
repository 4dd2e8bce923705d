/** Every pack that comes with the app. To add one: make its file, add its line. */
import type { Pack } from '#shared/pack.ts'
import { loyaltyPoints } from './loyalty-points/index.ts'

export const shippedPacks: readonly Pack[] = [loyaltyPoints]
