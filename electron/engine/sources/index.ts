/** Every order source the app knows. To add one: make its folder, add its line. */
import { erc20 } from './erc20/index.ts'
import { native } from './native/index.ts'
import { wrappedNative } from './wrapped-native/index.ts'

export const sources = [native, erc20, wrappedNative] as const
export type SourceId = (typeof sources)[number]['id']
