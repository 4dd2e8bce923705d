/** A panel that hangs under its button; Escape, a click elsewhere, leaving it with Tab, or a choice in it that is marked `data-closes` closes it. */
import './ui.css'
import { type MouseEvent, type ReactNode, useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'

type Props = {
  readonly label: string
  readonly button: ReactNode
  readonly buttonClass: string
  readonly panelClass: string
  readonly title?: string | undefined
  readonly children: ReactNode
}

const edge = 10

export function Popover({ label, button, buttonClass, panelClass, title, children }: Props) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const id = useId()
  const close = useCallback(() => setOpen(false), [])

  useLayoutEffect(() => {
    if (!open || !anchor.current || !panel.current) return
    const from = anchor.current.getBoundingClientRect()
    const width = panel.current.offsetWidth
    panel.current.style.top = `${from.bottom + 5}px`
    panel.current.style.left = `${Math.max(edge, Math.min(from.left, window.innerWidth - width - edge))}px`
    panel.current.style.maxHeight = `${window.innerHeight - from.bottom - 5 - edge}px`
  }, [open])

  useEffect(() => {
    if (!open) return
    const outside = (event: Event) => {
      const target = event.target
      if (target instanceof Node && !panel.current?.contains(target) && !anchor.current?.contains(target)) close()
    }
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      close()
      anchor.current?.focus()
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('focusin', outside)
    window.addEventListener('resize', close)
    document.addEventListener('keydown', onEscape, true)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('focusin', outside)
      window.removeEventListener('resize', close)
      document.removeEventListener('keydown', onEscape, true)
    }
  }, [open, close])

  const chosen = ({ target }: MouseEvent) => {
    if (!(target instanceof Element) || !target.closest('[data-closes]')) return
    close()
    anchor.current?.focus()
  }
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={buttonClass}
        title={title}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls must be reachable by keyboard.
        // biome-ignore lint/a11y/useKeyWithClickEvents: the buttons inside have the keys; their clicks pass here.
        <div ref={panel} id={id} role="dialog" tabIndex={0} aria-label={label} className={`popover ${panelClass}`} onClick={chosen}>
          {children}
        </div>
      )}
    </>
  )
}
