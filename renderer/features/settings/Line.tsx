/** One thing that can be set or done, as a line: what it is on the left, its control on the right; the search leads here. */
import { type ReactNode, useEffect, useRef } from 'react'
import { useView } from '../../stores/view.ts'

type Props = {
  /** By which the search finds it; one on a page. */
  readonly anchor: string
  readonly title: string
  readonly help?: ReactNode
  readonly children?: ReactNode
  /** The control stands below and takes the whole width. */
  readonly wide?: boolean
}

export function Line({ anchor, title, help, children, wide = false }: Props) {
  const line = useSought<HTMLElement>(anchor)
  return (
    <section ref={line} id={anchorId(anchor)} tabIndex={-1} className={wide ? 'setting wide' : 'setting'}>
      <div>
        <h2 className="setting-name">{title}</h2>
        {typeof help === 'string' ? <p className="muted">{help}</p> : help}
      </div>
      {children !== undefined && <div className="setting-control">{children}</div>}
    </section>
  )
}

export const anchorId = (anchor: string): string => `setting-${anchor}`

/** For what the search may look for: it is brought into view, gets the focus, and is marked until it loses it. */
export function useSought<E extends HTMLElement>(anchor: string) {
  const element = useRef<E>(null)
  const sought = useView((state) => state.sought)
  useEffect(() => {
    const found = element.current
    if (found === null || sought?.anchor !== anchor) return
    found.scrollIntoView({ block: 'center' })
    found.focus({ preventScroll: true })
    found.classList.add('sought')
    const forget = () => found.classList.remove('sought')
    found.addEventListener('blur', forget, { once: true })
    return () => {
      found.removeEventListener('blur', forget)
      forget()
    }
  }, [sought, anchor])
  return element
}
