/** A labelled text input that is stored when it is left or Enter is pressed, and says beneath itself why it was not. */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react'

type Props = {
  readonly label: string
  readonly help?: ReactNode
  readonly value: string
  /** Stores the text; returns a sentence where it was refused. */
  readonly onCommit: (text: string) => Promise<string | null> | string | null
  readonly hiddenLabel?: boolean
  readonly mono?: boolean
  readonly placeholder?: string
  readonly inputMode?: 'text' | 'decimal' | 'numeric' | 'url'
}

export function Field({ label, help, value, onCommit, hiddenLabel = false, mono = false, placeholder, inputMode = 'text' }: Props) {
  const id = useId()
  const [text, setText] = useState(value)
  const [error, setError] = useState<string | null>(null)
  useEffect(() => {
    setText(value)
    setError(null)
  }, [value])

  const commit = async () => {
    if (text.trim() === value) return setError(null)
    setError(await onCommit(text.trim()))
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter') void commit()
    if (event.key === 'Escape') {
      event.stopPropagation()
      setText(value)
      setError(null)
    }
  }
  return (
    <div className="field">
      <label htmlFor={id} className={hiddenLabel ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <input
        id={id}
        className={mono ? 'input mono' : 'input'}
        value={text}
        placeholder={placeholder}
        inputMode={inputMode}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={error !== null}
        aria-describedby={`${id}-note`}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => void commit()}
        onKeyDown={keys}
      />
      <div id={`${id}-note`} aria-live="polite">
        {error ? <p className="error">{error}</p> : help ? <p className="help">{help}</p> : null}
      </div>
    </div>
  )
}
