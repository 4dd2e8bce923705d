/** Packs: a list of them, or the one that is being written. */
import './packs.css'
import '../rules/rules.css'
import '../labels/labels.css'
import '../alerts/alerts.css'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { on } from '../../bridge/host.ts'
import { t, tn } from '../../i18n/t.ts'
import { emptyPack, openPack, usePackDraft } from '../../stores/packDraft.ts'
import { goTo } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { PackEditor } from './editor/PackEditor.tsx'
import { ImportPanel } from './ImportPanel.tsx'
import { PackLine } from './PackLine.tsx'
import { reloadPackList, removeUnreadPack, usePacks } from './store.ts'
import { useImportPack } from './useImportPack.ts'

export function PacksPage() {
  const draft = usePackDraft((state) => state.draft)
  useEffect(() => {
    void reloadPackList()
    return on('business.changed', () => void reloadPackList())
  }, [])
  return <main className="packs-page">{draft ? <PackEditor key={draft.stored ?? 'new'} draft={draft} /> : <List />}</main>
}

function List() {
  const { view, problem } = usePacks()
  const importing = useImportPack()
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file) void importing.read(file)
  }
  const packs = view?.packs ?? []
  const watching = packs.filter(({ enabled, problems }) => enabled && problems.length === 0).length
  return (
    <section
      className={over ? 'packs-list labels-page over' : 'packs-list'}
      aria-label={t('Packs')}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setOver(false)
      }}
      onDrop={drop}
    >
      <div className="alerts-bar">
        <h1 className="packs-title">{t('Packs')}</h1>
        <span className="muted" role="status">
          {view === null
            ? (problem ?? t('Reading…'))
            : tn(watching, '1 of {all} packs is watching', '{n} of {all} packs are watching', { all: packs.length })}
        </span>
        <span className="labels-space" />
        <Button onClick={() => goTo('business')}>{t('Businesses')}</Button>
        <ChooseFile onFile={(file) => void importing.read(file)} />
        <Button kind="primary" onClick={() => openPack(newPack(packs.map(({ pack }) => pack.id)), false)}>
          <Icon name="plus" />
          {t('New pack')}
        </Button>
      </div>
      <ImportPanel importing={importing} known={packs} />
      <div className="rules-scroll">
        <p className="packs-about muted">
          {t(
            'A pack says in one file what the contracts of a business mean: which events are issuing, paying or settling, who takes part as what, which documents come of it, and what must hold.',
          )}
        </p>
        {packs.length > 0 && (
          <ul className="rule-list">
            {packs.map((standing) => (
              <PackLine key={standing.pack.id} standing={standing} ids={packs.map(({ pack }) => pack.id)} />
            ))}
          </ul>
        )}
        {view?.unread.map(({ index, name, problem: why }) => (
          <div key={index} className="rule-unread">
            <Icon name="warning" />
            <p>
              <strong>{name}</strong> {why}
            </p>
            <Button onClick={() => void removeUnreadPack(index)}>{t('Remove')}</Button>
          </div>
        ))}
        {view !== null && packs.length === 0 && (
          <div className="packs-empty">
            <h2>{t('No pack yet')}</h2>
            <p className="muted">{t('Import the file of one, or make one from the ABI of a contract.')}</p>
          </div>
        )}
      </div>
      {over && <p className="labels-drop">{t('Drop the file to look at its pack')}</p>}
    </section>
  )
}

function ChooseFile({ onFile }: { onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept=".json"
        data-testid="pack-file"
        onChange={({ target }) => {
          const file = target.files?.[0]
          if (file) onFile(file)
          // The same file chosen again, after it was corrected, is a change too.
          target.value = ''
        }}
      />
      <Button title={t('The file of a pack; or drop it anywhere on this page')} onClick={() => input.current?.click()}>
        <Icon name="upload" />
        {t('Import a file…')}
      </Button>
    </>
  )
}

function newPack(taken: readonly string[]) {
  for (let number = 1; ; number++) {
    const id = number === 1 ? emptyPack.id : `${emptyPack.id}-${number}`
    if (!taken.includes(id)) return { ...emptyPack, id }
  }
}
