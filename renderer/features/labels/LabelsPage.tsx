/** Who is who: every label with its source, the user's own files in and out. */
import './labels.css'
import { type DragEvent, useMemo, useRef, useState } from 'react'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { t, tn } from '../../i18n/t.ts'
import { say } from '../../stores/jobs.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { ImportPanel } from './ImportPanel.tsx'
import { LabelTable } from './LabelTable.tsx'
import { Sources } from './Sources.tsx'
import { useImport } from './useImport.ts'
import { type LabelPages, useLabelPages } from './useLabelPages.ts'

export function LabelsPage() {
  const [text, setText] = useState('')
  const [source, setSource] = useState<string | null>(null)
  const [over, setOver] = useState(false)
  const filter = useMemo(
    () => ({ ...(text.trim() !== '' && { text: text.trim() }), ...(source !== null && { sources: [source] }) }),
    [text, source],
  )
  const pages = useLabelPages(filter)
  const importing = useImport()
  const take = (file: File | undefined) => {
    if (file) void importing.read(file)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  return (
    <main
      className={over ? 'labels-page over' : 'labels-page'}
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
      <Sources chosen={source} onChoose={setSource} />
      <div className="labels-main">
        <div className="labels-bar">
          <h1 className="visually-hidden">{t('Labels')}</h1>
          <div className="labels-search">
            <Icon name="search" />
            <input
              type="search"
              className="input"
              value={text}
              maxLength={200}
              placeholder={t('Name, owner or address')}
              aria-label={t('Search labels by name, owner or address')}
              spellCheck={false}
              autoComplete="off"
              onChange={({ target }) => setText(target.value)}
            />
          </div>
          <span className="faint" role="status">
            {pages.total !== null && tn(pages.total, '{n} label', '{n} labels')}
          </span>
          <span className="labels-space" />
          <ChooseFile onFile={take} />
          <ExportLabels />
        </div>
        <ImportPanel importing={importing} />
        {pages.problem !== null && <p className="labels-problem bad">{pages.problem}</p>}
        <LabelTable pages={pages} />
        <Empty pages={pages} narrow={text.trim() !== '' || source !== null} />
      </div>
      {over && <p className="labels-drop">{t('Drop the file to look at its labels')}</p>}
    </main>
  )
}

function Empty({ pages: { total, problem }, narrow }: { pages: LabelPages; narrow: boolean }) {
  if (total === null && problem === null) return <p className="labels-empty faint">{t('Reading…')}</p>
  if (total !== 0) return null
  return (
    <div className="labels-empty" role="status">
      <h2>{narrow ? t('No label matches') : t('No label yet')}</h2>
      <p className="muted">
        {narrow
          ? t('Search for another name, or look into all sources.')
          : t(
              'Label an account from the details of an order, or import a file: CSV or JSON, as wallets, explorers and label lists write them.',
            )}
      </p>
    </div>
  )
}

function ChooseFile({ onFile }: { onFile: (file: File | undefined) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,.json,.ndjson,.jsonl"
        data-testid="label-file"
        onChange={({ target }) => {
          onFile(target.files?.[0])
          // The same file chosen again, after it was corrected, is a change too.
          target.value = ''
        }}
      />
      <Button title={t('CSV or JSON; or drop the file anywhere on this page')} onClick={() => input.current?.click()}>
        <Icon name="upload" />
        {t('Import a file…')}
      </Button>
    </>
  )
}

function ExportLabels() {
  const write = async (format: 'csv' | 'json') => {
    try {
      const done = await client['labels.export']({ format })
      if (!done) return
      if (isDownload(done.path)) return fetchFile(done.path)
      say(tn(done.labels, '{n} label written to {path}', '{n} labels written to {path}', { path: done.path }), 'info')
    } catch (thrown) {
      say(sentenceOf(thrown), 'bad')
    }
  }
  return (
    <Popover
      label={t('Export your labels')}
      buttonClass="button"
      panelClass="menu"
      button={
        <>
          <Icon name="download" />
          {t('Export mine')}
          <Icon name="chevronDown" size={12} />
        </>
      }
    >
      <button type="button" className="menu-item" onClick={() => void write('csv')}>
        {t('As CSV')}
      </button>
      <button type="button" className="menu-item" onClick={() => void write('json')}>
        {t('As JSON')}
      </button>
    </Popover>
  )
}

/** On the headless host the path is an address of this very server; on the desktop it is a place on disk. */
const isDownload = (path: string): boolean => /^(https?:\/)?\/download\//.test(path.replace(window.location.origin, ''))

function fetchFile(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}
