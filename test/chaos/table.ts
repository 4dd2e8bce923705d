/** The printed verdict of a chaos run: what was thrown at the watcher, what it made of it, and which figures had to be 0. */

import type { Injected } from '../support/chaos/inject.ts'
import { faultWords } from '../support/chaos/kinds.ts'
import { type ChaosResult, inOrder } from './drive.ts'

export type Verdict = { readonly text: string; readonly failures: readonly string[] }

export function verdictOf(result: ChaosResult, injected: readonly Injected[]): Verdict {
  const straight = new Map(injected.map(({ kind, injected: times, accepted }) => [kind, { times, accepted: accepted.length }]))
  const faults = inOrder(result.faults).map(([kind, { injected: served, accepted }]) => {
    const more = straight.get(kind)
    return { name: faultWords[kind], served, straight: more?.times ?? 0, accepted: accepted + (more?.accepted ?? 0) }
  })
  const { orders, rings, falseReorgs } = result
  const zeros: readonly (readonly [string, number])[] = [
    ['orders missed', orders.missed],
    ['orders too many', orders.extra],
    ['orders doubled', orders.doubled],
    ['orders told wrongly', orders.wrong],
    ['orders not final though their blocks are', orders.unsettled],
    ['notifications doubled', rings.doubled],
    ['false reorgs from a lagging endpoint', falseReorgs.lagging],
    ['faults accepted', faults.reduce((sum, { accepted }) => sum + accepted, 0)],
  ]
  const failures = [
    ...zeros.filter(([, count]) => count > 0).map(([name, count]) => `${name}: ${count}`),
    ...(result.integrity === 'ok' ? [] : [`integrity check: ${result.integrity}`]),
    ...(result.stuck === null ? [] : [result.stuck]),
  ]
  const lines = [
    `seed ${result.seed}: ${result.blocks} blocks, ${result.forks} forks (deepest ${result.deepest}), ${result.branches} foreign branches, ${result.kills} kills, ${result.seconds} s`,
    '',
    columns(['fault', 'served', 'straight', 'accepted']),
    ...faults.map(({ name, served, straight: times, accepted }) => columns([name, served, times || '', accepted])),
    '',
    `orders of the final chain: ${orders.expected} expected, ${orders.missed} missed, ${orders.extra} too many, ${orders.doubled} doubled, ${orders.wrong} wrong (and ${orders.reverted} struck out)`,
    `notifications: ${rings.rung} orders rung, ${rings.doubled} doubled, ${rings.silent} of the final chain silent`,
    `false reorgs: ${falseReorgs.lagging} from a lagging endpoint, ${falseReorgs.foreign} orders struck out for a while for a foreign branch`,
    `PRAGMA integrity_check: ${result.integrity}`,
    ...(failures.length === 0 ? ['', 'All that must be 0 is 0.'] : ['', ...failures.map((failure) => `FAILED  ${failure}`)]),
    ...[...result.examples, ...injected.flatMap(({ accepted }) => accepted)].slice(0, 12).map((example) => `        ${example}`),
  ]
  return { text: lines.join('\n'), failures }
}

const columns = ([name, ...figures]: readonly (string | number)[]): string =>
  `  ${String(name).padEnd(42)}${figures.map((figure) => String(figure).padStart(10)).join('')}`
