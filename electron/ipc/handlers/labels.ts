/** Labels for the window: lists, the user's own word, sources, files in and out. */
import { EngineError } from '#engine/errors.ts'
import type { LabelReader } from '#engine/labels/import/read.ts'
import type { Handlers } from '#shared/contract/index.ts'
import type { ImportPreview } from '#shared/contract/labels.ts'
import type { Label } from '#shared/labels.ts'
import type { FileSaver, LabelStore, Publish } from '../services.ts'

/** Writes the user's labels into `path`; resolves with how many. */
export type WriteLabels = (job: { readonly format: 'csv' | 'json'; readonly path: string }) => Promise<number>

type LabelCall = Extract<keyof Handlers, `labels.${string}`>
type LabelHandlers = Pick<Handlers, LabelCall>

/** Labels stored, or removed, in one transaction: short enough that nothing else waits noticeably. */
const slice = 500
/** Files that are being read at the same time; the oldest gives way. */
const mostImports = 3
const mostAge = 3_600_000

type Import = { readonly reader: LabelReader; touched: number }

export function labelHandlers(services: {
  store: { readonly labels: LabelStore }
  saver: FileSaver
  publish: Publish
  /** A reader for a file of this name. */
  readLabels(fileName: string): LabelReader
  /** Makes a text of the user fit to be shown: no control characters, no beginning of a formula. */
  cleanLabel(text: string, most: number): string
  writeLabels: WriteLabels
  now(): number
}): LabelHandlers {
  const { saver, publish, now } = services
  const { labels } = services.store
  const imports = new Map<string, Import>()
  let count = 0

  const begin = (fileName: string): string => {
    for (const [id, { touched }] of imports) if (now() - touched > mostAge) imports.delete(id)
    const oldest = [...imports.keys()][0]
    if (imports.size >= mostImports && oldest !== undefined) imports.delete(oldest)
    const id = `import-${++count}`
    imports.set(id, { reader: services.readLabels(fileName), touched: now() })
    return id
  }
  const reading = (id: string): Import => {
    const found = imports.get(id)
    if (!found) throw new EngineError('NOT_FOUND', 'This import is not open any more: choose the file again.')
    found.touched = now()
    return found
  }

  return {
    'labels.page': ({ filter, after, limit }) => labels.page(filter, after ?? null, limit),
    'labels.of': ({ chainId, address }) => labels.of(chainId, address.toLowerCase()),
    'labels.set'({ chainId, address, name, entity, role }) {
      const clean = services.cleanLabel(name, 120)
      if (clean === '') throw new EngineError('BAD_INPUT', 'A label needs a name with at least one letter or digit.')
      const label: Label = {
        chainId,
        address: address.toLowerCase(),
        name: clean,
        entity: services.cleanLabel(entity ?? '', 80) || null,
        role,
        source: 'user',
        reference: null,
        date: new Date(now()).toISOString().slice(0, 10),
        confidence: 'certain',
      }
      labels.put([label])
      return label
    },
    'labels.remove'({ chainId, address, source }) {
      labels.remove(chainId, address.toLowerCase(), source)
      return null
    },
    'labels.sources': () => labels.sources(),
    async 'labels.removeSource'({ source }) {
      if (source === 'user')
        throw new EngineError('BAD_INPUT', 'Your own labels are not removed all at once: remove them one by one, after an export.')
      let removed = 0
      for (;;) {
        const gone = labels.removeSource(source, slice)
        removed += gone
        if (gone < slice) return { removed }
        await aside()
      }
    },
    'labels.restoreSource': ({ source }) => ({ count: labels.restoreSource(source) }),
    'labels.importPreview'({ importId, fileName, text, last }): ImportPreview {
      const id = importId ?? begin(fileName)
      const { reader } = reading(id)
      reader.push(text)
      if (last) reader.end()
      return { importId: id, ...reader.preview() }
    },
    async 'labels.import'({ importId }) {
      const { reader } = reading(importId)
      const preview = reader.preview()
      if (!preview.complete) throw new EngineError('BAD_INPUT', 'The file was not read to its end yet: wait for the preview.')
      const all = reader.labels()
      imports.delete(importId)
      let told = now()
      for (let stored = 0; stored < all.length; stored += slice) {
        labels.put(all.slice(stored, stored + slice))
        if (now() - told >= 200) {
          told = now()
          publish('labels.importProgress', { importId, stored: Math.min(stored + slice, all.length), total: all.length })
        }
        await aside()
      }
      publish('labels.importProgress', { importId, stored: all.length, total: all.length })
      return { source: preview.source, stored: all.length }
    },
    'labels.cancelImport'({ importId }) {
      imports.delete(importId)
      return null
    },
    async 'labels.export'({ format }) {
      const target = await saver.choose(`crowsnest-labels-${new Date(now()).toISOString().slice(0, 10)}.${format}`)
      if (!target) return null
      return { labels: await services.writeLabels({ format, path: target.path }), path: target.shown }
    },
  }
}

/** Lets blocks, windows and everything else have their turn between two slices. */
const aside = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
