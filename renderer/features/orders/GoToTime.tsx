/** Goes to the orders of a time: typed as one would say it, or picked. */
import { type FormEvent, useRef, useState } from 'react'
import { newestFirst } from '#shared/contract/orders.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { fullTime } from '../../format/time.ts'
import { t } from '../../i18n/t.ts'
import { indexOfPlace } from '../../stores/places.ts'
import { sortBy, useView } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { jumpTo } from './jumps.ts'
import { readMoment } from './moment.ts'

export function GoToTime() {
  const dialog = useRef<HTMLDialogElement>(null)
  return (
    <>
      <Button
        iconOnly
        id="go-to-time"
        aria-label={t('Go to a time')}
        aria-haspopup="dialog"
        title={t('Go to a time (G)')}
        onClick={() => dialog.current?.showModal()}
      >
        <Icon name="clock" />
      </Button>
      <dialog
        ref={dialog}
        className="dialog"
        aria-label={t('Go to a time')}
        onClick={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
        onKeyDown={(event) => event.stopPropagation()}
      >
        <Form onDone={() => dialog.current?.close()} />
      </dialog>
    </>
  )
}

function Form({ onDone }: { onDone: () => void }) {
  const [typed, setTyped] = useState('')
  const [picked, setPicked] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const moment = readMoment(typed || picked, new Date())
  const write = (text: string, moment: string) => {
    setTyped(text)
    setPicked(moment)
    setProblem(null)
  }
  const go = async (event: FormEvent) => {
    event.preventDefault()
    if (moment === null) return setProblem(t('Write a time such as 14:30, 2026-11-21, 2026-11-21 14:30, 3h or 2d.'))
    try {
      if (useView.getState().sort.by !== 'time') sortBy(newestFirst)
      const row = await indexOfPlace({ time: moment })
      jumpTo(row)
      onDone()
      document.querySelector<HTMLElement>('.orders-scroll')?.focus({ preventScroll: true })
    } catch (thrown) {
      setProblem(sentenceOf(thrown))
    }
  }
  return (
    <form className="dialog-body" onSubmit={(event) => void go(event)}>
      <h2>{t('Go to a time')}</h2>
      <div className="field">
        <label htmlFor="moment">{t('Time on this machine’s clock, or how long ago')}</label>
        <input
          id="moment"
          className="input"
          value={typed}
          placeholder="2026-11-21 14:30, 14:30, 3h, 2d"
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => write(target.value, picked)}
        />
      </div>
      <div className="field">
        <label htmlFor="moment-pick">{t('Or pick it')}</label>
        <input id="moment-pick" className="input" type="datetime-local" value={picked} onChange={({ target }) => write('', target.value)} />
      </div>
      <p className={problem ? 'bad' : 'muted'} role="status">
        {problem ?? (moment === null ? ' ' : fullTime(moment))}
      </p>
      <div className="dialog-actions">
        <Button onClick={onDone}>{t('Cancel')}</Button>
        <Button kind="primary" type="submit">
          {t('Go')}
        </Button>
      </div>
    </form>
  )
}
