/** The version of this build, from the manifest that lies two folders above both the source and the bundle. */
import { readFileSync } from 'node:fs'

export const version = readVersion(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

function readVersion(text: string): string {
  const manifest: unknown = JSON.parse(text)
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : ''
}
