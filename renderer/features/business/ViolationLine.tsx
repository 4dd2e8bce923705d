/** One violation: how grave, which rule, its sentence, and the ways to what it is about. */
import type { Violation } from '#shared/contract/packs.ts'
import { safeName } from '../../format/address.ts'
import { fullTime, tableTime } from '../../format/time.ts'
import { t } from '../../i18n/t.ts'
import { openDocument } from '../../stores/business.ts'
import { goTo, openDrawer } from '../../stores/view.ts'
import { Account } from './accounts.tsx'
import { Severity, violationStates } from './parts.tsx'
import { documentName, type PackWords } from './words.ts'

type Props = { readonly violation: Violation; readonly words: PackWords; readonly inDocument?: boolean }

export function ViolationLine({ violation, words, inDocument = false }: Props) {
  const { pack, chainId, invariant, label, severity, sentence, orderId, document, account, at, state } = violation
  const { word, explains } = violationStates[state]
  const said = safeName(sentence, 400)
  return (
    <article className={`violation ${state}`} data-state={state}>
      <p className="violation-head">
        <Severity severity={severity} />
        <bdi className="violation-rule clip">{words.rule(invariant, label)}</bdi>
        <span className={`violation-state ${state}`} title={t(explains)}>
          {t(word)}
        </span>
        <time className="faint" title={fullTime(at)} dateTime={new Date(at * 1000).toISOString()}>
          {tableTime(at, new Date())}
        </time>
      </p>
      <p className={inDocument ? 'violation-sentence' : 'violation-sentence clip'} title={said}>
        {state === 'open' ? <bdi>{said}</bdi> : <s>{said}</s>}
      </p>
      <p className="violation-links">
        {!inDocument && document !== null && (
          <button type="button" className="link" title={document.id} onClick={() => openDocument({ pack, chainId, ...document })}>
            {words.type(document.type)} <bdi>{documentName(document.id)}</bdi>
          </button>
        )}
        {orderId !== null && (
          <button type="button" className="link" onClick={() => showOrder(orderId)}>
            {t('Its order')}
          </button>
        )}
        {account !== null && <Account chainId={chainId} address={account} />}
      </p>
    </article>
  )
}

/** The order in the table, with its details open. */
export function showOrder(id: string): void {
  goTo('orders')
  openDrawer(id)
}
