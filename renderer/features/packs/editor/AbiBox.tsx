/** The ABI of a contract: pasted, dropped as a file, or taken from the events that the contract logged. */
import { type DragEvent, useId, useState } from 'react'
import type { AbiReading } from '#shared/contract/packs.ts'
import type { Pack } from '#shared/pack.ts'
import { sentenceOf } from '../../../bridge/client.ts'
import { client } from '../../../bridge/host.ts'
import { t, tn } from '../../../i18n/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { Problems } from '../Problems.tsx'
import { SeenEvents } from './SeenEvents.tsx'

type Contract = Pack['contracts'][string]
type Props = {
  readonly name: string
  readonly contract: Contract
  readonly reading: AbiReading | undefined
  readonly onAbi: (abi: Contract['abi']) => void
}

export function AbiBox({ name, contract, reading, onAbi }: Props) {
  const [open, setOpen] = useState<'paste' | 'seen' | null>(contract.abi.length === 0 ? 'paste' : null)
  const items = reading?.items ?? []
  const events = items.filter(({ type }) => type === 'event').length
  const take = (abi: Contract['abi']) => {
    onAbi(abi)
    setOpen(null)
  }
  return (
    <div className="abi-box">
      <div className="abi-bar">
        <span className="muted" role="status">
          {contract.abi.length === 0
            ? t('No ABI yet')
            : `${tn(events, 'one event', '{n} events')}, ${tn(items.length - events, 'one function', '{n} functions')}`}
        </span>
        <Button aria-expanded={open === 'paste'} onClick={() => setOpen(open === 'paste' ? null : 'paste')}>
          {contract.abi.length === 0 ? t('Paste an ABI') : t('Paste another ABI')}
        </Button>
        <Button aria-expanded={open === 'seen'} onClick={() => setOpen(open === 'seen' ? null : 'seen')}>
          {t('From events seen on chain')}
        </Button>
      </div>
      {open === 'paste' && <Paste name={name} onAbi={take} />}
      {open === 'seen' && <SeenEvents place={contract.at[0] ?? null} onAbi={take} />}
      {open === null && items.length > 0 && (
        <details className="abi-items">
          <summary>{t('Show them')}</summary>
          <ul className="mono">
            {items.slice(0, 300).map(({ type, signature, selector }) => (
              <li key={`${type} ${signature}`} title={selector}>
                <span className="faint">{type}</span> {signature}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

/** Both forms of it, as they are written anywhere in the world. */
const example = '[{"type":"event", …}]\nevent Issued(address indexed to, uint256 amount)'

function Paste({ name, onAbi }: { name: string; onAbi: (abi: Contract['abi']) => void }) {
  const id = useId()
  const [text, setText] = useState('')
  const [problems, setProblems] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const read = async (given: string) => {
    setBusy(true)
    try {
      const { abi, problems: found } = await client['packs.abi']({ text: given })
      setProblems(found)
      if (abi.length > 0 && found.length === 0) onAbi(abi)
      else if (abi.length > 0) setText(given.length > 200_000 ? '' : given)
    } catch (thrown) {
      setProblems([sentenceOf(thrown)])
    }
    setBusy(false)
  }
  const drop = (event: DragEvent) => {
    const [file] = event.dataTransfer.files
    if (!file) return
    event.preventDefault()
    event.stopPropagation()
    void file.text().then(read)
  }
  return (
    <div className="field">
      <label htmlFor={id}>{t('ABI of {name}', { name })}</label>
      <textarea
        id={id}
        className="input mono abi-text"
        rows={6}
        value={text}
        spellCheck={false}
        placeholder={example}
        aria-describedby={`${id}-note`}
        onChange={({ target }) => setText(target.value)}
        onDragOver={(event) => event.dataTransfer.types.includes('Files') && event.preventDefault()}
        onDrop={drop}
      />
      <p className="help" id={`${id}-note`}>
        {t('JSON, the output of a compiler, or one event or function a line. A file can be dropped here.')}
      </p>
      <Problems problems={problems} />
      <div className="import-actions">
        <Button kind="primary" disabled={busy || text.trim() === ''} onClick={() => void read(text)}>
          {t('Read this ABI')}
        </Button>
      </div>
    </div>
  )
}
