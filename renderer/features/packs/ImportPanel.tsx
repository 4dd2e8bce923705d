/** What a chosen file holds, and what is wrong with it, before it is kept. */
import type { PackStanding } from '#shared/contract/packs.ts'
import { safeName } from '../../format/address.ts'
import { t, tn } from '../../i18n/t.ts'
import { openPack } from '../../stores/packDraft.ts'
import { Button } from '../../ui/Button.tsx'
import { Problems } from './Problems.tsx'
import type { ImportingPack } from './useImportPack.ts'

type Props = { readonly importing: ImportingPack; readonly known: readonly PackStanding[] }

export function ImportPanel({ importing: { state, keep, cancel }, known }: Props) {
  if (state.step === 'none') return null
  if (state.step === 'reading') {
    return (
      <section className="import-panel" aria-label={t('Import')}>
        <p className="faint">{t('Reading {name}…', { name: safeName(state.name, 60) })}</p>
      </section>
    )
  }
  const { pack, problems, name } = state
  const other = known.find((standing) => standing.pack.id === pack?.id)
  return (
    <section className="import-panel" aria-label={t('Import')}>
      <div className="import-preview">
        <header>
          <h2>
            <bdi>{pack === null ? safeName(name, 60) : safeName(pack.name, 80)}</bdi>
          </h2>
          {pack && (
            <span className="muted">
              {[
                t('Revision {n}', { n: pack.revision }),
                tn(Object.keys(pack.contracts).length, 'one contract', '{n} contracts'),
                tn(Object.keys(pack.verbs).length, 'one verb', '{n} verbs'),
                tn(Object.keys(pack.documents).length, 'one kind of document', '{n} kinds of documents'),
                tn(Object.keys(pack.invariants).length, 'one invariant', '{n} invariants'),
              ].join(' · ')}
            </span>
          )}
        </header>
        {pack && pack.about !== '' && <p className="pack-about">{pack.about}</p>}
        {other && (
          <p className="warn">
            {t('It takes the place of “{name}”, revision {n}.', { name: safeName(other.pack.name, 60), n: other.pack.revision })}
          </p>
        )}
        <Problems problems={problems} />
        <div className="import-actions">
          <Button kind="primary" disabled={pack === null || problems.length > 0} onClick={() => void keep()}>
            {t('Keep this pack')}
          </Button>
          {pack && (
            <Button
              onClick={() => {
                openPack(pack, false)
                cancel()
              }}
            >
              {t('Open in the editor')}
            </Button>
          )}
          <Button onClick={cancel}>{t('Cancel')}</Button>
        </div>
      </div>
    </section>
  )
}
