/** The labels that pass a filter, page after page as the reader scrolls; asked anew when labels change. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { LabelFilter } from '#shared/contract/labels.ts'
import type { Label } from '#shared/labels.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { useLabels } from '../../stores/labels.ts'

export type LabelPages = {
  readonly labels: readonly Label[]
  /** Null until the first answer. */
  readonly total: number | null
  readonly problem: string | null
  loadMore(): void
}

const pageSize = 200
const pauseMs = 150

export function useLabelPages(filter: LabelFilter): LabelPages {
  const changes = useLabels((state) => state.changes)
  // `of`: the question that these pages answer. While another one is open nothing is added to them, and nothing of theirs to its answer.
  const [pages, setPages] = useState<{ of: number; labels: readonly Label[]; next: string | null; total: number | null }>({
    of: 0,
    labels: [],
    next: null,
    total: null,
  })
  const [problem, setProblem] = useState<string | null>(null)
  const run = useRef(0)
  const loading = useRef(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of labels means that the answer is old.
  useEffect(() => {
    const mine = ++run.current
    loading.current = false
    const timer = setTimeout(() => {
      client['labels.page']({ filter, limit: pageSize }).then(
        (page) => {
          if (mine !== run.current) return
          setPages({ ...page, of: mine })
          setProblem(null)
        },
        (thrown) => mine === run.current && setProblem(sentenceOf(thrown)),
      )
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [filter, changes])

  const { next, of } = pages
  const loadMore = useCallback(() => {
    if (next === null || loading.current || of !== run.current) return
    const mine = of
    loading.current = true
    client['labels.page']({ filter, after: next, limit: pageSize }).then(
      (page) => {
        if (mine !== run.current) return
        loading.current = false
        setPages(({ labels }) => ({ of: mine, labels: [...labels, ...page.labels], next: page.next, total: page.total }))
      },
      (thrown) => {
        if (mine !== run.current) return
        loading.current = false
        setProblem(sentenceOf(thrown))
      },
    )
  }, [filter, next, of])
  return { labels: pages.labels, total: pages.total, problem, loadMore }
}
