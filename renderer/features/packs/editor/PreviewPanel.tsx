/** Beside the editor: what the pack finds in blocks that the chain has already, and what documents come of it. */
import { useState } from 'react'
import type { BusinessEvent, DocumentRow } from '#shared/contract/packs.ts'
import type { Pack } from '#shared/pack.ts'
import { safeName, shortAddress } from '../../../format/address.ts'
import { group, shortAmount } from '../../../format/amount.ts'
import { fullTime, tableTime } from '../../../format/time.ts'
import { t, tn } from '../../../i18n/t.ts'
import { kindWords } from '../../../i18n/words.ts'
import { useChains } from '../../../stores/status.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { EvidenceBit } from '../../alerts/OrderBits.tsx'
import { documentName } from '../../business/words.ts'
import { ChainSelect } from '../PlaceFields.tsx'
import { SelectField } from './fields.tsx'
import { type PackTrial, usePreview } from './usePreview.ts'

/** `pack`: null while it cannot be tried; `why` says what is missing then. */
export function PreviewPanel({ pack, draft, why }: { pack: Pack | null; draft: Pack; why: string | null }) {
  const chains = useChains()
  const standsOn = Object.values(draft.contracts).flatMap(({ at }) => at.map(({ chainId }) => chainId))
  const [chosen, setChosen] = useState<number | null>(null)
  const [blocks, setBlocks] = useState('200')
  const chainId = chosen ?? chains.find((chain) => standsOn.includes(chain.chainId))?.chainId ?? chains[0]?.chainId ?? 0
  const trial = usePreview(standsOn.length === 0 ? null : pack, chainId, Number(blocks))
  return (
    <aside className="dry-run pack-preview" aria-label={t('Tried on past blocks')} aria-busy={trial.running}>
      <h2>{t('Tried on past blocks')}</h2>
      <div className="part-fields">
        <ChainSelect label={t('Chain')} chainId={chainId} onChain={setChosen} />
        <SelectField
          label={t('Newest blocks')}
          value={blocks}
          options={['50', '200', '1000', '2000'].map((value) => ({ value, label: group(value) }))}
          onChange={setBlocks}
        />
      </div>
      {why !== null ? (
        <p className="dry-wait muted">{why}</p>
      ) : standsOn.length === 0 ? (
        <p className="dry-wait muted">{t('Say where a contract is, and its past blocks are read here.')}</p>
      ) : (
        <Progress trial={trial} blocks={Number(blocks)} />
      )}
      {trial.answer !== null && <Answer answer={trial.answer} pack={draft} old={why !== null} />}
    </aside>
  )
}

function Progress({ trial: { answer, problem, running, stop, again }, blocks }: { trial: PackTrial; blocks: number }) {
  return (
    <div className="preview-progress">
      {problem !== null && (
        <p className="bad" role="alert">
          {problem}
        </p>
      )}
      {running && <progress aria-label={t('Blocks read')} max={blocks} value={answer?.done === false ? answer.read : 0} />}
      <span className="muted" role="status">
        {running ? t('Reading and proving…') : answer && problem === null ? readWords(answer) : ''}
      </span>
      {running ? (
        <Button onClick={stop}>{t('Stop')}</Button>
      ) : (
        <Button onClick={again}>
          <Icon name="retry" size={12} />
          {t('Again')}
        </Button>
      )}
    </div>
  )
}

const readWords = ({ from, to, read }: NonNullable<PackTrial['answer']>): string =>
  t('{n} blocks read, {from} to {to}', { n: group(String(read)), from: group(String(from)), to: group(String(to)) })

function Answer({ answer, pack, old }: { answer: NonNullable<PackTrial['answer']>; pack: Pack; old: boolean }) {
  const { events, total, documents, problems } = answer
  const [shown, setShown] = useState<'events' | 'documents'>('events')
  return (
    <div className="dry-answer">
      {old && <p className="muted">{t('Found with the pack as it was before:')}</p>}
      <p className="dry-rings">
        <strong>{group(String(total))}</strong>
        <span>{tn(total, 'event found', 'events found')}</span>
      </p>
      {problems.map((problem) => (
        <p key={problem} className="dry-note warn">
          <Icon name="info" size={12} />
          {problem}
        </p>
      ))}
      <div className="pane-tabs">
        <button type="button" aria-pressed={shown === 'events'} onClick={() => setShown('events')}>
          {t('Events')}
        </button>
        <button type="button" aria-pressed={shown === 'documents'} onClick={() => setShown('documents')}>
          {t('Documents')} {documents.length}
        </button>
      </div>
      {shown === 'events' ? (
        events.length === 0 ? (
          <p className="faint">{t('Nothing that the pack names happened in these blocks.')}</p>
        ) : (
          <ul className="dry-rows">
            {events.map((event) => (
              <EventLine key={event.row.id} event={event} pack={pack} />
            ))}
          </ul>
        )
      ) : documents.length === 0 ? (
        <p className="faint">{t('No document came of them.')}</p>
      ) : (
        <ul className="dry-rows">
          {documents.map((document) => (
            <DocumentLine key={`${document.type} ${document.id}`} document={document} pack={pack} />
          ))}
        </ul>
      )}
    </div>
  )
}

const stateWord = (pack: Pack, type: string, state: string): string =>
  state === 'new' ? t('New') : safeName(pack.documents[type]?.states[state]?.label ?? state, 30)

function EventLine({ event: { row, business, before, after }, pack }: { event: BusinessEvent; pack: Pack }) {
  const seconds = row.marks.time > 0 ? row.marks.time : null
  const { document } = business
  return (
    <li className="dry-row preview-row">
      <div className="dry-line">
        <span className="muted" title={fullTime(seconds)}>
          {tableTime(seconds, new Date())}
        </span>
        <strong className="clip">{safeName(pack.verbs[business.key]?.label ?? kindWords(business.verb, business.verb), 40)}</strong>
      </div>
      <div className="dry-line">
        <span className="clip">{business.unit === null ? '' : `${shortAmount(row.amount)} ${safeName(row.asset.symbol)}`}</span>
        <span className="dry-proof">
          <EvidenceBit evidence={row.evidence} />
        </span>
      </div>
      <span className="muted clip mono" title={`${row.from} → ${row.to}`}>
        {shortAddress(row.from)} → {shortAddress(row.to)}
      </span>
      {document && before !== null && after !== null && (
        <span className="clip">
          {safeName(pack.documents[document.type]?.label ?? document.type, 30)} {documentName(document.id)}:{' '}
          {stateWord(pack, document.type, before)} → {stateWord(pack, document.type, after)}
        </span>
      )}
    </li>
  )
}

function DocumentLine({ document, pack }: { document: DocumentRow; pack: Pack }) {
  const { type, id, state, amount, unit, overdue, events } = document
  return (
    <li className="dry-row preview-row">
      <div className="dry-line">
        <span className="clip" title={id}>
          {safeName(pack.documents[type]?.label ?? type, 30)} {documentName(id)}
        </span>
        <strong className="clip">{stateWord(pack, type, state)}</strong>
      </div>
      <span className="muted">
        {[
          ...(amount === null || unit === null ? [] : [`${shortAmount(amount)} ${safeName(pack.units[unit]?.symbol ?? unit, 20)}`]),
          tn(events, 'one event', '{n} events'),
          ...(overdue ? [t('overdue')] : []),
        ].join(' · ')}
      </span>
    </li>
  )
}
