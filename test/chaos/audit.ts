/** Checks what a watcher commits against the nodes themselves while the run goes on, and counts the chain's orders as its blocks become final. */
import type { FaultKind } from '../support/chaos/kinds.ts'
import { ordersOf, storyOf } from '../support/chaos/orders.ts'
import type { ChaosProxy } from '../support/chaos/proxy.ts'
import type { World } from '../support/chaos/world.ts'
import { ask } from '../support/rpcServer.ts'
import type { FromWatcher } from './watcher.ts'

type Row = Extract<FromWatcher, { type: 'row' }>

export type Audit = {
  heard(row: Row): void
  /** From now on some endpoint shows another branch at times; until here whatever is struck out falsely is struck out for a lagging one. */
  foreign(): void
  /** Counts what has become final below this head. */
  keepUp(head: number): Promise<void>
  /** Counts the rest, once nothing moves any more. */
  settle(head: number): Promise<void>
  /** Orders of the chain, id → story. */
  expected(): ReadonlyMap<string, string>
  verdict(): {
    readonly faults: ReadonlyMap<FaultKind, { readonly injected: number; readonly accepted: number }>
    readonly falseReorgs: { readonly lagging: number; readonly foreign: number }
    readonly examples: readonly string[]
  }
}

export function createAudit(world: World, proxies: readonly ChaosProxy[]): Audit {
  const expected = new Map<string, string>()
  const accepted = new Map<FaultKind, number>()
  const falseReorgs = { lagging: 0, foreign: 0 }
  const examples: string[] = []
  const honest = new Map<string, Promise<ReadonlySet<string> | null>>()
  let counted = 0
  let highest = 0
  let foreign = false
  let busy: Promise<unknown> = Promise.resolve()

  /** Stories of a block's orders as an honest node tells them; null where no node knows the block. */
  const storiesOf = (hash: string): Promise<ReadonlySet<string> | null> => {
    const found = honest.get(hash) ?? lookUp(hash)
    honest.set(hash, found)
    return found
  }
  const lookUp = async (hash: string): Promise<ReadonlySet<string> | null> => {
    for (const node of [world.main, world.rival]) {
      const orders = node && (await ordersOf(node.http, world.chainId, hash))
      if (orders) return new Set(orders.map((order) => `${order.id} ${storyOf(order)}`))
    }
    return null
  }

  const accept = (kinds: Iterable<FaultKind>, example: string): void => {
    for (const kind of kinds) accepted.set(kind, (accepted.get(kind) ?? 0) + 1)
    if (examples.length < 20) examples.push(example)
  }

  const check = async (row: Row, afterForeign: boolean): Promise<void> => {
    const known = honest.has(row.hash)
    const stories = await storiesOf(row.hash)
    if (row.evidence >= 2 && !stories?.has(`${row.id} ${row.story}`) && (stories !== null || known || row.state === 'seen')) {
      const kinds = new Set(proxies.flatMap(({ told }) => [...(told.get(row.hash) ?? [])]))
      accept(kinds.size > 0 ? kinds : ['fork'], `stored, and told by no honest node: ${row.state} ${row.id} ${row.story}`)
    }
    if (row.state === 'final' && row.number > highest - world.finality)
      accept(['finality'], `final too early: ${row.id} in block ${row.number} while the head is ${highest}`)
    if (row.state !== 'reverted') return
    const block = (await ask(world.main.http, 'eth_getBlockByNumber', [`0x${row.number.toString(16)}`, false])) as { hash?: string } | null
    if (block?.hash !== row.hash) return
    falseReorgs[afterForeign ? 'foreign' : 'lagging']++
    if (examples.length < 20 && !afterForeign) examples.push(`struck out though it stands: ${row.id} in block ${row.number}`)
  }

  const count = async (to: number): Promise<void> => {
    while (counted < to) {
      counted++
      for (const order of (await ordersOf(world.main.http, world.chainId, counted)) ?? []) expected.set(order.id, storyOf(order))
    }
  }

  return {
    heard(row) {
      const since = foreign
      busy = busy.then(() => check(row, since))
    },
    foreign() {
      foreign = true
    },
    async keepUp(head) {
      highest = Math.max(highest, head)
      await count(head - 2 * world.finality)
    },
    async settle(head) {
      await busy
      await count(head)
    },
    expected: () => expected,
    verdict() {
      const kinds = new Set(proxies.flatMap(({ injected }) => [...injected.keys()]))
      const injected = (kind: FaultKind) => proxies.reduce((sum, proxy) => sum + (proxy.injected.get(kind) ?? 0), 0)
      const faults = [...kinds, ...accepted.keys()].map(
        (kind) => [kind, { injected: injected(kind), accepted: accepted.get(kind) ?? 0 }] as const,
      )
      return { faults: new Map(faults), falseReorgs, examples }
    },
  }
}
