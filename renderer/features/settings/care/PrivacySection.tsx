/** Every host that this machine spoke to for the app, why, and how much; and the sentence that there is no other. */
import { readChannels } from '#shared/channels.ts'
import type { Output } from '#shared/contract/index.ts'
import { client } from '../../../bridge/host.ts'
import { group } from '../../../format/amount.ts'
import { bytes } from '../../../format/bytes.ts'
import { fullTime } from '../../../format/time.ts'
import { type PlainKey, t } from '../../../i18n/t.ts'
import { useSettings } from '../../../stores/settings.ts'
import { hostOf } from '../endpoints.ts'
import { Line } from '../Line.tsx'
import { useAnswer, useTicks } from './useAnswer.ts'

type Host = Output<'privacy.hosts'>['hosts'][number]

const purposes = { endpoint: 'Endpoint', channel: 'Channel', updates: 'Updates' } as const satisfies Record<Host['purpose'], PlainKey>
const refreshMs = 3_000

export function PrivacySection() {
  const ticks = useTicks(refreshMs)
  const { value, problem } = useAnswer(() => client['privacy.hosts'](null), ticks)
  const hosts = [...(value?.hosts ?? [])].sort((a, b) => b.last - a.last || a.host.localeCompare(b.host))
  return (
    <>
      <Line
        anchor="leaves"
        wide
        title={t('What leaves this machine')}
        help={t(
          'Requests for whole blocks, to the endpoints of the networks that you switched on; what rules send, to the channels that you added; and a question for newer releases, if you let it ask. Nobody else is contacted: no account, no telemetry, no price or label service, no third party that is not in this table.',
        )}
      >
        <p className="muted">
          {t(
            'Operators of endpoints see this machine’s IP address and which blocks it asks for, never which orders you look at. The service of a channel sees what your rules send to it.',
          )}
        </p>
      </Line>
      <Line
        anchor="hosts"
        wide
        title={t('Every host that was contacted')}
        help={
          value
            ? t('Counted since {time}; bodies and messages, without headers and encryption.', {
                time: fullTime(Math.floor(value.since / 1000)),
              })
            : null
        }
      >
        {problem && <p className="form-error">{problem}</p>}
        {value && hosts.length === 0 && <p className="faint">{t('No host was contacted.')}</p>}
        {hosts.length > 0 && <HostTable hosts={hosts} />}
      </Line>
      {value && <NotYet contacted={new Set(hosts.map(({ host }) => host))} />}
    </>
  )
}

function HostTable({ hosts }: { hosts: readonly Host[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="care-scroll" aria-label={t('Every host that was contacted')} tabIndex={0}>
      <table className="care-table" data-testid="hosts">
        <thead>
          <tr>
            <th scope="col">{t('Host')}</th>
            <th scope="col">{t('Why')}</th>
            <th scope="col" className="number">
              {t('Requests')}
            </th>
            <th scope="col" className="number">
              {t('Sent##bytes')}
            </th>
            <th scope="col" className="number">
              {t('Received##bytes')}
            </th>
            <th scope="col">{t('First and last')}</th>
          </tr>
        </thead>
        <tbody>
          {hosts.map((host) => (
            <tr key={`${host.host} ${host.purpose} ${host.because}`}>
              <th scope="row" className="mono">
                {host.host}
              </th>
              <td>
                {t(purposes[host.purpose])}
                <span className="faint"> {host.because}</span>
              </td>
              <td className="number">{group(String(host.requests))}</td>
              <td className="number">{bytes(host.sent)}</td>
              <td className="number">{bytes(host.received)}</td>
              <td className="care-time faint">
                {fullTime(Math.floor(host.first / 1000))}
                <br />
                {fullTime(Math.floor(host.last / 1000))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Who may be contacted by the settings and was not yet. */
function NotYet({ contacted }: { contacted: ReadonlySet<string> }) {
  const { networks, channels } = useSettings(({ settings }) => settings)
  const listed = networks.filter(({ enabled }) => enabled).flatMap(({ endpoints }) => endpoints.map(hostOf))
  const waiting = [...new Set(listed)].filter((host) => !contacted.has(host))
  const names = readChannels(channels)
    .channels.filter(({ enabled }) => enabled)
    .map(({ name }) => name)
  if (waiting.length === 0 && names.length === 0) return null
  return (
    <Line anchor="hostsToCome" wide title={t('Who else may be contacted')} help={t('Because your settings name them:')}>
      {waiting.length > 0 && (
        <ul className="about-hosts mono">
          {waiting.map((host) => (
            <li key={host}>{host}</li>
          ))}
        </ul>
      )}
      {names.length > 0 && <p className="settings-words">{t('Channels: {names}', { names: names.join(t(', ')) })}</p>}
    </Line>
  )
}
