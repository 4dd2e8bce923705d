/**
 * The window's pages come from an origin of our own, answered inside this process: it can be checked, and it carries headers,
 * as a file:// page cannot. The host ends in .invalid, which never leads anywhere (RFC 2606); every other address that the page
 * might ask for over HTTP is refused here. Taking over `https` rather than registering a scheme works at any moment of the start.
 */
import { fileURLToPath } from 'node:url'
import { protocol } from 'electron'
import { readPageFile } from '#platform/pageFiles.ts'
import { contentSecurityPolicy, contentTypeOf } from '#platform/pageHeaders.ts'
import { pageOrigin } from './address.ts'
import type { ShellModule } from './shell.ts'

const folder = fileURLToPath(new URL('../renderer/', import.meta.url))
export const pages: ShellModule = {
  name: 'pages',
  whenReady: ({ options, page }) => {
    protocol.handle('https', async (request) => {
      const response = await answer(request)
      if (new URL(request.url).pathname.endsWith('.js')) page.served.come()
      return response
    })
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
