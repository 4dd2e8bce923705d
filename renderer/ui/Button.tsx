/** The button. `kind` is its weight on the page. */
import './ui.css'
import type { ButtonHTMLAttributes } from 'react'

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly kind?: 'plain' | 'primary' | 'quiet' | 'danger'
  readonly large?: boolean
  /** Square; needs an aria-label. */
  readonly iconOnly?: boolean
}

export function Button({ kind = 'plain', large = false, iconOnly = false, className = '', ...rest }: Props) {
  const names = ['button', kind === 'plain' ? '' : kind, large ? 'large' : '', iconOnly ? 'icon-only' : '', className]
  return <button type="button" className={names.filter(Boolean).join(' ')} {...rest} />
}
