/** Packs in short: which of them watch. They are kept and written on a page of their own. */
import { useEffect } from 'react'
import { safeName } from '../../format/address.ts'
import { t } from '../../i18n/t.ts'
import { goTo } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { reloadPackList, usePacks } from '../packs/store.ts'
import { Line } from './Line.tsx'

export function PacksSection() {
  const { view, problem } = usePacks()
  useEffect(() => void reloadPackList(), [])
  const packs = view?.packs ?? []
  return (
    <>
      <Line
        anchor="packs"
        title={t('Packs of businesses')}
        help={t('What contracts of a business mean, in files that are made, imported and exported on the page of packs.')}
      >
        <Button onClick={() => goTo('packs')}>
          <Icon name="layers" />
          {t('Open the packs')}
        </Button>
      </Line>
      <Line
        anchor="packsWatching"
        wide
        title={t('Watching')}
        help={t('A pack with problems does not watch; nothing that is stored is lost.')}
      >
        {problem !== null && <p className="form-error">{problem}</p>}
        <dl className="settings-counts">
          {packs
            .filter(({ enabled }) => enabled)
            .map(({ pack, problems }) => (
              <div key={pack.id}>
                <dt className="clip">{safeName(pack.name, 60)}</dt>
                <dd>{problems.length === 0 ? t('On##pack') : <span className="warn">{t('Has problems')}</span>}</dd>
              </div>
            ))}
        </dl>
        {view !== null && !packs.some(({ enabled }) => enabled) && <p className="faint">{t('No pack watches yet.')}</p>}
      </Line>
    </>
  )
}
