/** What concerns the whole window: the lost host, the demo, settings that could not be used, notices, chains that need a choice. */
import { useState } from 'react'
import { sentenceOf } from '../bridge/client.ts'
import { client } from '../bridge/host.ts'
import { ChainChoice } from '../features/chains/ChainChoice.tsx'
import { t } from '../i18n/t.ts'
import { say } from '../stores/jobs.ts'
import { useSettings } from '../stores/settings.ts'
import { useChains, useStatus } from '../stores/status.ts'
import { goTo, type SettingsSection, useView } from '../stores/view.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { UpdateBanner } from './UpdateBanner.tsx'

const tones = { info: 'info', warning: 'warn', error: 'bad' } as const

export function Banners() {
  return (
    <div className="banners">
      <LinkBanner />
      <DemoBanner />
      <UpdateBanner />
      <ProblemBanners />
    </div>
  )
}

function LinkBanner() {
  const link = useStatus((state) => state.link)
  if (link === 'up') return null
  return (
    <Notice tone={link === 'lost' ? 'warn' : 'bad'}>
      {link === 'lost'
        ? t('Connection to Crowsnest lost, trying again…')
        : t('Crowsnest did not accept this page. Open the address that it printed when it was started last.')}
    </Notice>
  )
}

function DemoBanner() {
  const demo = useStatus(({ status }) => status?.demo ?? false)
  const [busy, setBusy] = useState(false)
  if (!demo) return null
  const stop = async () => {
    setBusy(true)
    await client['app.demo']({ on: false }).catch((thrown) => say(sentenceOf(thrown), 'bad'))
    setBusy(false)
  }
  return (
    <Notice
      tone="info"
      actions={
        <Button disabled={busy} onClick={() => void stop()}>
          {t('Stop the demo')}
        </Button>
      }
    >
      <strong>{t('Demo chain:')}</strong> {t('invented traffic, real proofs. Its orders are removed when it stops.')}
    </Notice>
  )
}

function ProblemBanners() {
  // The page of settings tells of its own problems, with the way to each.
  const isTold = useView(({ page }) => page === 'settings')
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set())
  const problems = useSettings((state) => state.problems)
  const notices = useStatus(({ status }) => status?.notices)
  // The host tells of settings that it could not use in both ways: once is enough.
  const own = notices?.filter(({ text }) => problems.every(({ message }) => message !== text))
  const stopped = useChains().filter(({ needsChoice }) => needsChoice)
  const dismiss = (text: string) => setDismissed((before) => new Set(before).add(text))
  return (
    <>
      {problems
        .filter(({ message }) => !isTold && !dismissed.has(message))
        .map(({ key, message }) => (
          <Notice key={key} tone="warn" onDismiss={() => dismiss(message)}>
            {message}
          </Notice>
        ))}
      {own?.map(({ id, level, text }) => (
        <Notice
          key={id}
          tone={tones[level]}
          actions={<ToSettings notice={id} />}
          onDismiss={() => void client['app.dismissNotice']({ id }).catch(() => undefined)}
        >
          {text}
        </Notice>
      ))}
      {stopped.map(({ chainId, name, problem }) => (
        <Notice key={chainId} tone="bad" actions={<ChainChoice chainId={chainId} explained={false} />}>
          <strong>{t('{chain} stopped and needs your choice.', { chain: name })}</strong> {problem}
        </Notice>
      ))}
    </>
  )
}

/** Where the settings are that a notice of the host speaks of, by its id. */
const sections: Readonly<Record<string, SettingsSection>> = { update: 'app', notifications: 'notifications' }

function ToSettings({ notice }: { notice: string }) {
  const section = Object.hasOwn(sections, notice) ? sections[notice] : undefined
  if (!section) return null
  return <Button onClick={() => goTo('settings', section)}>{t('To its settings')}</Button>
}
