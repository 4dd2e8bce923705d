/** The text that helps whoever is asked for help: shown before it is copied, so that nothing is given away unseen. */
import { useState } from 'react'
import { sentenceOf } from '../../../bridge/client.ts'
import { t } from '../../../i18n/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { copyText } from '../../../ui/copy.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { Line } from '../Line.tsx'

export function Diagnostics({ ask }: { ask: () => Promise<{ readonly text: string }> }) {
  const [text, setText] = useState<string | null>(null)
  const [copied, setCopied] = useState<boolean | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const copy = async () => {
    setCopied(null)
    try {
      const answer = await ask()
      setText(answer.text)
      setProblem(null)
      setCopied(await copyText(answer.text))
    } catch (thrown) {
      setProblem(sentenceOf(thrown))
    }
  }
  return (
    <Line
      anchor="diagnostics"
      wide
      title={t('Diagnostics for whoever helps')}
      help={t(
        'Versions, the state of chains and the last lines of the log. No token, no address of an endpoint beyond its host, no label and no order is in it.',
      )}
    >
      <div className="settings-actions">
        <Button onClick={() => void copy()}>
          <Icon name={copied ? 'check' : 'copy'} />
          {t('Copy the diagnostics')}
        </Button>
        <span role="status" className="muted">
          {copied === true
            ? t('Copied. This is what it says:')
            : copied === false
              ? t('The clipboard refused it. Select the text and copy it:')
              : null}
        </span>
      </div>
      {problem && <p className="form-error">{problem}</p>}
      {text !== null && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <section className="care-text" tabIndex={0} aria-label={t('Diagnostics for whoever helps')}>
          <pre className="mono">{text}</pre>
        </section>
      )}
    </Line>
  )
}
