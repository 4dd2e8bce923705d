/** Which addresses are the window's own. */

export const pageOrigin = 'https://crowsnest.invalid'

/** The page that the window loads: our own origin, or the development server. */
export const pageAddress = (devUrl: string | null): string => devUrl ?? `${pageOrigin}/index.html`

/** Whether this address is of the window's own pages; only these may call, and only these may be shown. */
export function isOwnPage(address: string, devUrl: string | null): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, origin } = new URL(address)
  const own = new URL(devUrl ?? pageOrigin)
  // The origin of a blob: address is that of whoever made it, but no page of ours is one.
  return protocol === own.protocol && origin === own.origin
}
