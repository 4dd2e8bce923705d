/** `Verified<T>`: data that passed `verify/`. Sources take nothing else, so unverified data cannot be decoded, by type. */

declare const verified: unique symbol
export type Verified<T> = T & { readonly [verified]: true }

/** For `verify/` only: the one place that may say so (checked by test/architecture.test.ts). */
export const asVerified = <T>(value: T): Verified<T> => value as Verified<T>
