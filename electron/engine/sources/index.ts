/** The order sources the app knows: the movements themselves, and what reads from events what was meant by them. */
import { erc20 } from './erc20/index.ts'
import { namesOf } from './names.ts'
import { native } from './native/index.ts'
import * as registry from './registry.ts'
import { wrappedNative } from './wrapped-native/index.ts'

export const sources = [native, erc20, wrappedNative, ...Object.values(registry)]
/** Every `source` that a row can have, with its label. */
export const sourceNames = namesOf(sources)
export type SourceId = (typeof sources)[number]['id']
