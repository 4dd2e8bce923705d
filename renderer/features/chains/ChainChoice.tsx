/** The choice that a stopped chain needs: nothing of it happens by itself, because one of the two leaves blocks unread. */
import { useState } from 'react'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { t } from '../../i18n/t.ts'
import { say } from '../../stores/jobs.ts'
import { Button } from '../../ui/Button.tsx'

/** In words where there is room, else as two buttons whose words are their titles. */
export function ChainChoice({ chainId, explained }: { chainId: number; explained: boolean }) {
  const [busy, setBusy] = useState(false)
  const choose = async (how: 'retry' | 'fromHead') => {
    setBusy(true)
    await client['networks.resume']({ chainId, how }).catch((thrown) => say(sentenceOf(thrown), 'bad'))
    setBusy(false)
  }
  return (
    <div className={explained ? 'chain-choice' : 'chain-choice short'}>
      {choices.map(({ how, label, meaning }) => (
        <div key={how}>
          <Button kind={how === 'retry' ? 'primary' : 'plain'} disabled={busy} title={t(meaning)} onClick={() => void choose(how)}>
            {t(label)}
          </Button>
          {explained && <p className="muted">{t(meaning)}</p>}
        </div>
      ))}
    </div>
  )
}

const choices = [
  { how: 'retry', label: 'Try again', meaning: 'Goes on from the last stored block. Nothing is skipped.' },
  {
    how: 'fromHead',
    label: 'Go on from the newest block',
    meaning: 'Keeps all stored orders. Blocks in between are filled in from behind, as far as they are proven.',
  },
] as const
