/** One document's life: how it stands, what is broken about it, and every event with its proof. */
import type { BusinessEvent, PackStanding } from '#shared/contract/packs.ts'
import { client } from '../../bridge/host.ts'
import { fullTime, tableTime } from '../../format/time.ts'
import { t, tn } from '../../i18n/t.ts'
import { closeDocument, type DocumentRef } from '../../stores/business.ts'
import { useChainName } from '../../stores/status.ts'
import { Button } from '../../ui/Button.tsx'
import { ChainMark } from '../../ui/ChainMark.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Hex, Line, Section } from '../order/lines.tsx'
import { KindIcon } from '../orders/kinds.tsx'
import { stateWords } from '../orders/states.ts'
import { Account } from './accounts.tsx'
import { Broken, Due, Evidence } from './parts.tsx'
import { useAsked } from './useAsked.ts'
import { showOrder, ViolationLine } from './ViolationLine.tsx'
import { amountWords, documentName, type PackWords } from './words.ts'

type Props = { readonly reference: DocumentRef; readonly standing: PackStanding; readonly words: PackWords }

export function DocumentDrawer({ reference, words }: Props) {
  const { pack, chainId, type, id } = reference
  const { data, problem } = useAsked(JSON.stringify(reference), async () => ({
    of: id,
    answer: await client['business.document']({ pack, chainId, type, id }),
  }))
  const life = data?.of === id ? data.answer : undefined
  const chain = useChainName(chainId)
  return (
    <aside className="drawer document-drawer" aria-label={t('Document details')}>
      <header className="drawer-head">
        <p className="drawer-kind">
          <ChainMark chainId={chainId} name={chain} />
          {chain}
          <span className="faint">·</span>
          {words.type(type)}
        </p>
        <h2 className="document-title" title={id}>
          <bdi>{documentName(id)}</bdi>
        </h2>
        {life && (
          <p className="document-standing">
            <span className={words.isFinal(type, life.document.state) ? 'state-word final' : 'state-word'}>
              {words.state(type, life.document.state)}
            </span>
            <Due document={life.document} />
            <Broken count={life.document.violations} />
            <Evidence level={life.document.evidence} />
          </p>
        )}
      </header>
      {problem !== null && (
        <p className="bad" role="alert">
          {problem}
        </p>
      )}
      {life === undefined && problem === null && <p className="faint">{t('Reading…')}</p>}
      {life === null && <p className="muted">{t('Of this document nothing stands any more: the chain took back what it came from.')}</p>}
      {life && <Life life={life} words={words} />}
      <Button
        kind="quiet"
        iconOnly
        className="drawer-close"
        aria-label={t('Close details')}
        title={t('Close (Esc)')}
        onClick={closeDocument}
      >
        <Icon name="close" />
      </Button>
    </aside>
  )
}

type LifeOf = NonNullable<Awaited<ReturnType<(typeof client)['business.document']>>>

function Life({ life: { document, events, violations }, words }: { life: LifeOf; words: PackWords }) {
  const { id, chainId, issuer, holder, amount, unit, due } = document
  return (
    <>
      <Section title={t('Document')}>
        <dl>
          {amount !== null && (
            <Line name={t('Amount')}>
              {amountWords(amount)} <bdi>{words.symbol(unit)}</bdi>
            </Line>
          )}
          {issuer !== null && (
            <Line name={t('Issuer')}>
              <Account chainId={chainId} address={issuer} />
            </Line>
          )}
          {holder !== null && (
            <Line name={t('Holder')}>
              <Account chainId={chainId} address={holder} />
            </Line>
          )}
          {due !== null && <Line name={t('Due##date')}>{fullTime(due)}</Line>}
          <Line name={t('Identifier')}>
            <Hex value={id} what={t('identifier')} />
          </Line>
        </dl>
      </Section>
      {violations.length > 0 && (
        <Section title={tn(violations.length, '{n} violation', '{n} violations')}>
          {violations.map((violation) => (
            <ViolationLine key={violation.id} violation={violation} words={words} inDocument />
          ))}
        </Section>
      )}
      <Section title={tn(events.length, '{n} event, oldest first', '{n} events, oldest first')}>
        <ol className="timeline">
          {events.map((event) => (
            <Event key={event.row.id} event={event} type={document.type} words={words} />
          ))}
        </ol>
      </Section>
    </>
  )
}

function Event({ event: { row, business, before, after }, type, words }: { event: BusinessEvent; type: string; words: PackWords }) {
  const { id, chainId, from, to, amount, asset, evidence, marks, kind, state } = row
  const verb = words.verb(business.key, business.verb)
  const { word, icon, explains } = stateWords[state]
  return (
    <li className="event" data-verb={business.key}>
      <p className="event-head">
        <KindIcon kind={kind} />
        <b>{verb}</b>
        <time className="faint" title={fullTime(marks.time)} dateTime={new Date(marks.time * 1000).toISOString()}>
          {tableTime(marks.time, new Date())}
        </time>
      </p>
      <p className="event-parties">
        <Account chainId={chainId} address={from} />
        <Icon name="arrowRight" size={11} />
        <Account chainId={chainId} address={to} />
      </p>
      {business.unit !== null && !/^0(\.0*)?$/.test(amount) && (
        <p>
          {amountWords(amount)} <bdi className="muted">{words.symbol(business.unit) || asset.symbol}</bdi>
        </p>
      )}
      {(before !== null || after !== null) && (
        <p className="event-states">
          <span className="state-word">{before === null ? t('New##state') : words.state(type, before)}</span>
          <Icon name="arrowRight" size={11} />
          <span className="state-word">{after === null ? t('Unknown') : words.state(type, after)}</span>
        </p>
      )}
      <p className="event-proof">
        <Evidence level={evidence} />
        <span className={`c-state ${state}`} title={explains}>
          <Icon name={icon} size={12} />
          {word}
        </span>
        <button type="button" className="link" aria-label={t('Its order: {verb}', { verb })} onClick={() => showOrder(id)}>
          {t('Its order')}
        </button>
      </p>
    </li>
  )
}
