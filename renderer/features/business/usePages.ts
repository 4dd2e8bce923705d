/** A list of a business, page after page; asked anew, as far as it was read, when the books change, so that nothing jumps. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { sentenceOf } from '../../bridge/client.ts'
import { useBusiness } from '../../stores/business.ts'

export type Page<Row, More> = { readonly rows: readonly Row[]; readonly next: string | null; readonly more: More }
type Known<Row, More> = Page<Row, More> & { readonly of: string }

export type Pages<Row, More> = {
  /** Null until the first answer; while another question is being answered, the answer to the one before. */
  readonly page: Page<Row, More> | null
  readonly problem: string | null
  loadMore(): void
}

/** `question` says what `read` reads: another one begins anew. `more` is what stands beside the rows of the first page. */
export function usePages<Row, More>(
  question: string,
  read: (after: string | undefined) => Promise<Page<Row, More>>,
  enough: number,
): Pages<Row, More> {
  const changes = useBusiness((state) => state.changes)
  const [known, setKnown] = useState<Known<Row, More> | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const run = useRef(0)
  const busy = useRef(false)
  const shown = useRef(known)
  shown.current = known
  const latest = useRef(read)
  latest.current = read

  // biome-ignore lint/correctness/useExhaustiveDependencies: changed books mean that the answer is old.
  useEffect(() => {
    const mine = ++run.current
    const isMine = () => mine === run.current
    const before = shown.current?.of === question ? shown.current.rows.length : 0
    busy.current = true
    readSoMany(latest.current, Math.max(enough, before), isMine)
      .then((page) => {
        if (!isMine() || page === null) return
        setKnown({ ...page, of: question })
        setProblem(null)
      })
      .catch((thrown) => isMine() && setProblem(sentenceOf(thrown)))
      .finally(() => {
        if (isMine()) busy.current = false
      })
    return () => {
      run.current++
    }
  }, [question, changes, enough])

  const next = known?.of === question ? known.next : null
  const loadMore = useCallback(() => {
    if (next === null || busy.current) return
    const mine = run.current
    busy.current = true
    latest.current(next).then(
      (page) => {
        if (mine !== run.current) return
        busy.current = false
        setKnown((before) => before && { ...before, rows: [...before.rows, ...page.rows], next: page.next })
      },
      (thrown) => {
        if (mine !== run.current) return
        busy.current = false
        setProblem(sentenceOf(thrown))
      },
    )
  }, [next])
  return { page: known, problem, loadMore }
}

async function readSoMany<Row, More>(
  read: (after: string | undefined) => Promise<Page<Row, More>>,
  count: number,
  wanted: () => boolean,
): Promise<Page<Row, More> | null> {
  const first = await read(undefined)
  const rows = [...first.rows]
  let { next } = first
  while (next !== null && rows.length < count && wanted()) {
    const page = await read(next)
    rows.push(...page.rows)
    next = page.next
  }
  return wanted() ? { rows, next, more: first.more } : null
}
