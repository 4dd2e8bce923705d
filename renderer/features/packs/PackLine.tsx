/** One pack: whether it watches, what it found, what is wrong with it; a template asks where its contracts are. */
import { useState } from 'react'
import type { PackStanding } from '#shared/contract/packs.ts'
import type { Pack } from '#shared/pack.ts'
import { safeName } from '../../format/address.ts'
import { group } from '../../format/amount.ts'
import { t } from '../../i18n/t.ts'
import { openPack } from '../../stores/packDraft.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Toggle } from '../../ui/Toggle.tsx'
import { packWords } from '../business/words.ts'
import { PlacesForm } from './PlacesForm.tsx'
import { exportPack, isTemplate, removePack, switchPack } from './store.ts'

export function PackLine({ standing, ids }: { standing: PackStanding; ids: readonly string[] }) {
  const { pack, shipped, enabled, problems } = standing
  const [filling, setFilling] = useState(false)
  const template = isTemplate(pack)
  const { name } = packWords(standing)
  const turn = (on: boolean) => (on && template ? setFilling(true) : void switchPack(pack.id, on))
  return (
    <li className={enabled ? 'rule pack' : 'rule pack off'} data-pack={pack.id}>
      <Toggle on={enabled} label={t('Pack “{name}”', { name })} onChange={turn} />
      <div className="rule-words">
        <h2>
          <button type="button" className="rule-name clip" onClick={() => openPack(pack, true)}>
            <bdi>{name}</bdi>
          </button>
        </h2>
        {pack.about !== '' && <p className="pack-about muted">{pack.about}</p>}
        <p className="rule-how faint">
          {[
            shipped ? t('Comes with the app') : t('Your own'),
            t('Revision {n}', { n: pack.revision }),
            ...(pack.author ? [safeName(pack.author, 40)] : []),
            ...(template ? [t('Template: say where its contracts are')] : []),
          ].join(' · ')}
        </p>
        {problems.map((problem) => (
          <p key={problem} className="warn rule-problem">
            <Icon name="warning" size={12} />
            {problem}
          </p>
        ))}
        {template && !filling && (
          <p>
            <Button onClick={() => setFilling(true)}>{t('Fill in its contracts…')}</Button>
          </p>
        )}
        {filling && <PlacesForm pack={pack} onDone={() => setFilling(false)} />}
      </div>
      <Counts standing={standing} />
      <div className="rule-actions">
        <Action icon="pen" label={t('Edit “{name}”', { name })} title={t('Edit')} act={() => openPack(pack, true)} />
        <Action
          icon="copy"
          label={t('Duplicate “{name}”', { name })}
          title={t('Duplicate')}
          act={() => openPack(copyOf(pack, ids), false)}
        />
        <Action icon="download" label={t('Export “{name}”', { name })} title={t('Export')} act={() => void exportPack(pack.id)} />
        {!shipped && (
          <Action icon="trash" label={t('Delete “{name}”', { name })} title={t('Delete')} act={() => void removePack(standing)} />
        )}
      </div>
    </li>
  )
}

type ActionProps = {
  readonly icon: 'pen' | 'copy' | 'download' | 'trash'
  readonly label: string
  readonly title: string
  readonly act: () => void
}

const Action = ({ icon, label, title, act }: ActionProps) => (
  <Button kind="quiet" iconOnly aria-label={label} title={title} onClick={act}>
    <Icon name={icon} />
  </Button>
)

function Counts({ standing: { orders, documents, openViolations } }: { standing: PackStanding }) {
  const lines = [
    { word: t('orders'), count: orders },
    { word: t('documents'), count: documents },
    { word: t('broken'), count: openViolations },
  ]
  return (
    <dl className="pack-counts">
      {lines.map(({ word, count }, index) => (
        <div key={word} className={index === 2 && count > 0 ? 'bad' : count === 0 ? 'faint' : undefined}>
          <dt>{word}</dt>
          <dd>{group(String(count))}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Its contracts would be watched twice: the copy says anew where they are. */
function copyOf(pack: Pack, taken: readonly string[]): Pack {
  const base = pack.id.replace(/-\d{1,3}$/, '').slice(0, 36)
  let number = 2
  while (taken.includes(`${base}-${number}`)) number++
  const contracts = Object.fromEntries(Object.entries(pack.contracts).map(([name, contract]) => [name, { ...contract, at: [] }]))
  return { ...pack, id: `${base}-${number}`, name: `${pack.name.slice(0, 76)} ${number}`, revision: 1, contracts }
}
