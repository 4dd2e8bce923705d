/** The bytes of a head that are signed. */

/** UTF-8 lines: what it is, how many leaves, their root in hex, and Unix milliseconds. */
export const headMessage = ({ size, root, at }: { readonly size: number; readonly root: string; readonly at: number }): Uint8Array =>
  new TextEncoder().encode(`crowsnest/journal/1\n${size}\n${root}\n${at}\n`)
