/** A browser cannot be asked for a place on this machine: exports are written into the data folder and downloaded from there. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { FileSaver } from '#ipc/services.ts'
import { coverageFileOf } from '#storage/export/exportOrders.ts'

export type Downloads = FileSaver & {
  /** The file behind a download id of this start, or null. With `.coverage.txt` behind the id it is the statement of what the file covers. */
  find(id: string): { readonly path: string; readonly name: string } | null
  /** Removes what was exported in this start: the addresses end with it. */
  clear(): void
}

/** `token` goes into the address, because a link cannot carry a header. */
export function createDownloads(dataDir: string, token: string): Downloads {
  const files = new Map<string, { path: string; name: string }>()
  return {
    choose: (suggestedName) => {
      const id = randomBytes(16).toString('hex')
      const name = suggestedName.replace(/[^\w.-]/g, '-')
      const folder = join(dataDir, 'exports')
      mkdirSync(folder, { recursive: true })
      const path = join(folder, `${id.slice(0, 8)}-${name}`)
      files.set(id, { path, name })
      files.set(coverageFileOf(id), { path: coverageFileOf(path), name: coverageFileOf(name) })
      return Promise.resolve({ path, shown: `/download/${id}?token=${token}` })
    },
    find: (id) => files.get(id) ?? null,
    clear: () => {
      for (const { path } of files.values()) rmSync(path, { force: true })
      files.clear()
    },
  }
}
