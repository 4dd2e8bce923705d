/** Every business of the demo. To add one: make its file, add its line, and give its contract a place in `engine/packs/shipped/demo.ts`. */
import { billsOfExchange } from './bills.ts'
import { corridor } from './corridor.ts'
import { credit } from './credit.ts'
import type { Business } from './defineBusiness.ts'
import { insurance } from './insurance.ts'
import { licences } from './licences.ts'
import { loyalty } from './loyalty.ts'
import { supplyChain } from './receivables.ts'
import { securities } from './securities.ts'
import { swaps } from './swaps.ts'

export const businesses: readonly Business[] = [
  billsOfExchange,
  corridor,
  credit,
  insurance,
  licences,
  loyalty,
  securities,
  supplyChain,
  swaps,
]
