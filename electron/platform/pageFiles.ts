/** Finds a file of the built window, and nothing outside its folder. */
import { readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'

/** `pathname` as in an address (`/assets/x.js`); null when there is no such file. */
export async function readPageFile(folder: string, pathname: string): Promise<{ path: string; bytes: Uint8Array<ArrayBuffer> } | null> {
  try {
    const path = join(folder, decodeURIComponent(pathname === '/' ? '/index.html' : pathname))
    const inside = path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
    const hidden = `${sep}${path.slice(folder.length)}`.includes(`${sep}.`)
    return inside && !hidden ? { path, bytes: new Uint8Array(await readFile(path)) } : null
  } catch {
    return null
  }
}
