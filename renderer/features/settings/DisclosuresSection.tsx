/** What was given away: every export and every opened field, and the opening of a single hidden field. */
import '../exports/exports.css'
import { type FormEvent, useEffect, useState } from 'react'
import type { Disclosure, Opening } from '#shared/disclosure.ts'
import { type HiddenField, hiddenFields } from '#shared/export.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { group } from '../../format/amount.ts'
import { fullTime } from '../../format/time.ts'
import { t } from '../../i18n/t.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'

const most = 200

export function DisclosuresSection() {
  const [list, setList] = useState<readonly Disclosure[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [asked, setAsked] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: an opening was written down: the list is asked for again.
  useEffect(() => {
    client['disclosures.list']({ limit: most }).then(setList, (thrown) => setProblem(sentenceOf(thrown)))
  }, [asked])
  return (
    <section className="disclosures">
      <p className="muted">{t('Every export is written down here, and every field that was opened after it.')}</p>
      {problem !== null && <p className="form-error">{problem}</p>}
      {list?.length === 0 && <p className="faint">{t('Nothing was given away yet.')}</p>}
      {list?.map((entry) => (
        <Entry key={entry.seq} entry={entry} onOpened={() => setAsked(asked + 1)} />
      ))}
    </section>
  )
}

function Entry({ entry, onOpened }: { entry: Disclosure; onOpened(): void }) {
  const { act, at, who, id, sha256, profile } = entry
  return (
    <article className="disclosure">
      <h2>{inWords(entry)}</h2>
      <p className="muted">{t('{time}, by {who}', { time: fullTime(Math.floor(at / 1000)), who })}</p>
      <p className="faint">
        <code>{id}</code>
        <CopyButton text={id} what={t('id of the export')} />
      </p>
      {sha256 !== null && (
        <p className="faint">
          SHA-256 <code>{sha256}</code>
        </p>
      )}
      {act === 'export' && profile === 'peer' && !entry.viewer && <OpenField id={id} onOpened={onOpened} />}
    </article>
  )
}

function inWords({ act, profile, rows, file, field, order, viewer }: Disclosure): string {
  if (act === 'opening') return t('Opened {field} of order {order}', { field: field ?? '', order: order ?? '' })
  if (file === null) return t('Session of {name}', { name: viewer ?? '' })
  const values = { n: group(String(rows)), file: file ?? '' }
  if (profile === 'party') return t('{n} orders for a party, as {file}', values)
  if (profile === 'peer') return t('{n} orders for a peer, as {file}', values)
  return profile === 'regulator' ? t('{n} orders for a regulator, as {file}', values) : t('{n} orders in full, as {file}', values)
}

function OpenField({ id, onOpened }: { id: string; onOpened(): void }) {
  const [order, setOrder] = useState('')
  const [field, setField] = useState<HiddenField>('amount')
  const [opening, setOpening] = useState<Opening | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const open = (event: FormEvent) => {
    event.preventDefault()
    client['disclosures.open']({ id, order: order.trim(), field }).then(
      (found) => {
        setOpening(found)
        setProblem(null)
        onOpened()
      },
      (thrown) => setProblem(sentenceOf(thrown)),
    )
  }
  return (
    <details>
      <summary>{t('Open a hidden field')}</summary>
      <form className="opening-form" onSubmit={open}>
        <input
          className="input mono"
          aria-label={t('Order, by its id or its reference in the file')}
          placeholder={t('Order, by its id or its reference in the file')}
          value={order}
          maxLength={200}
          onChange={({ target }) => setOrder(target.value)}
        />
        <select className="input" aria-label={t('Field')} value={field} onChange={({ target }) => setField(target.value as HiddenField)}>
          {hiddenFields.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        <Button type="submit" disabled={order.trim() === ''}>
          {t('Open')}
        </Button>
      </form>
      {problem !== null && <p className="form-error">{problem}</p>}
      {opening && (
        <div className="opening">
          <code>{JSON.stringify(opening)}</code>
          <CopyButton text={JSON.stringify(opening, null, 2)} what={t('opening')} />
        </div>
      )}
    </details>
  )
}
