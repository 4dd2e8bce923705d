/** Which addresses are the window's own. */

export const pageOrigin = 'https://crowsnest.invalid'

/** The page that the window loads: our own origin, or the development server. */
export const pageAddress = (devUrl: string | null): string => devUrl ?? `${pageOrigin}/index.html`

/** Whether this address is of the window's own pages; only these may call, and only these may be shown. */
export function isOwnPage(address: string, devUrl: string | null): boolean {
  if (!URL.canParse(address)) return false
  return new URL(address).origin === new URL(devUrl ?? pageOrigin).origin
}
