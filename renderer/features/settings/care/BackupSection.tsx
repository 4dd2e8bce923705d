/** The whole set of settings as a file: written without secrets, and read back after a look at what it would change. */
import { type DragEvent, useRef, useState } from 'react'
import type { Output } from '#shared/contract/index.ts'
import { type SettingKey, settingEntries } from '#shared/settings.ts'
import { sentenceOf } from '../../../bridge/client.ts'
import { client } from '../../../bridge/host.ts'
import { t, tn } from '../../../i18n/t.ts'
import { settingWords } from '../../../i18n/words.ts'
import { Button } from '../../../ui/Button.tsx'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Line } from '../Line.tsx'

/** As much as the host takes. */
const mostBytes = 2_000_000

export function BackupSection() {
  return (
    <>
      <Export />
      <Import />
    </>
  )
}

function Export() {
  const [path, setPath] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const write = () =>
    client['settings.export'](null).then(
      (written) => {
        setPath(written?.path ?? null)
        setProblem(null)
      },
      (thrown) => setProblem(sentenceOf(thrown)),
    )
  return (
    <Line
      anchor="export"
      title={t('Export all settings')}
      help={
        <>
          <p className="muted">
            {t('Networks, thresholds, rules, channels, views and the rest, as one file. Tokens and other secrets are not in it.')}
          </p>
          <div role="status">{path !== null && <Written path={path} />}</div>
          {problem && <p className="form-error">{problem}</p>}
        </>
      }
    >
      <Button onClick={() => void write()}>
        <Icon name="download" />
        {t('Export the settings')}
      </Button>
    </Line>
  )
}

/** On the headless host the path is an address of this very server; on the desktop it is a place on disk. */
function Written({ path }: { path: string }) {
  if (/^\/download\//.test(path)) {
    return (
      <a className="button primary" href={path} download>
        <Icon name="download" />
        {t('Download the file')}
      </a>
    )
  }
  return (
    <p className="care-path">
      <code className="clip" title={path}>
        {path}
      </code>
      <CopyButton text={path} what={t('path##copied')} />
    </p>
  )
}

type Preview = { readonly name: string; readonly text: string; readonly found: Output<'settings.importPreview'> }

function Import() {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [preview, setPreview] = useState<Preview | null>(null)
  const [said, setSaid] = useState<{ readonly text: string; readonly good: boolean } | null>(null)
  const fail = (thrown: unknown) => setSaid({ text: sentenceOf(thrown), good: false })
  const read = async (file: File | undefined) => {
    if (!file) return
    setPreview(null)
    setSaid(null)
    if (file.size > mostBytes)
      return setSaid({ text: t('This file is too large to be settings. Choose the file that was exported here.'), good: false })
    try {
      const text = await file.text()
      setPreview({ name: file.name, text, found: await client['settings.importPreview']({ text }) })
    } catch (thrown) {
      fail(thrown)
    }
  }
  const take = async (text: string) => {
    try {
      const { changes, problems } = await client['settings.import']({ text })
      setPreview(null)
      setSaid({
        text: [tn(changes.length, '{n} setting was taken over.', '{n} settings were taken over.'), ...problems].join(' '),
        good: true,
      })
    } catch (thrown) {
      fail(thrown)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void read(event.dataTransfer.files[0])
  }
  return (
    <Line
      anchor="import"
      wide
      title={t('Import settings')}
      help={t(
        'From a file that was exported here or on another machine. You see what it would change before anything is kept; tokens have to be entered anew.',
      )}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button within. */}
      <div
        className={over ? 'care-drop over' : 'care-drop'}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Button onClick={() => input.current?.click()}>
          <Icon name="upload" />
          {t('Choose a file…')}
        </Button>
        <span className="muted">{t('or drop it here')}</span>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label={t('File of settings')}
          onChange={({ target }) => {
            void read(target.files?.[0])
            target.value = ''
          }}
        />
      </div>
      {said && (
        <p className={said.good ? 'verdict ok' : 'verdict bad'} role="status">
          <Icon name={said.good ? 'check' : 'warning'} />
          <span>{said.text}</span>
        </p>
      )}
      {preview && <PreviewOf preview={preview} onTake={() => void take(preview.text)} onLeave={() => setPreview(null)} />}
    </Line>
  )
}

type PreviewProps = { readonly preview: Preview; readonly onTake: () => void; readonly onLeave: () => void }

function PreviewOf({ preview: { name, found }, onTake, onLeave }: PreviewProps) {
  const { changes, problems } = found
  return (
    <section className="care-preview" aria-label={t('What {file} would change', { file: name })}>
      <h3>{t('What {file} would change', { file: name })}</h3>
      {problems.map((problem) => (
        <p key={problem} className="verdict bad">
          <Icon name="warning" />
          <span>{problem}</span>
        </p>
      ))}
      {changes.length === 0 ? (
        <p className="muted">{t('Nothing: all that can be used of it is set like this already.')}</p>
      ) : (
        <table className="care-table">
          <thead>
            <tr>
              <th scope="col">{t('Setting')}</th>
              <th scope="col">{t('Now')}</th>
              <th scope="col">{t('Then')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ key, label, was, becomes }) => (
              <tr key={key}>
                <th scope="row">{Object.hasOwn(settingEntries, key) ? settingWords(key as SettingKey).label : label}</th>
                <td className="muted">{was}</td>
                <td>{becomes}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="settings-actions">
        {changes.length > 0 && (
          <Button kind="primary" onClick={onTake}>
            {t('Take these over')}
          </Button>
        )}
        <Button onClick={onLeave}>{t('Leave everything as it is')}</Button>
      </div>
    </section>
  )
}
