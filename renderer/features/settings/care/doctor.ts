/** What the doctor found last, kept while the window is open, and the order in which it is told. */
import { create } from 'zustand'
import type { Output } from '#shared/contract/index.ts'
import { sentenceOf } from '../../../bridge/client.ts'
import { client } from '../../../bridge/host.ts'

export type Found = Output<'doctor.run'>
export type Check = Found['checks'][number]

export const useDoctor = create<{ readonly busy: boolean; readonly found: Found | null; readonly problem: string | null }>(() => ({
  busy: false,
  found: null,
  problem: null,
}))

export async function runDoctor(): Promise<void> {
  if (useDoctor.getState().busy) return
  useDoctor.setState({ busy: true, problem: null })
  try {
    useDoctor.setState({ busy: false, found: await client['doctor.run'](null) })
  } catch (thrown) {
    useDoctor.setState({ busy: false, problem: sentenceOf(thrown) })
  }
}

const weight: Readonly<Record<Check['state'], number>> = { problem: 0, warning: 1, skipped: 2, ok: 3 }

/** Checks by area, the areas with the worst trouble first, and in each the worst check first. Otherwise as the host told them. */
export function byArea(checks: readonly Check[]): { readonly area: Check['area']; readonly checks: readonly Check[] }[] {
  const areas = [...new Set(checks.map(({ area }) => area))].map((area) => ({
    area,
    checks: checks.filter((check) => check.area === area).sort((a, b) => weight[a.state] - weight[b.state]),
  }))
  const worst = (group: { readonly checks: readonly Check[] }): number => Math.min(...group.checks.map(({ state }) => weight[state]))
  // Only trouble moves an area up: what is fine or was skipped keeps its place.
  const rank = (group: { readonly checks: readonly Check[] }): number => Math.min(worst(group), weight.skipped)
  return areas.sort((a, b) => rank(a) - rank(b))
}
