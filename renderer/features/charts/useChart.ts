/** One picture's figures: asked when the question changes, and again as orders come, at most every two seconds and only while it is seen. */
import { useEffect, useState } from 'react'
import type { Input, Output } from '#shared/contract/index.ts'
import { CallError, sentenceOf } from '../../bridge/client.ts'
import { client, on } from '../../bridge/host.ts'

export type ChartName = 'charts.valueOverTime' | 'charts.exchangeFlow' | 'charts.topTokens' | 'charts.topCounterparties' | 'charts.sizes'
export type ChartQuestion = Input<'charts.valueOverTime'>

export type Charted<T> = {
  /** The last answer; it stays while a newer one is on its way. */
  readonly data: T | null
  readonly problem: string | null
}

const restMs = 2000

/** `question` must be the same object as long as it means the same. */
export function useChart<N extends ChartName>(name: N, question: ChartQuestion): Charted<Output<N>> {
  const [charted, setCharted] = useState<Charted<Output<N>>>({ data: null, problem: null })
  useEffect(() => {
    // All of them take the same question; which answer belongs to which name the contract says.
    const call = client[name] as unknown as (input: ChartQuestion) => Promise<Output<N>>
    let current = true
    let timer: ReturnType<typeof setTimeout> | undefined
    let askedAt = Number.NEGATIVE_INFINITY
    const ask = async () => {
      timer = undefined
      if (document.hidden) return
      askedAt = performance.now()
      try {
        const data = await call({ ...question, lane: name })
        if (current) setCharted({ data, problem: null })
      } catch (thrown) {
        // A later question took the place of this one: its answer is on its way.
        if (thrown instanceof CallError && thrown.code === 'SUPERSEDED') return
        if (current) setCharted((before) => ({ ...before, problem: sentenceOf(thrown) }))
      }
    }
    const soon = () => {
      timer ??= setTimeout(() => void ask(), Math.max(0, askedAt + restMs - performance.now()))
    }
    void ask()
    const ends = [on('orders.changed', soon), on('labels.changed', soon)]
    document.addEventListener('visibilitychange', soon)
    return () => {
      current = false
      clearTimeout(timer)
      for (const end of ends) end()
      document.removeEventListener('visibilitychange', soon)
    }
  }, [name, question])
  return charted
}
