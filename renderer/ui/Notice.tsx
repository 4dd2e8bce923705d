/** A sentence across the window, with what can be done about it. */
import './ui.css'
import type { ReactNode } from 'react'
import { t } from '../i18n/t.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'

type Props = {
  readonly tone: 'info' | 'warn' | 'bad'
  readonly children: ReactNode
  readonly actions?: ReactNode
  readonly onDismiss?: () => void
}

export function Notice({ tone, children, actions, onDismiss }: Props) {
  return (
    <div className={`notice ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={tone === 'info' ? 'info' : 'warning'} />
      <p>{children}</p>
      {actions}
      {onDismiss && (
        <Button kind="quiet" iconOnly aria-label={t('Dismiss')} title={t('Dismiss')} onClick={onDismiss}>
          <Icon name="close" size={12} />
        </Button>
      )}
    </div>
  )
}
