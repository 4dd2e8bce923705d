/** What a label file would bring, line by line where it is wrong, before anything of it is stored. */
import type { ImportPreview } from '#shared/contract/labels.ts'
import { safeName, shortAddress } from '../../format/address.ts'
import { group } from '../../format/amount.ts'
import { t, tn } from '../../i18n/t.ts'
import { roleWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { Importing } from './useImport.ts'

export function ImportPanel({ importing: { state, store, cancel } }: { importing: Importing }) {
  if (state.step === 'none') return null
  return (
    <section className="import-panel" aria-label={t('Import of labels')} aria-busy={state.step === 'reading' || state.step === 'storing'}>
      {state.step === 'reading' && (
        <div className="import-busy" role="status">
          <p>{t('Reading {file}…', { file: safeName(state.name, 80) })}</p>
          <progress value={state.share} max={1} aria-label={t('Read so far')} />
          <Button onClick={cancel}>{t('Cancel')}</Button>
        </div>
      )}
      {state.step === 'storing' && (
        <div className="import-busy" role="status">
          <p>{t('{n} of {total} labels stored', { n: group(String(state.stored)), total: group(String(state.preview.labels)) })}</p>
          <progress value={state.stored} max={Math.max(1, state.preview.labels)} aria-label={t('Stored so far')} />
        </div>
      )}
      {state.step === 'failed' && (
        <div className="import-busy" role="alert">
          <p className="bad">
            <strong>
              <bdi>{safeName(state.name, 80)}</bdi>
            </strong>{' '}
            {state.sentence}
          </p>
          <Button onClick={cancel}>{t('Close')}</Button>
        </div>
      )}
      {state.step === 'preview' && <Preview preview={state.preview} onStore={() => void store()} onCancel={cancel} />}
    </section>
  )
}

function Preview({ preview, onStore, onCancel }: { preview: ImportPreview; onStore: () => void; onCancel: () => void }) {
  const { source, format, labels, repeated, refused, first, problems, warning } = preview
  const more = refused - problems.length
  return (
    <div className="import-preview" role="status">
      <header>
        <h2>
          <bdi>{safeName(source, 80)}</bdi>
        </h2>
        {format !== null && <span className="faint">{format}</span>}
      </header>
      <p>
        {tn(labels, '{n} label can be stored.', '{n} labels can be stored.')}{' '}
        {repeated > 0 &&
          tn(
            repeated,
            '{n} entry names an account again: the last one counts.',
            '{n} entries name an account again: the last one counts.',
          )}{' '}
        {refused > 0 && <span className="bad">{tn(refused, '{n} entry cannot be used.', '{n} entries cannot be used.')}</span>}
      </p>
      {warning !== null && (
        <p className="warn">
          <Icon name="warning" size={12} /> {warning}
        </p>
      )}
      {problems.length > 0 && (
        <ul className="import-problems">
          {problems.map(({ line, sentence }) => (
            <li key={`${line} ${sentence}`}>
              {line !== null && <span className="faint">{t('Line {n}', { n: group(String(line)) })}</span>} {sentence}
            </li>
          ))}
          {more > 0 && <li className="faint">{tn(more, 'and {n} more', 'and {n} more')}</li>}
        </ul>
      )}
      {first.length > 0 && (
        <ul className="import-first">
          {first.slice(0, 5).map((label) => (
            <li key={`${label.chainId} ${label.address}`}>
              <span className="mono faint">{shortAddress(label.address)}</span> <bdi>{safeName(label.name, 60)}</bdi>
              <span className="faint">{roleWords(label.role)}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="import-actions">
        <Button kind="primary" disabled={labels === 0} onClick={onStore}>
          {labels === 0 ? t('Nothing to store') : tn(labels, 'Store {n} label', 'Store {n} labels')}
        </Button>
        <Button onClick={onCancel}>{t('Cancel')}</Button>
      </div>
    </div>
  )
}
