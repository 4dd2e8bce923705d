/** Writes labels of one source into a file, a page at a time. */
import { open, rename, rm } from 'node:fs/promises'
import { csvHead, csvRow, jsonHead, jsonRow, jsonTail } from '#engine/labels/write.ts'
import type { LabelStore } from '#ipc/services.ts'
import { storageError } from './errors.ts'

const pageSize = 500

/**
 * Resolves with the number of labels written. The file appears whole or not at all, and replaces one of its name. Throws EngineError DISK_FULL,
 * READ_ONLY, NOT_FOUND … with a sentence.
 */
export async function writeLabels(
  labels: Pick<LabelStore, 'page'>,
  { format, path, source = 'user' }: { readonly format: 'csv' | 'json'; readonly path: string; readonly source?: string },
): Promise<number> {
  const part = `${path}.part`
  try {
    const file = await open(part, 'w')
    let count = 0
    try {
      await file.write(format === 'csv' ? csvHead : jsonHead)
      for (let after: string | null = null, more = true; more; ) {
        const page = labels.page({ sources: [source] }, after, pageSize)
        const rows = page.labels.map((label, index) =>
          format === 'csv' ? csvRow(label) : `${count + index === 0 ? '' : ',\n'}${jsonRow(label)}`,
        )
        await file.write(rows.join(''))
        count += page.labels.length
        after = page.next
        more = after !== null
      }
      if (format === 'json') await file.write(jsonTail)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, path)
    return count
  } catch (cause) {
    await rm(part, { force: true }).catch(() => {})
    throw storageError(cause, path)
  }
}
