/** The window's pages come from a scheme of our own: an origin that can be checked, and headers that a file:// page cannot have. */
import { fileURLToPath } from 'node:url'
import { protocol } from 'electron'
import { readPageFile } from '#platform/pageFiles.ts'
import { contentSecurityPolicy, contentTypeOf } from '#platform/pageHeaders.ts'
import type { ShellModule } from './shell.ts'

const folder = fileURLToPath(new URL('../renderer/', import.meta.url))
const pageOrigin = 'app://crowsnest'

/** The page that the window loads: our scheme, or the development server. */
export const pageAddress = (devUrl: string | null): string => devUrl ?? `${pageOrigin}/index.html`

/** Whether this address is of the window's own pages; only these may call, and only these may be shown. */
export function isOwnPage(address: string, devUrl: string | null): boolean {
  if (!URL.canParse(address)) return false
  const { protocol: scheme, host } = new URL(address)
  const own = new URL(devUrl ?? pageOrigin)
  return scheme === own.protocol && host === own.host
}

export const pages: ShellModule = {
  name: 'pages',
  beforeReady: () => {
    protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }])
    return undefined
  },
  whenReady: () => protocol.handle('app', answer),
}

async function answer(request: Request): Promise<Response> {
  const url = new URL(request.url)
  const file = url.host === 'crowsnest' ? await readPageFile(folder, url.pathname) : null
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
