/** The answer of one call, asked when it is first looked at and again whenever `asked` changes. */
import { useEffect, useState } from 'react'
import { sentenceOf } from '../../../bridge/client.ts'

export type Answer<T> = { readonly value: T | null; readonly problem: string | null }

/** The last answer stays in view until the next one, or a failure, takes its place. */
export function useAnswer<T>(ask: () => Promise<T>, asked: unknown): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ value: null, problem: null })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is always the same; `asked` says when.
  useEffect(() => {
    let gone = false
    ask().then(
      (value) => gone || setAnswer({ value, problem: null }),
      (thrown) => gone || setAnswer(({ value }) => ({ value, problem: sentenceOf(thrown) })),
    )
    return () => {
      gone = true
    }
  }, [asked])
  return answer
}

/** Rises every so many milliseconds while it is on the page. */
export function useTicks(everyMs: number): number {
  const [ticks, setTicks] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setTicks((before) => before + 1), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return ticks
}
