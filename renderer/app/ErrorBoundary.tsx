/** A fault in drawing shows a sentence and a way back, not a white window. */
import { Component, type ReactNode } from 'react'
import { t } from '../i18n/t.ts'
import { Button } from '../ui/Button.tsx'

export class ErrorBoundary extends Component<{ children: ReactNode }, { message: string | null }> {
  override state: { message: string | null } = { message: null }

  static getDerivedStateFromError(thrown: unknown): { message: string } {
    return { message: thrown instanceof Error ? thrown.message : String(thrown) }
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children
    return (
      <main className="fault" role="alert">
        <h1>{t('This window could not be drawn')}</h1>
        <p>{t('Watching goes on and no order is lost. Reload the window; if it happens again, please report this line:')}</p>
        <code>{this.state.message}</code>
        <Button onClick={() => window.location.reload()}>{t('Reload the window')}</Button>
      </main>
    )
  }
}
