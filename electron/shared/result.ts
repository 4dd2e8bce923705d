/** What crosses every carrier: an envelope, because Electron keeps only `message` of an error thrown in a handler. */

export type Failure = { readonly code: string; readonly message: string }
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure }

export const success = <T>(value: T): Result<T> => ({ ok: true, value })
export const failure = (code: string, message: string): Result<never> => ({ ok: false, error: { code, message } })
