/** Where labels are from: each source can be looked at alone, and switched off or taken out as a whole. */
import { useEffect, useState } from 'react'
import type { LabelSource } from '#shared/contract/labels.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { safeName } from '../../format/address.ts'
import { group } from '../../format/amount.ts'
import { t, tn } from '../../i18n/t.ts'
import { say } from '../../stores/jobs.ts'
import { useLabels } from '../../stores/labels.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Toggle } from '../../ui/Toggle.tsx'

type Props = { readonly chosen: string | null; readonly onChoose: (source: string | null) => void }

export function Sources({ chosen, onChoose }: Props) {
  const { sources, problem } = useSources()
  const total = sources?.reduce((sum, { count }) => sum + count, 0) ?? 0
  return (
    <nav className="label-sources" aria-label={t('Sources of labels')}>
      <h2>{t('Sources')}</h2>
      {problem !== null && <p className="bad">{problem}</p>}
      {sources === null && problem === null && <p className="faint">{t('Reading…')}</p>}
      {sources !== null && (
        <ul>
          <li className={chosen === null ? 'on' : undefined}>
            <button type="button" className="source-name" aria-pressed={chosen === null} onClick={() => onChoose(null)}>
              <span>{t('All sources')}</span>
              <span className="faint">{group(String(total))}</span>
            </button>
          </li>
          {sources.map((source) => (
            <Source key={source.source} source={source} chosen={chosen === source.source} onChoose={onChoose} />
          ))}
        </ul>
      )}
      <p className="faint">{t('Where sources disagree, your own word stands first, then what its owner says, then others.')}</p>
    </nav>
  )
}

export function sourceName({ source, kind }: Pick<LabelSource, 'source' | 'kind'>): string {
  if (kind === 'user') return t('Your own')
  if (kind === 'learnt') return t('Learnt on this machine')
  return kind === 'seed' ? t('Crowsnest’s own list') : safeName(source, 60)
}

type SourceProps = { readonly source: LabelSource; readonly chosen: boolean; readonly onChoose: (source: string | null) => void }

function Source({ source, chosen, onChoose }: SourceProps) {
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const { source: id, kind, count, newest, on } = source
  const name = sourceName(source)
  const run = async (work: () => Promise<string>) => {
    setBusy(true)
    await work().then(
      (sentence) => say(sentence, 'info'),
      (thrown) => say(sentenceOf(thrown), 'bad'),
    )
    setBusy(false)
    setAsked(false)
  }
  const remove = () =>
    void run(async () => {
      const { removed } = await client['labels.removeSource']({ source: id })
      if (chosen) onChoose(null)
      return tn(removed, '{n} label of {source} taken out.', '{n} labels of {source} taken out.', { source: name })
    })
  const restore = () =>
    void run(async () => {
      if (id !== 'seed' && id !== 'learnt') return ''
      const { count: back } = await client['labels.restoreSource']({ source: id })
      return tn(back, '{n} label of {source} is back.', '{n} labels of {source} are back.', { source: name })
    })
  return (
    <li className={chosen ? 'on' : undefined}>
      <button type="button" className="source-name" aria-pressed={chosen} onClick={() => onChoose(chosen ? null : id)}>
        <bdi className="clip">{name}</bdi>
        <span className="faint">{on ? group(String(count)) : t('off')}</span>
      </button>
      {(kind === 'seed' || kind === 'learnt') && (
        <Toggle on={on} disabled={busy} label={t('Use {source}', { source: name })} onChange={(next) => (next ? restore() : remove())} />
      )}
      {kind === 'file' && (
        <Button
          kind="quiet"
          iconOnly
          disabled={busy}
          aria-label={t('Remove {name}', { name })}
          title={t('Remove')}
          onClick={() => setAsked(true)}
        >
          <Icon name="trash" />
        </Button>
      )}
      {newest !== null && <span className="source-date faint">{t('as of {day}', { day: newest })}</span>}
      {asked && (
        <div className="source-confirm" role="alertdialog" aria-label={t('Remove {name}', { name })}>
          <p>
            {tn(
              count,
              'Take out its {n} label? The file itself stays where it is.',
              'Take out all of its {n} labels? The file itself stays where it is.',
            )}
          </p>
          <Button kind="danger" disabled={busy} onClick={remove}>
            {t('Take out')}
          </Button>
          <Button onClick={() => setAsked(false)}>{t('Keep it')}</Button>
        </div>
      )}
    </li>
  )
}

function useSources(): { readonly sources: readonly LabelSource[] | null; readonly problem: string | null } {
  const changes = useLabels((state) => state.changes)
  const [sources, setSources] = useState<readonly LabelSource[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of labels means that the answer is old.
  useEffect(() => {
    let current = true
    client['labels.sources'](null).then(
      (found) => {
        if (!current) return
        setSources(found)
        setProblem(null)
      },
      (thrown) => current && setProblem(sentenceOf(thrown)),
    )
    return () => {
      current = false
    }
  }, [changes])
  return { sources, problem }
}
