/** One quiet line that says how much is folded away, and unfolds it: nothing is dropped in silence. */
import { useEffect, useRef, useState } from 'react'
import type { OrderFilter } from '#shared/order.ts'
import { client } from '../../bridge/host.ts'
import { group } from '../../format/amount.ts'
import { t } from '../../i18n/t.ts'
import { useOrders } from '../../stores/ordersState.ts'
import { countOf } from '../../stores/orderWindow.ts'
import { narrow, useView } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'

type Counts = { readonly spam: number; readonly internal: number }

export function Folded() {
  const filter = useView((state) => state.filter)
  const counts = useFoldedCounts(filter)
  const isOpen = filter.spam !== 'hide' && filter.internal !== 'hide'
  if (counts.spam + counts.internal === 0) return null
  const toggle = () => narrow(isOpen ? { spam: 'hide', internal: 'hide' } : { spam: undefined, internal: undefined })
  return (
    <Button kind="quiet" className="folded" aria-pressed={isOpen} title={inWords(counts, isOpen)} onClick={toggle}>
      <Icon name="fold" size={12} />
      {isOpen ? t('Fold again') : t('{n} folded', { n: group(String(counts.spam + counts.internal)) })}
    </Button>
  )
}

function inWords({ spam, internal }: Counts, isOpen: boolean): string {
  const what = [
    spam > 0 ? t('{n} likely spam', { n: group(String(spam)) }) : '',
    internal > 0 ? t('{n} within one exchange', { n: group(String(internal)) }) : '',
  ].filter(Boolean)
  const which = what.join(t(', '))
  return isOpen ? t('{which}. Shown now; fold them away.', { which }) : t('{which}. Folded away; show them.', { which })
}

/** Asked again whenever the table's own count was. */
function useFoldedCounts(filter: OrderFilter): Counts {
  const shown = useRested(useOrders(countOf))
  const [counts, setCounts] = useState<Counts>({ spam: 0, internal: 0 })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new count of what is shown means that orders came.
  useEffect(() => {
    let current = true
    const { spam: _, internal: __, ...rest } = filter
    Promise.all([
      client['orders.count']({ filter: { ...rest, spam: 'only' }, lane: 'folded-spam' }),
      client['orders.count']({ filter: { ...rest, spam: 'hide', flows: ['internal'] }, lane: 'folded-internal' }),
    ]).then(
      ([spam, internal]) => current && setCounts({ spam: spam.count, internal: internal.count }),
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [filter, shown])
  return counts
}

/** A number that changes all the time, at most every few seconds. */
function useRested(value: number | null): number | null {
  const [rested, setRested] = useState(value)
  const latest = useRef(value)
  latest.current = value
  useEffect(() => {
    const timer = setInterval(() => setRested(latest.current), 3000)
    return () => clearInterval(timer)
  }, [])
  return rested
}
