/** Which orders the table shows: saved views, the one filter field, and beside it how many there are, what is folded, and what can be done. */
import './filter.css'
import { t, tn } from '../../i18n/t.ts'
import { useOrders } from '../../stores/ordersState.ts'
import { countOf } from '../../stores/orderWindow.ts'
import { togglePause, useView } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ExportButton } from '../exports/ExportButton.tsx'
import { ViewsMenu } from '../views/ViewsMenu.tsx'
import { ColumnsMenu } from './ColumnsMenu.tsx'
import { FilterField } from './FilterField.tsx'
import { Folded } from './Folded.tsx'
import { GoToTime } from './GoToTime.tsx'

export function FilterBar() {
  return (
    <search className="filter-bar" aria-label={t('Filter')}>
      <ViewsMenu />
      <FilterField />
      <Folded />
      <Count />
      <GoToTime />
      <ColumnsMenu />
      <PauseButton />
      <ExportButton />
    </search>
  )
}

function Count() {
  const count = useOrders(countOf)
  return (
    <span className="filter-count" aria-live="off" data-testid="count" data-count={count ?? undefined}>
      {count === null ? '…' : tn(count, '{n} order', '{n} orders')}
    </span>
  )
}

function PauseButton() {
  const paused = useView((state) => state.paused)
  return (
    <Button
      className={paused ? 'pause on' : 'pause'}
      aria-pressed={paused}
      title={paused ? t('New orders are held back. Space lets them in.') : t('Space holds new orders back.')}
      onClick={togglePause}
    >
      <Icon name={paused ? 'play' : 'pause'} size={12} filled={paused} />
      {paused ? t('Resume') : t('Pause')}
    </Button>
  )
}
