/** Every invariant kind. To add one: make its folder, add its line. */
import { once } from './once/index.ts'

export const invariants = [once] as const
