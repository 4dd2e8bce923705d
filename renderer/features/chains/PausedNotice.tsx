/** That nothing is watched at the moment, with the way out of it: a quiet table must not be mistaken for quiet chains. */
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { t } from '../../i18n/t.ts'
import { say } from '../../stores/jobs.ts'
import { useStatus } from '../../stores/status.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'

/** Lets the watching rest or go on; what cannot be done is said in the corner. */
export const setPaused = (on: boolean): Promise<unknown> => client['app.pause']({ on }).catch((thrown) => say(sentenceOf(thrown), 'bad'))

export function PausedNotice() {
  const paused = useStatus(({ status }) => status?.paused ?? false)
  if (!paused) return null
  return (
    <Notice
      tone="warn"
      actions={
        <Button onClick={() => void setPaused(false)}>
          <Icon name="play" size={12} />
          {t('Resume')}
        </Button>
      }
    >
      <strong>{t('Watching is paused.')}</strong>{' '}
      {t('No endpoint is asked for anything. What is missed meanwhile is filled in afterwards.')}
    </Notice>
  )
}
