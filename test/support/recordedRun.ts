/** A store as the real engine leaves it after reading a range of blocks of one chain, one range after the other. */
import { createEngine } from '#engine/supervisor.ts'
import { systemClock } from '#platform/clock.ts'
import { post } from '#platform/http.ts'
import { createInlineProver } from '#platform/prover.ts'
import { openSocket } from '#platform/socket.ts'
import type { TableRow } from '#shared/order.ts'
import { readSettings, type Settings } from '#shared/settings.ts'
import type { Store } from '#storage/orders.ts'

export type Run = {
  readonly chainId: number
  readonly endpoint: string
  readonly ranges: readonly { readonly from: number; readonly to: number }[]
  readonly settings: Partial<Settings>
}

/** Reads every range to its end. */
export async function readRanges(store: Store, { chainId, endpoint, ranges, settings }: Run): Promise<void> {
  for (const range of ranges) {
    let done = () => {}
    const ended = new Promise<void>((resolve) => {
      done = resolve
    })
    const engine = createEngine(
      { clock: systemClock, log() {}, post, openSocket, prover: createInlineProver(), store, random: Math.random },
      { settings: () => readSettings(settings).settings, range: () => range },
      { committed() {}, status() {}, rangeDone: done },
    )
    await engine.setNetworks([{ chainId, name: 'Recorded', enabled: true, endpoints: [endpoint], pollMs: 50 }])
    await ended
    await engine.stop()
  }
}

/** Every stored row, oldest first. */
export function storedRows(store: Store): TableRow[] {
  const rows: TableRow[] = []
  for (let after: string | null = null; ; ) {
    const page: { rows: TableRow[]; next: string | null } = store.page({}, after, 500)
    rows.push(...page.rows)
    if (page.next === null) return rows.reverse()
    after = page.next
  }
}
