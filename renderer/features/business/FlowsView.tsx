/** What went from role to role, as bands as high as their share, and the same figures as a table beside them. */
import { type CSSProperties, useState } from 'react'
import type { PackStanding } from '#shared/contract/packs.ts'
import { client } from '../../bridge/host.ts'
import { group } from '../../format/amount.ts'
import { type PlainKey, t, tn } from '../../i18n/t.ts'
import { Nothing, Problem } from './parts.tsx'
import { bandPath, type Flow, type FlowPicture, flowPicture, type Node, tones, weightOf } from './sums.ts'
import { useAsked } from './useAsked.ts'
import { amountWords, type PackWords } from './words.ts'

type Props = { readonly standing: PackStanding; readonly words: PackWords }

/** In days; sums are kept by day. */
const spans = { day: 1, week: 7, month: 30, all: null } as const
type Span = keyof typeof spans
const spanWords = { day: 'Today', week: '7 days', month: '30 days', all: 'All' } as const satisfies Record<Span, PlainKey>

export function FlowsView({ standing: { pack }, words }: Props) {
  const [span, setSpan] = useState<Span>('all')
  const [wanted, setWanted] = useState<string | null>(null)
  const days = spans[span]
  const { data, problem } = useAsked(`${pack.id} ${span}`, () =>
    client['business.flows']({ pack: pack.id, ...(days !== null && { from: Math.floor(Date.now() / 1000) - (days - 1) * 86_400 }) }),
  )
  const flows = data ?? []
  const units = Object.keys(pack.units).filter((unit) => flows.some((flow) => flow.unit === unit && Number(flow.amount) > 0))
  const choices = [...units, events]
  const chosen = wanted !== null && choices.includes(wanted) ? wanted : (choices[0] ?? events)
  const unit = chosen === events ? null : chosen
  const picture = flowPicture(flows, unit)
  return (
    <div className="flows-view">
      <div className="business-bar">
        <div className="segments" role="radiogroup" aria-label={t('Time')}>
          {Object.entries(spanWords).map(([id, word]) => (
            <label key={id} className={id === span ? 'on' : undefined}>
              <input type="radio" name="flow-span" checked={id === span} onChange={() => setSpan(id as Span)} />
              {t(word)}
            </label>
          ))}
        </div>
        <div className="segments" role="radiogroup" aria-label={t('Unit##measure')}>
          {choices.map((each) => (
            <label key={each} className={each === chosen ? 'on' : undefined}>
              <input type="radio" name="flow-unit" checked={each === chosen} onChange={() => setWanted(each)} />
              {each === events ? t('Count of events') : <bdi>{words.symbol(each)}</bdi>}
            </label>
          ))}
        </div>
        <span className="faint">{t('Days are those of UTC.')}</span>
      </div>
      <Problem sentence={problem} />
      {picture.bands.length === 0 ? (
        <Nothing waiting={data === null && problem === null}>{t('Nothing moved between roles in this time.')}</Nothing>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        <section className="flows-scroll" tabIndex={0} aria-label={t('Flows')}>
          <Picture picture={picture} unit={unit} words={words} />
          <Figures picture={picture} unit={unit} words={words} />
        </section>
      )}
    </div>
  )
}

/** Never a key of a unit: those are slugs. */
const events = '#'

type PartProps = { readonly picture: FlowPicture; readonly unit: string | null; readonly words: PackWords }

function Picture({ picture, unit, words }: PartProps) {
  const { left, right, bands, height } = picture
  return (
    <section className="panel flow-panel" aria-label={t('Flows between roles as a picture')}>
      <div className="flow-ends">
        <span>{t('Who gave')}</span>
        <span>{t('Who got')}</span>
      </div>
      <div className="flow-graph" style={{ height }}>
        <Side nodes={left} unit={unit} words={words} side="left" />
        <svg
          className="flow-bands"
          viewBox={`0 0 100 ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={tn(
            bands.length,
            '{n} flow between roles; the table says the same',
            '{n} flows between roles; the table says the same',
          )}
        >
          {bands.map((band) => (
            <path key={keyOf(band.flow)} className={`flow-band tone-${Math.min(band.tone, tones)}`} d={bandPath(band)}>
              <title>{sentenceOf(band.flow, unit, words)}</title>
            </path>
          ))}
        </svg>
        <Side nodes={right} unit={unit} words={words} side="right" />
      </div>
      <ul className="legend">
        {[...new Map(bands.map((band) => [band.flow.key, band])).values()].map(({ flow, tone }) => (
          <li key={flow.key}>
            <i className={`chart-key tone-${tone}`} />
            {words.verb(flow.key, flow.verb)}
          </li>
        ))}
      </ul>
    </section>
  )
}

type SideProps = { readonly nodes: readonly Node[]; readonly unit: string | null; readonly words: PackWords; readonly side: string }

const Side = ({ nodes, unit, words, side }: SideProps) => (
  <ul className={`flow-side ${side}`}>
    {nodes.map(({ role, amount, top, height }) => (
      <li key={role ?? ''} style={{ top, '--node': `${Math.max(height, 2)}px` } as CSSProperties}>
        <span className="flow-node">
          <bdi className="clip">{words.role(role)}</bdi>
          <span className="muted">
            {unit === null ? tn(Number(amount), '{n} event', '{n} events') : `${amountWords(amount)} ${words.symbol(unit)}`}
          </span>
        </span>
      </li>
    ))}
  </ul>
)

/** Who may not see the roles is told flows that differ in nothing but their sums. */
const keyOf = ({ from, to, key, unit, amount, count }: Flow): string => JSON.stringify([from, to, key, unit, amount, count])

const sentenceOf = (flow: Flow, unit: string | null, words: PackWords): string =>
  t('{verb}: {from} → {to}, {amount} {unit} in {count} events', {
    verb: words.verb(flow.key, flow.verb),
    from: words.role(flow.from),
    to: words.role(flow.to),
    amount: amountWords(weightOf(flow, unit)),
    unit: unit === null ? t('events') : words.symbol(unit),
    count: group(String(flow.count)),
  })

const Figures = ({ picture: { bands }, words }: PartProps) => (
  <section className="panel flow-figures" aria-label={t('Flows between roles as a table')}>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
    <section className="panel-table" tabIndex={0} aria-label={t('Flows between roles, figures')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('What##done')}</th>
            <th scope="col">{t('From##party')}</th>
            <th scope="col">{t('To##party')}</th>
            <th scope="col">{t('Amount')}</th>
            <th scope="col">{t('Events')}</th>
          </tr>
        </thead>
        <tbody>
          {bands.map(({ flow, tone }) => (
            <tr key={keyOf(flow)}>
              <th scope="row">
                <i className={`chart-key tone-${tone}`} />
                {words.verb(flow.key, flow.verb)}
              </th>
              <td>{words.role(flow.from)}</td>
              <td>{words.role(flow.to)}</td>
              <td>{flow.unit === null ? '' : `${amountWords(flow.amount)} ${words.symbol(flow.unit)}`}</td>
              <td>{group(String(flow.count))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </section>
)
