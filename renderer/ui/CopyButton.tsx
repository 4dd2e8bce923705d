/** Copies one value and shows for a moment that it did. */
import { useState } from 'react'
import { t } from '../i18n/t.ts'
import { Button } from './Button.tsx'
import { copyText } from './copy.ts'
import { Icon } from './Icon.tsx'

export function CopyButton({ text, what }: { text: string; what: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    setCopied(await copyText(text))
    setTimeout(() => setCopied(false), 1200)
  }
  return (
    <Button
      kind="quiet"
      iconOnly
      className="copy"
      aria-label={copied ? t('{what} copied', { what }) : t('Copy {what}', { what })}
      title={t('Copy {what}', { what })}
      onClick={copy}
    >
      <Icon name={copied ? 'check' : 'copy'} />
    </Button>
  )
}
