/** The order in which the doctor's findings are told. */
import type { DoctorCheck } from '#shared/contract/care.ts'

const weight: Readonly<Record<DoctorCheck['state'], number>> = { problem: 0, warning: 1, skipped: 2, ok: 3 }

/** Checks by area, the areas with the worst trouble first, and in each the worst check first. Otherwise as the host told them. */
export function byArea(checks: readonly DoctorCheck[]): { readonly area: DoctorCheck['area']; readonly checks: readonly DoctorCheck[] }[] {
  const areas = [...new Set(checks.map(({ area }) => area))].map((area) => ({
    area,
    checks: checks.filter((check) => check.area === area).sort((a, b) => weight[a.state] - weight[b.state]),
  }))
  const worst = (group: { readonly checks: readonly DoctorCheck[] }): number => Math.min(...group.checks.map(({ state }) => weight[state]))
  // Only trouble moves an area up: what is fine or was skipped keeps its place.
  const rank = (group: { readonly checks: readonly DoctorCheck[] }): number => Math.min(worst(group), weight.skipped)
  return areas.sort((a, b) => rank(a) - rank(b))
}
