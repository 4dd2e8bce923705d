/** Every endpoint: whether it answers, for which chain, what it can do, and whether those of one chain agree about its head. */

import type { DoctorCheck } from '#shared/contract/care.ts'
import { exposureOf } from '#shared/secrets.ts'
import { withoutKeys } from '../addresses.ts'
import type { Examine } from '../doctor.ts'
import { check, count, inTime } from './check.ts'
import type { EndpointFinding } from './findings.ts'

/** A newest block older than this is told; a chain that is slower says so in its settings (`blockMs`). */
const oldSeconds = 600
/** An endpoint this far behind the best of its chain does not keep up. */
const behindSeconds = 60
const slowMs = 2_000

export const endpointChecks: Examine = {
  id: 'endpoints',
  area: 'endpoints',
  async run({ settings, status, endpoints }) {
    const networks = settings.networks.filter(({ enabled }) => enabled)
    if (networks.length === 0) {
      const what = settings.networks.length === 0 ? 'No network is set up' : 'Every network is switched off'
      return [check('endpoints', 'networks', 'warning', `${what}, so nothing is watched.`, 'Add one in the settings, under Networks.')]
    }
    const findings = await endpoints()
    const checks = networks.flatMap((network) => {
      const own = findings.filter((finding) => finding.network === network)
      if (own.length === 0)
        return [
          check(
            'endpoints',
            `network-${network.chainId}`,
            'problem',
            `${network.name} has no endpoint, so it is not watched.`,
            'Add one in its settings.',
          ),
        ]
      return [...own.map((finding, index) => endpointCheck(finding, index, own)), ...agreement(own)]
    })
    const troubled = (status?.chains ?? []).flatMap(({ chainId, name, problem, phase }) =>
      problem === null
        ? []
        : [
            check(
              'endpoints',
              `chain-${chainId}`,
              phase === 'stopped' ? 'problem' : 'warning',
              `${name}: ${problem}`,
              'See the chain’s panel in the window.',
            ),
          ],
    )
    return [...checks, ...troubled]
  },
}

function endpointCheck(finding: EndpointFinding, index: number, own: readonly EndpointFinding[]): DoctorCheck {
  const { network, host, url, test } = finding
  const id = `endpoint-${network.chainId}-${index}`
  const say = (state: DoctorCheck['state'], words: string, mend: string | null = null) =>
    check('endpoints', id, state, `${network.name}: ${words}`, mend)
  if (!test.ok)
    return say('problem', test.message, 'Test it in the network’s settings, correct its address or key there, or take another endpoint.')
  const age = finding.headTime === null ? null : finding.at / 1000 - finding.headTime
  const best = Math.max(...own.map(({ headTime }) => headTime ?? 0))
  const behind = finding.headTime === null ? 0 : best - finding.headTime
  if (behind > behindSeconds)
    return say(
      'warning',
      `${host} is ${inTime(behind)} behind the other endpoints of this chain.`,
      'Give it time to catch up, or take another endpoint.',
    )
  const allowed = Math.max(oldSeconds, (20 * (network.blockMs ?? 0)) / 1000)
  if (age !== null && age > allowed)
    return say(
      'warning',
      `the newest block of ${host} is ${inTime(age)} old: the chain stands still, or the endpoint does not follow it.`,
      'Look at another endpoint; where blocks are always this slow, say so under “Usual time between blocks”.',
    )
  if ((test.latencyMs ?? 0) > slowMs)
    return say('warning', `${host} takes ${inTime((test.latencyMs ?? 0) / 1000)} to answer.`, 'A nearer endpoint shows orders sooner.')
  const exposed = withoutKeys(url).cut ? exposureOf(url) : null
  if (exposed !== null) return say('warning', exposed.replace('its token travels', 'what its address holds travels'), null)
  const can = [
    test.blockReceipts ? 'gives receipts of whole blocks' : 'gives receipts one by one, which is slower',
    test.finalizedTag ? 'says what is final' : 'does not say what is final, so a depth is used',
  ]
  const place = test.head === null ? '' : `, is at block ${test.head}${age === null ? '' : ` (${inTime(Math.max(0, age))} old)`}`
  return say('ok', `${host} answers in ${test.latencyMs ?? 0} ms${place}, ${can.join(' and ')}.`)
}

/** Whether there is anybody to agree with. */
function agreement(own: readonly EndpointFinding[]): DoctorCheck[] {
  const [first] = own
  if (first === undefined) return []
  const { chainId, name } = first.network
  const good = own.filter(({ test }) => test.ok)
  const hosts = new Set(good.map(({ host }) => host))
  if (good.length === 0) return []
  if (hosts.size === 1)
    return [
      check(
        'endpoints',
        `agreement-${chainId}`,
        'ok',
        `${name} has one server that answers, so nobody can agree or disagree with it.`,
        'An endpoint of another operator lifts its orders to L3.',
      ),
    ]
  return [check('endpoints', `agreement-${chainId}`, 'ok', `${name}: ${count(hosts.size, 'server')} answer and can vouch for each other.`)]
}
