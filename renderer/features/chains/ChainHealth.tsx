/** Everything about one chain: what is wrong in words, its endpoints, and the choice where it needs one. */
import type { Coverage } from '#shared/contract/chains.ts'
import type { ChainStatus, EndpointStatus } from '#shared/status.ts'
import { group } from '../../format/amount.ts'
import { clock, span } from '../../format/time.ts'
import { t, tn } from '../../i18n/t.ts'
import { evidenceWords } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Ladder } from '../../ui/Ladder.tsx'
import { ChainChoice } from './ChainChoice.tsx'
import { CoverageSection } from './CoverageStrip.tsx'
import { Incidents } from './Incidents.tsx'
import { LagHour } from './LagHour.tsx'
import { LightClient } from './LightClient.tsx'
import type { LagMinute } from './lag.ts'
import { phaseLook } from './phase.ts'
import { Validators } from './Validators.tsx'

export function ChainHealth({ chain, coverage, lag }: { chain: ChainStatus; coverage: Coverage | null; lag: readonly LagMinute[] }) {
  const { word, icon, tone } = phaseLook(chain)
  return (
    <div className="chain-health">
      <header>
        <h2>{chain.name}</h2>
        <span className={`chain-phase ${tone}`}>
          <Icon name={icon} size={12} />
          {word}
        </span>
        <span className="faint">{t('chain {id}', { id: chain.chainId })}</span>
      </header>
      {chain.problem && <p className={tone === 'warn' ? 'chain-problem' : 'chain-problem severe'}>{chain.problem}</p>}
      {chain.needsChoice && <ChainChoice chainId={chain.chainId} explained />}
      <Figures chain={chain} />
      <Evidence chain={chain} />
      {chain.light && <LightClient light={chain.light} />}
      {chain.seals && <Validators chain={chain} seals={chain.seals} />}
      <CoverageSection coverage={coverage} chain={chain} />
      <LagHour history={lag} />
      <h3>{t('Endpoints')}</h3>
      {chain.endpoints.length === 0 && <p className="muted">{t('No endpoint is listed for this chain. Add one in the settings.')}</p>}
      <ul className="endpoint-list">
        {chain.endpoints.map((endpoint, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one host may serve http and websocket; the list keeps its order.
          <Endpoint key={`${endpoint.host} ${index}`} endpoint={endpoint} />
        ))}
      </ul>
      <Incidents chain={chain} />
    </div>
  )
}

function Figures({ chain }: { chain: ChainStatus }) {
  const number = (value: number | null) => (value === null ? '–' : group(String(value)))
  const figures: readonly (readonly [string, string])[] = [
    [t('Newest block'), number(chain.head)],
    [t('Stored up to'), number(chain.stored)],
    [t('Final up to'), number(chain.final)],
    [t('Behind'), chain.lagBlocks === null ? '–' : tn(chain.lagBlocks, '{n} block', '{n} blocks')],
    [t('Age'), chain.lagSeconds === null ? '–' : span(chain.lagSeconds)],
    [t('Blocks read'), number(chain.blocks)],
    [t('Orders'), number(chain.orders)],
    [t('Reorgs'), number(chain.reorgs)],
  ]
  return (
    <dl className="chain-figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Evidence({ chain }: { chain: ChainStatus }) {
  const level = evidenceWords(chain.evidence)
  if (!level) return null
  return (
    <div className="chain-evidence">
      <h3>
        <Ladder level={chain.evidence ?? 0} /> {level.short} {level.label}
      </h3>
      <p className="muted">{level.proves}</p>
      {chain.evidenceNotes.map((note) => (
        <p key={note} className="muted">
          {t('Not higher: {why}', { why: note })}
        </p>
      ))}
    </div>
  )
}

function Endpoint({ endpoint }: { endpoint: EndpointStatus }) {
  const { host, active, ok, latencyMs, head, errors, problem, restingUntil } = endpoint
  const resting = restingUntil !== undefined && restingUntil > Date.now()
  const facts = [
    latencyMs === null ? null : `${Math.round(latencyMs)} ms`,
    head === null ? null : t('head {block}', { block: group(String(head)) }),
    tn(errors, '{n} error', '{n} errors'),
  ]
  return (
    <li>
      <span className={ok ? 'ok' : 'bad'}>
        <Icon name={ok ? 'check' : 'warning'} size={12} />
      </span>
      <div className="endpoint-text">
        <p>
          <span className="mono">{host}</span> {active && <span className="in-use">{t('in use')}</span>}
          {resting && <span className="resting">{t('set aside until {time}', { time: clock(new Date(restingUntil)) })}</span>}
        </p>
        <p className="faint">{facts.filter((fact) => fact !== null).join(' · ')}</p>
        {problem && <p className={ok ? 'muted' : 'bad'}>{problem}</p>}
      </div>
    </li>
  )
}
