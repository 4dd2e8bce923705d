/** The labels of one data folder, as window and command line ask for them; tells when they changed. */
import { createHash } from 'node:crypto'
import { seedEdition, seedLabels } from '#engine/labels/seed.ts'
import type { LabelStore } from '#ipc/services.ts'
import type { Label } from '#shared/labels.ts'
import type { Database } from './database.ts'
import { append } from './journal/append.ts'
import { labelSources, labelsOf, labelsPage, putLabels, removeLabel, removeOfSource } from './labels.ts'

export type Labels = LabelStore & {
  /** Loads the built-in list where another edition is stored and the user did not take it out. */
  loadSeed(): void
  /** To be called after a commit that learnt or unlearnt. */
  learnt(): void
}

/** `write` runs its work as one transaction, or throws a sentence where that cannot be. */
export function createLabels(database: Database, write: <T>(work: () => T) => T, now: () => number): Labels {
  const listeners = new Set<(sources: readonly string[]) => void>()
  const tell = (sources: readonly string[]) => {
    for (const listener of listeners) listener(sources)
  }
  const remember = (source: string, edition: string | null, off: boolean) =>
    database.run(
      'INSERT INTO label_sources VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET edition = excluded.edition, off = excluded.off',
      source,
      edition,
      off ? 1 : 0,
    )
  const enter = (source: string, body: Readonly<Record<string, unknown>>) =>
    append(database, [{ at: now(), kind: 'labels', subject: source, body }])
  const seed = (): number => {
    const stored = database.get("SELECT edition, off FROM label_sources WHERE source = 'seed'")
    if (stored?.off === 1 || stored?.edition === seedEdition) return 0
    while (removeOfSource(database, 'seed', 1_000) > 0);
    putLabels(database, seedLabels)
    remember('seed', seedEdition, false)
    enter('seed', { act: 'put', count: seedLabels.length, edition: seedEdition })
    return seedLabels.length
  }

  return {
    put(labels) {
      if (labels.length === 0) return
      write(() => {
        putLabels(database, labels)
        for (const source of new Set(labels.map((label) => label.source))) enter(source, { act: 'put', ...digestOf(labels, source) })
      })
      tell([...new Set(labels.map(({ source }) => source))])
    },
    remove(chainId, address, source) {
      const removed = write(() => {
        const was = removeLabel(database, chainId, address, source)
        if (was) enter(source, { act: 'removed', chainId, address })
        return was
      })
      if (removed) tell([source])
      return removed
    },
    removeSource(source, limit) {
      const removed = write(() => {
        if (source === 'seed' || source === 'learnt') remember(source, null, true)
        const count = removeOfSource(database, source, limit)
        if (count > 0) enter(source, { act: 'removed', count })
        return count
      })
      if (removed > 0) tell([source])
      return removed
    },
    restoreSource(source) {
      const count = write(() => {
        remember(source, null, false)
        enter(source, { act: 'restored' })
        return source === 'seed' ? seed() : 0
      })
      tell([source])
      return count
    },
    page: (filter, after, limit) => database.transaction(() => labelsPage(database, filter, after, limit)),
    of: (chainId, address) => labelsOf(database, chainId, address),
    sources: () => labelSources(database),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    loadSeed: () => void write(seed),
    learnt: () => tell(['learnt']),
  }
}

/** How many statements of a source these are, and what they say, as a digest of their JSON. */
function digestOf(labels: readonly Label[], source: string) {
  const own = labels.filter((label) => label.source === source)
  return { count: own.length, sha256: createHash('sha256').update(JSON.stringify(own)).digest('hex') }
}
