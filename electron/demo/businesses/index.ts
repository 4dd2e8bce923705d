/** Every business of the demo. To add one: make its file, add its line, and give its contract a place in `engine/packs/shipped/demo.ts`. */
import type { Business } from './defineBusiness.ts'
import { loyalty } from './loyalty.ts'

export const businesses: readonly Business[] = [loyalty]
