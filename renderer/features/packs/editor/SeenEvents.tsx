/** Events that a contract logged lately: those of standards are named, the others want their declaration. */
import { useId, useState } from 'react'
import type { Output } from '#shared/contract/index.ts'
import type { Pack } from '#shared/pack.ts'
import { sentenceOf } from '../../../bridge/client.ts'
import { client } from '../../../bridge/host.ts'
import { shortAddress } from '../../../format/address.ts'
import { group } from '../../../format/amount.ts'
import { t, tn } from '../../../i18n/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextField } from './fields.tsx'

type Contract = Pack['contracts'][string]
type Seen = Output<'packs.seen'>[number]
type Props = { readonly place: Contract['at'][number] | null; readonly onAbi: (abi: Contract['abi']) => void }

export function SeenEvents({ place, onAbi }: Props) {
  const [blocks, setBlocks] = useState('1000')
  const [seen, setSeen] = useState<readonly Seen[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  /** Declarations by topic and indexed count, as they are known or typed. */
  const [declared, setDeclared] = useState<Readonly<Record<string, string>>>({})
  const count = /^\d{1,4}$/.test(blocks) ? Number(blocks) : 0
  const look = async () => {
    if (place === null) return
    setBusy(true)
    setProblem(null)
    try {
      const found = await client['packs.seen']({ chainId: place.chainId, address: place.address, blocks: count })
      setSeen(found)
      setDeclared(Object.fromEntries(found.flatMap((one) => (one.signature === null ? [] : [[keyOf(one), one.signature]]))))
    } catch (thrown) {
      setProblem(sentenceOf(thrown))
    }
    setBusy(false)
  }
  const take = async () => {
    const lines = Object.values(declared).filter((line) => line.trim() !== '')
    try {
      const { abi, items, problems } = await client['packs.abi']({ text: lines.join('\n') })
      const stranger = items.find(({ selector }) => !(seen ?? []).some(({ topic }) => topic === selector))
      if (problems[0] !== undefined) return setProblem(problems[0])
      if (stranger) return setProblem(t('{name} is none of the events that were seen: its hash is another.', { name: stranger.signature }))
      onAbi(abi)
    } catch (thrown) {
      setProblem(sentenceOf(thrown))
    }
  }
  if (place === null) return <p className="muted">{t('Say first where the contract is: its chain and its address.')}</p>
  return (
    <div className="seen-events">
      <div className="seen-bar">
        <TextField label={t('Newest blocks, up to 2,000')} value={blocks} most={4} inputMode="numeric" onChange={setBlocks} />
        <Button disabled={busy || count < 1 || count > 2000} onClick={() => void look()}>
          {busy ? t('Looking…') : t('Look')}
        </Button>
      </div>
      {problem !== null && (
        <p className="bad" role="alert">
          {problem}
        </p>
      )}
      {seen !== null && seen.length === 0 && <p className="muted">{t('It logged nothing in these blocks.')}</p>}
      {seen !== null && seen.length > 0 && (
        <>
          <p className="muted">{t('As the endpoint tells it. What is named is an event of a published standard; nobody was asked.')}</p>
          <ul className="seen-list">
            {seen.map((one) => (
              <SeenLine
                key={keyOf(one)}
                seen={one}
                declaration={declared[keyOf(one)] ?? ''}
                onDeclare={(text) => setDeclared({ ...declared, [keyOf(one)]: text })}
              />
            ))}
          </ul>
          <div className="import-actions">
            <Button kind="primary" disabled={Object.values(declared).every((line) => line.trim() === '')} onClick={() => void take()}>
              {t('Use the named events')}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}

const keyOf = ({ topic, indexed }: Seen): string => `${topic}:${indexed}`

function SeenLine({ seen, declaration, onDeclare }: { seen: Seen; declaration: string; onDeclare: (text: string) => void }) {
  const id = useId()
  const on = declaration.trim() !== ''
  return (
    <li>
      <div className="seen-line">
        <strong>{group(String(seen.count))}×</strong>
        {seen.signature === null ? (
          <span className="mono" title={seen.topic}>
            {shortAddress(seen.topic)}
          </span>
        ) : (
          <label className="mono">
            <input type="checkbox" checked={on} onChange={({ target }) => onDeclare(target.checked ? (seen.signature ?? '') : '')} />{' '}
            {seen.signature.replace(/^event /, '')}
          </label>
        )}
        <span className="faint">
          {tn(seen.indexed, 'one indexed argument', '{n} indexed arguments')} · {tn(seen.words, 'one word of data', '{n} words of data')}
        </span>
      </div>
      {seen.signature === null && (
        <div className="field">
          <label htmlFor={id} className="visually-hidden">
            {t('Declaration of {topic}', { topic: shortAddress(seen.topic) })}
          </label>
          <input
            id={id}
            className="input mono"
            value={declaration}
            maxLength={2000}
            spellCheck={false}
            placeholder={t('No standard has it. Type its declaration, if you know it: event …')}
            onChange={({ target }) => onDeclare(target.value)}
          />
        </div>
      )}
    </li>
  )
}
