/** That there is a newer release, and the next step towards it. */
import { t } from '../i18n/t.ts'
import { askForUpdate, useUpdate } from '../stores/update.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'

export function UpdateBanner() {
  const answer = useUpdate((state) => state.answer)
  if (answer?.state !== 'available' && answer?.state !== 'fetched') return null
  return (
    <Notice tone="info" onDismiss={() => useUpdate.setState({ answer: null })} actions={<UpdateButton />}>
      {answer.message}
    </Notice>
  )
}

/** Fetches the release that was found, or restarts into the one that was fetched; nothing where there is none. */
export function UpdateButton() {
  const { busy, answer } = useUpdate()
  if (answer?.state !== 'available' && answer?.state !== 'fetched') return null
  const isHere = answer.state === 'fetched'
  return (
    <Button kind="primary" disabled={busy} onClick={() => void askForUpdate(isHere ? 'install' : 'fetch')}>
      {isHere ? t('Restart into it') : busy ? t('Fetching…') : t('Fetch it')}
    </Button>
  )
}
