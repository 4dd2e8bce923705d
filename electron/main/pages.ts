/**
 * The window's pages come from an origin of our own, answered inside this process: it can be checked, and it carries headers,
 * as a file:// page cannot. The host ends in .invalid, which never leads anywhere (RFC 2606); every other address that the page
 * might ask for over HTTP is refused here. Taking over `https` rather than registering a scheme works at any moment of the start.
 */
import { fileURLToPath } from 'node:url'
import { protocol } from 'electron'
import { readPageFile } from '#platform/pageFiles.ts'
import { contentSecurityPolicy, contentTypeOf } from '#platform/pageHeaders.ts'
import type { ShellModule } from './shell.ts'

const folder = fileURLToPath(new URL('../renderer/', import.meta.url))
const pageOrigin = 'https://crowsnest.invalid'

/** The page that the window loads: our scheme, or the development server. */
export const pageAddress = (devUrl: string | null): string => devUrl ?? `${pageOrigin}/index.html`

/** Whether this address is of the window's own pages; only these may call, and only these may be shown. */
export function isOwnPage(address: string, devUrl: string | null): boolean {
  if (!URL.canParse(address)) return false
  return new URL(address).origin === new URL(devUrl ?? pageOrigin).origin
}

export const pages: ShellModule = {
  name: 'pages',
  whenReady: ({ options }) => {
    protocol.handle('https', answer)
    if (options.devUrl === null) protocol.handle('http', refuse)
  },
}

async function answer(request: Request): Promise<Response> {
  const url = new URL(request.url)
  if (url.origin !== pageOrigin) return refuse()
  const file = await readPageFile(folder, url.pathname)
  if (file === null) return new Response('There is no such page.', { status: 404 })
  return new Response(file.bytes, {
    headers: {
      'content-type': contentTypeOf(file.path),
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  })
}

const refuse = () => Response.error()
