/** Where no pack watches: what one would show, and the way to the packs. */
import type { PacksView } from '#shared/contract/packs.ts'
import { t } from '../../i18n/t.ts'
import { goTo } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'

export function NoBusiness({ view }: { view: PacksView | null }) {
  if (view === null) return <p className="business-nothing faint">{t('Reading…')}</p>
  return (
    <div className="business-empty" role="status">
      <Icon name="layers" size={26} />
      <h2>{t('No pack watches yet')}</h2>
      <p className="muted">
        {t(
          'A pack says which contracts are a business: points, receivables, bills, swaps. What it reads becomes documents, balances and flows here, each with its proof.',
        )}
      </p>
      <Button kind="primary" onClick={() => goTo('packs')}>
        {t('Choose packs')}
      </Button>
    </div>
  )
}
