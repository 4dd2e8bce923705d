/** One quiet line that says how much is folded away, and unfolds it: nothing is dropped in silence. */
import { useEffect, useState } from 'react'
import type { OrderFilter } from '#shared/order.ts'
import { client } from '../../bridge/host.ts'
import { group } from '../../format/amount.ts'
import { useOrders } from '../../stores/orders.ts'
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
      {isOpen ? 'Fold again' : `${group(String(counts.spam + counts.internal))} folded`}
    </Button>
  )
}

function inWords({ spam, internal }: Counts, isOpen: boolean): string {
  const what = [
    spam > 0 ? `${group(String(spam))} likely spam` : '',
    internal > 0 ? `${group(String(internal))} within one exchange` : '',
  ].filter(Boolean)
  return `${what.join(', ')}. ${isOpen ? 'Shown now; fold them away.' : 'Folded away; show them.'}`
}

/** Asked again whenever the table's own count was. */
function useFoldedCounts(filter: OrderFilter): Counts {
  const shown = useOrders((state) => state.count)
  const [counts, setCounts] = useState<Counts>({ spam: 0, internal: 0 })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new count of what is shown means that orders came.
  useEffect(() => {
    let current = true
    const { spam: _, internal: __, ...rest } = filter
    Promise.all([
      client['orders.count']({ filter: { ...rest, spam: 'only' } }),
      client['orders.count']({ filter: { ...rest, spam: 'hide', flows: ['internal'] } }),
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
