/** The alerts that pass a filter, newest first, page after page; asked anew, as far as they were read, when the inbox changes. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Alert } from '#shared/alerts.ts'
import type { AlertPage } from '#shared/contract/alerts.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { markRead, useAlerts } from '../../stores/alerts.ts'

export type AlertFilter = { readonly unread?: boolean; readonly rule?: string }
type Known = Omit<AlertPage, 'unread'> & { readonly of: AlertFilter }

export type AlertPages = {
  /** Null until the first answer. */
  readonly page: Known | null
  readonly problem: string | null
  loadMore(): void
  /** Marks these as read, here at once. */
  read(ids: number[]): void
}

const pageSize = 100

export function useAlertPages(filter: AlertFilter): AlertPages {
  const changes = useAlerts((state) => state.changes)
  const [page, setPage] = useState<Known | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const run = useRef(0)
  const busy = useRef(false)
  const shown = useRef<Known | null>(null)
  shown.current = page

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the inbox means that the answer is old.
  useEffect(() => {
    const mine = ++run.current
    const wanted = shown.current?.of === filter ? shown.current.alerts.length : 0
    busy.current = true
    readSoMany(filter, Math.max(pageSize, wanted), () => mine === run.current).then(
      (read) => {
        if (mine !== run.current) return
        busy.current = false
        if (read) setPage({ ...read, of: filter })
        setProblem(null)
      },
      (thrown) => {
        if (mine !== run.current) return
        busy.current = false
        setProblem(sentenceOf(thrown))
      },
    )
  }, [filter, changes])

  const next = page?.of === filter ? page.next : null
  const loadMore = useCallback(() => {
    if (next === null || busy.current) return
    const mine = run.current
    busy.current = true
    client['alerts.page']({ ...filter, after: next, limit: pageSize }).then(
      (more) => {
        if (mine !== run.current) return
        busy.current = false
        setPage((known) => known && { ...known, ...more, alerts: [...known.alerts, ...more.alerts] })
      },
      (thrown) => {
        if (mine !== run.current) return
        busy.current = false
        setProblem(sentenceOf(thrown))
      },
    )
  }, [filter, next])

  const read = useCallback((ids: number[]) => {
    void markRead({ ids }).then((done) => {
      if (done)
        setPage(
          (known) => known && { ...known, alerts: known.alerts.map((each) => (ids.includes(each.id) ? { ...each, read: true } : each)) },
        )
    })
  }, [])
  return { page: page?.of === filter ? page : null, problem, loadMore, read }
}

async function readSoMany(filter: AlertFilter, count: number, wanted: () => boolean): Promise<AlertPage | null> {
  const first = await client['alerts.page']({ ...filter, limit: pageSize })
  const alerts: Alert[] = [...first.alerts]
  let { next } = first
  while (next !== null && alerts.length < count && wanted()) {
    const more = await client['alerts.page']({ ...filter, after: next, limit: pageSize })
    alerts.push(...more.alerts)
    next = more.next
  }
  return wanted() ? { ...first, alerts, next } : null
}
