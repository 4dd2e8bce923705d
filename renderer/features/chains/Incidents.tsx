/** What the endpoints of a chain did wrong, newest first: the evidence that can be shown to their operators. */
import './coverage.css'
import { useEffect, useState } from 'react'
import type { ReportedIncident } from '#shared/contract/chains.ts'
import type { ChainStatus } from '#shared/status.ts'
import { client } from '../../bridge/host.ts'
import { fullTime, tableTime } from '../../format/time.ts'
import { t } from '../../i18n/t.ts'

const shown = 20

export function Incidents({ chain: { chainId, endpoints } }: { chain: ChainStatus }) {
  const [incidents, setIncidents] = useState<readonly ReportedIncident[] | null>(null)
  // An incident is an error too: as long as nobody errs there is nothing new to ask for.
  const errors = endpoints.reduce((sum, endpoint) => sum + endpoint.errors, 0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new error is the cause to ask again.
  useEffect(() => {
    let gone = false
    client['chains.incidents']({ chainId, limit: shown }).then(
      (list) => gone || setIncidents(list),
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [chainId, errors])
  if (!incidents) return null
  return (
    <>
      <h3>{t('What endpoints did wrong')}</h3>
      {incidents.length === 0 ? (
        <p className="muted">{t('No endpoint of this chain was caught contradicting itself, its hashes or the others.')}</p>
      ) : (
        <ul className="incidents">
          {incidents.map((incident, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: incidents have no name of their own, and the list is replaced as a whole.
            <Incident key={`${incident.at} ${index}`} incident={incident} />
          ))}
        </ul>
      )}
    </>
  )
}

function Incident({ incident: { at, host, sentence, data } }: { incident: ReportedIncident }) {
  const facts = Object.entries(data)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
  // Sentences of the network layer begin with the host already.
  const words = sentence.startsWith(`${host}: `) ? sentence.slice(host.length + 2) : sentence
  return (
    <li>
      <time dateTime={new Date(at).toISOString()} title={fullTime(at / 1000)}>
        {tableTime(at / 1000, new Date())}
      </time>
      <span className="mono">{host}</span>
      <p title={facts || undefined}>{words}</p>
    </li>
  )
}
