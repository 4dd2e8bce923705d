/** Value over time, stacked by chain or by kind; and what went into and out of exchanges. */
import { useState } from 'react'
import { bucketSeconds, type ExchangeFlow, type ValueOverTime } from '#shared/contract/charts.ts'
import { safeName } from '../../format/address.ts'
import { group } from '../../format/amount.ts'
import { shortUsd } from '../../format/money.ts'
import { type PlainKey, t, tn } from '../../i18n/t.ts'
import { kindWords } from '../../i18n/words.ts'
import { useChains, useStatus } from '../../stores/status.ts'
import { narrow } from '../../stores/view.ts'
import { BarChart } from './BarChart.tsx'
import { flowSteps, type Group, length, others, share, stack, sum } from './figures.ts'
import { Panel, type Told } from './Panel.tsx'
import { type ChartQuestion, useChart } from './useChart.ts'
import { signedUsd, stepMark, stepWords, tickUsd, timeGrid } from './words.ts'

const mostGroups = 8
const by = { chain: 'By chain', kind: 'By kind' } as const satisfies Record<string, PlainKey>
type By = keyof typeof by

/** A stretch of steps becomes the filter's time. */
const markTime = (steps: readonly { readonly time: number }[], bucket: ValueOverTime['bucket']) => (first: number, last: number) => {
  const [from, to] = [steps[first]?.time, steps[last]?.time]
  if (from !== undefined && to !== undefined) narrow({ fromTime: from, toTime: to + bucketSeconds[bucket] - 1 })
}

export function ValuePanel({ question }: { question: ChartQuestion }) {
  const [split, setSplit] = useState<By>('chain')
  const charted = useChart('charts.valueOverTime', question)
  const nameOf = useGroupName(split)
  const pick = (id: string) => narrow(split === 'chain' ? { chainIds: [Number(id)] } : { kinds: [id] })
  const tell = (data: ValueOverTime): Told => {
    const { groups, steps } = stack(data, split, mostGroups)
    const usd = groups.reduce((all, each) => sum(all, each.usd), '0')
    const count = groups.reduce((all, each) => all + each.count, 0)
    const mark = markTime(steps, data.bucket)
    const first = groups[0]
    const [from, to] = [steps[0], steps.at(-1)]
    const orders = tn(count, '{n} order', '{n} orders')
    const summary =
      !first || !from || !to
        ? t('No order with a time passes the filter.')
        : t('{usd} in {orders}, {from} to {to}. Most: {name}, {share} %.', {
            usd: shortUsd(usd),
            orders,
            from: stepWords(from.time, data.bucket),
            to: stepWords(to.time, data.bucket),
            name: nameOf(first),
            share: share(first.usd, usd),
          })
    return {
      summary,
      empty: count === 0,
      head: [t('Time'), t('USD'), t('Orders'), ...groups.map(nameOf)],
      rows: steps
        .map((step, index) => ({ step, index }))
        .filter(({ step }) => step.count > 0)
        .map(({ step, index }) => ({
          key: step.time,
          cells: [
            stepWords(step.time, data.bucket),
            shortUsd(step.usd),
            group(String(step.count)),
            ...groups.map((_, at) => shortUsd(step.pieces.find((piece) => piece.group === at)?.usd ?? '0')),
          ],
          pick: { label: t('Only this time'), run: () => mark(index, index) },
        })),
      picture: (
        <>
          <BarChart
            summary={summary}
            columns={steps.map(({ time, pieces }) => ({
              key: time,
              up: pieces.map((piece) => ({ color: `tone-${piece.group}`, value: length(piece.usd) })),
            }))}
            axis={(index) => stepMark(steps[index]?.time ?? 0, data.bucket)}
            grid={timeGrid(steps[0]?.time ?? 0, data.bucket)}
            figure={tickUsd}
            details={(index) => {
              const step = steps[index]
              return (
                step && (
                  <>
                    <strong>{stepWords(step.time, data.bucket)}</strong>
                    <span>
                      {shortUsd(step.usd)} · {tn(step.count, '{n} order', '{n} orders')}
                    </span>
                    {step.pieces.map((piece) => (
                      <span key={piece.group}>
                        <i className={`chart-key tone-${piece.group}`} />
                        {nameOf(groups[piece.group])} {shortUsd(piece.usd)}
                      </span>
                    ))}
                  </>
                )
              )
            }}
            onMark={mark}
          />
          <ul className="legend">
            {groups.map((each, index) => (
              <li key={each.id}>
                <button
                  type="button"
                  disabled={each.id === others}
                  title={t('Only {name}', { name: nameOf(each) })}
                  onClick={() => pick(each.id)}
                >
                  <i className={`chart-key tone-${index}`} />
                  {nameOf(each)} <span className="faint">{shortUsd(each.usd)}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      ),
    }
  }
  return (
    <Panel wide title={t('Value moved over time')} charted={charted} tell={tell} controls={<Split split={split} onSplit={setSplit} />} />
  )
}

function Split({ split, onSplit }: { split: By; onSplit: (split: By) => void }) {
  return (
    <div className="segments" role="radiogroup" aria-label={t('Split')}>
      {(['chain', 'kind'] as const).map((each) => (
        <label key={each} className={each === split ? 'on' : undefined}>
          <input type="radio" name="chart-split" checked={each === split} onChange={() => onSplit(each)} />
          {t(by[each])}
        </label>
      ))}
    </div>
  )
}

function useGroupName(split: By): (group: Group | undefined) => string {
  const { chains, kinds } = useStatus((state) => state.catalog)
  const watched = useChains()
  return (group) => {
    if (!group || group.id === others) return t('All others')
    if (split === 'kind') return kindWords(group.id, kinds.find(({ id }) => id === group.id)?.label ?? group.id)
    const chainId = Number(group.id)
    return safeName([...watched, ...chains].find((chain) => chain.chainId === chainId)?.name ?? t('Chain {id}', { id: chainId }), 40)
  }
}

export function FlowPanel({ question }: { question: ChartQuestion }) {
  const charted = useChart('charts.exchangeFlow', question)
  const tell = (data: ExchangeFlow): Told => {
    const steps = flowSteps(data)
    const mark = markTime(steps, data.bucket)
    const { total } = data
    const values = { in: shortUsd(total.in), out: shortUsd(total.out), net: signedUsd(total.net) }
    const count = total.inCount + total.outCount
    const summary =
      count === 0 ? t('No movement into or out of a known exchange passes the filter.') : t('{in} in, {out} out: net {net}.', values)
    return {
      summary,
      empty: count === 0,
      head: [t('Time'), t('In'), t('Out'), t('Net')],
      rows: steps
        .map((step, index) => ({ step, index }))
        .filter(({ step }) => step.inCount + step.outCount > 0)
        .map(({ step, index }) => ({
          key: step.time,
          cells: [stepWords(step.time, data.bucket), shortUsd(step.in), shortUsd(step.out), signedUsd(step.net)],
          pick: { label: t('Only this time'), run: () => mark(index, index) },
        })),
      picture: (
        <>
          <BarChart
            summary={summary}
            columns={steps.map((step) => ({
              key: step.time,
              up: [{ color: 'tone-in', value: length(step.in) }],
              down: [{ color: 'tone-out', value: length(step.out) }],
              // Where only one side moved its bar is the net already.
              ...(step.inCount > 0 && step.outCount > 0 && { net: length(step.net) }),
            }))}
            axis={(index) => stepMark(steps[index]?.time ?? 0, data.bucket)}
            grid={timeGrid(steps[0]?.time ?? 0, data.bucket)}
            figure={tickUsd}
            details={(index) => {
              const step = steps[index]
              return (
                step && (
                  <>
                    <strong>{stepWords(step.time, data.bucket)}</strong>
                    <span>
                      <i className="chart-key tone-in" />
                      {t('In')} {shortUsd(step.in)}
                    </span>
                    <span>
                      <i className="chart-key tone-out" />
                      {t('Out')} {shortUsd(step.out)}
                    </span>
                    <span>
                      {t('Net')} {signedUsd(step.net)}
                    </span>
                  </>
                )
              )
            }}
            onMark={mark}
          />
          <ul className="legend">
            <li>
              <button type="button" onClick={() => narrow({ flows: ['inflow'] })}>
                <i className="chart-key tone-in" />
                {t('Into exchanges')} <span className="faint">{values.in}</span>
              </button>
            </li>
            <li>
              <button type="button" onClick={() => narrow({ flows: ['outflow'] })}>
                <i className="chart-key tone-out" />
                {t('Out of exchanges')} <span className="faint">{values.out}</span>
              </button>
            </li>
            {data.entities.slice(0, 6).map(({ entity, net }) => (
              <li key={entity}>
                <button type="button" title={t('Only {name}', { name: safeName(entity, 60) })} onClick={() => narrow({ label: entity })}>
                  <bdi>{safeName(entity, 30)}</bdi> <span className="faint">{t('net {usd}', { usd: signedUsd(net) })}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      ),
    }
  }
  return <Panel wide title={t('Into and out of exchanges')} charted={charted} tell={tell} />
}
