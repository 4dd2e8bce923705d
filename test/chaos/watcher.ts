/** A process that watches the chaos chain until it is killed or told to stop; it says what it commits and rings, as it does so. */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { fastClock } from '../support/chaos/clock.ts'
import { startWatch } from '../support/chaos/watch.ts'

export type WatcherOptions = {
  readonly dataDir: string
  readonly chainId: number
  readonly endpoints: readonly string[]
  readonly epoch: number
  readonly speed: number
  readonly pollMs: number
}

/** Beside the database: one line for each announcement. */
export const ringsFile = 'rings.txt'

export type FromWatcher =
  | {
      readonly type: 'status'
      readonly stored: number | null
      readonly final: number | null
      readonly reorgs: number
      readonly needsChoice: boolean
    }
  | {
      readonly type: 'row'
      readonly id: string
      readonly story: string
      readonly state: string
      readonly hash: string
      readonly number: number
      readonly evidence: number
    }
  | { readonly type: 'log'; readonly line: string }

if (process.argv[1]?.endsWith('watcher.ts')) {
  const { epoch, speed, ...options } = JSON.parse(process.argv[2] ?? '{}') as WatcherOptions
  const { storyOfRow } = await import('../support/chaos/orders.ts')
  const say = (message: FromWatcher): void => void process.send?.(message)
  const watch = await startWatch({
    ...options,
    clock: fastClock(epoch, speed),
    thread: true,
    committed: (changes) => {
      for (const { row } of changes)
        say({
          type: 'row',
          id: row.id,
          story: storyOfRow(row),
          state: row.state,
          hash: row.blockHash,
          number: row.blockNumber,
          evidence: row.evidence,
        })
    },
    status: ({ stored, final, reorgs, needsChoice }) => say({ type: 'status', stored, final, reorgs, needsChoice }),
    // Written before anything else happens: what rang has rung, whatever becomes of this process.
    rang: (id, retraction) => appendFileSync(join(options.dataDir, ringsFile), `${retraction ? 'retracted' : 'rang'} ${id}\n`),
    log: (line) => say({ type: 'log', line: `${((Date.now() - epoch) / 1000).toFixed(1)} s: ${line}` }),
  })
  process.on('message', async () => {
    await watch.stop()
    process.disconnect()
  })
  process.on('disconnect', () => process.exit(0))
}
