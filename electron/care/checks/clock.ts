/** This machine's clock against those of the endpoints, and against the times of new blocks. */
import type { DoctorCheck } from '#shared/contract/care.ts'
import { isNear } from '../addresses.ts'
import type { Examine } from '../doctor.ts'
import { check, count, inTime } from './check.ts'
import { type EndpointFinding, middle } from './findings.ts'

/** Off by this much is told; by so much more it harms: signatures of channels and ages of blocks go wrong. */
const toldMs = 5_000
const harmMs = 60_000
const mend = 'Let the system set its clock by the network (NTP).'

export const clockChecks: Examine = {
  id: 'clock',
  area: 'clock',
  run: async ({ endpoints }) => [judge(await endpoints())],
}

/** By the dates of answers where there are any (a server of this machine has the same clock and counts only where there is no other), else by blocks. */
function judge(findings: readonly EndpointFinding[]): DoctorCheck {
  const say = (state: DoctorCheck['state'], sentence: string, what: string | null = null) => check('clock', 'clock', state, sentence, what)
  const dated = findings.filter(({ ahead }) => ahead !== null)
  const far = dated.filter(({ url }) => !isNear(new URL(url).hostname))
  const judges = far.length > 0 ? far : dated
  const ahead = middle(judges.flatMap((finding) => finding.ahead ?? []))
  if (ahead !== null) {
    const by = count(judges.length, 'endpoint')
    if (Math.abs(ahead) < toldMs) return say('ok', `This machine’s clock agrees with ${by}.`)
    const state = Math.abs(ahead) < harmMs ? 'warning' : 'problem'
    return say(state, `Your clock is ${inTime(ahead / 1000)} ${ahead > 0 ? 'slow' : 'fast'}, by ${by}.`, mend)
  }
  const ages = findings.flatMap(({ headTime, at }) => (headTime === null ? [] : [at / 1000 - headTime]))
  const youngest = Math.min(...ages)
  if (ages.length === 0) return say('skipped', 'No endpoint answered, so the clock could not be compared with any other.')
  if (youngest * 1000 < -toldMs * 3)
    return say(
      youngest * 1000 < -harmMs ? 'problem' : 'warning',
      `Your clock is at least ${inTime(youngest)} slow: blocks come from its future.`,
      mend,
    )
  return say('ok', 'No block comes from the future of this machine’s clock; no endpoint told its own time.')
}
