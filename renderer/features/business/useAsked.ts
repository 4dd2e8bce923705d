/** Answers about a business: asked when the question changes and again when the books do; the last answer stays until a newer one is there. */
import { useEffect, useRef, useState } from 'react'
import { sentenceOf } from '../../bridge/client.ts'
import { useBusiness } from '../../stores/business.ts'

export type Asked<T> = { readonly data: T | null; readonly problem: string | null }

/** `question` says what `ask` asks for: another one asks anew. */
export function useAsked<T>(question: string, ask: () => Promise<T>): Asked<T> {
  const changes = useBusiness((state) => state.changes)
  const [asked, setAsked] = useState<Asked<T>>({ data: null, problem: null })
  const latest = useRef(ask)
  latest.current = ask
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question, or changed books, mean that the answer is old.
  useEffect(() => {
    let current = true
    latest.current().then(
      (data) => current && setAsked({ data, problem: null }),
      (thrown) => current && setAsked((before) => ({ ...before, problem: sentenceOf(thrown) })),
    )
    return () => {
      current = false
    }
  }, [question, changes])
  return asked
}
