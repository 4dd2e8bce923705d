/** Packs in the running app: which of them watch, what their books' news is to the window and to the inbox. */
import { writeFileSync } from 'node:fs'
import { checkPack, readPack } from '#engine/packs/check.ts'
import { createLibrary, type Library } from '#engine/packs/library.ts'
import { readAbi } from '#engine/packs/parts/readAbi.ts'
import { shippedPacks } from '#engine/packs/shipped/index.ts'
import type { WatchedPack } from '#engine/ports.ts'
import type { PackServices } from '#ipc/handlers/packs.ts'
import type { BookStore } from '#ipc/services.ts'
import type { Violation } from '#shared/contract/packs.ts'
import { createPreview, type PreviewDeps } from './preview.ts'
import { seenOf } from './seen.ts'

export type BusinessDeps = PreviewDeps & {
  readonly books: BookStore
  /** Books of these packs changed, as the window should know. */
  changed(packs: readonly string[]): void
  /** What was broken, each once. */
  broken(violation: Violation, pack: string): void
}

export type Business = {
  /** What the engine asks before it reads a block. */
  packs(chainId: number): readonly WatchedPack[]
  readonly services: Omit<PackServices, 'store' | 'reader' | 'saver' | 'now'>
  /** Shipped packs begin or cease to watch the demo chain: before its first block, and after what it left was forgotten. */
  demo(on: boolean): void
  stop(): void
}

/** Begins to watch with the packs that are kept; call it before the first block. */
export function createBusiness({ books, changed, broken, peek, now }: BusinessDeps): Business {
  let library: Library = createLibrary(books.packs(), shippedPacks)
  let demo = false
  books.watch(library.watching)
  const reload = () => {
    library = createLibrary(books.packs(), shippedPacks, { demo })
    books.watch(library.watching)
    changed(library.packs.map(({ pack }) => pack.id))
  }
  const stop = books.onChange(({ packs, violations }) => {
    changed([...packs])
    for (const violation of violations) broken(violation, library.watching.get(violation.pack)?.name ?? violation.pack)
  })
  return {
    packs: (chainId) => library.watchedOn(chainId),
    demo(on) {
      demo = on
      reload()
    },
    services: {
      library: () => library,
      packsChanged: reload,
      readPack(text, others) {
        const { pack, problems } = readPack(text)
        return {
          pack,
          problems:
            pack && problems.length === 0
              ? checkPack(
                  pack,
                  others.filter(({ id }) => id !== pack.id),
                )
              : problems,
        }
      },
      writeFile: (path, text) => writeFileSync(path, text),
      readAbi,
      previewPack: createPreview({ peek, now }),
      seenOf: (question) => seenOf(question, peek),
    },
    stop,
  }
}
