/** What the rule would have done, asked when the writer pauses; an answer to an older question is never shown. */
import { useEffect, useRef, useState } from 'react'
import type { DryRun, DryRunWindow } from '#shared/contract/rules.ts'
import type { Rule } from '#shared/rules.ts'
import { CallError, sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'

const pauseMs = 400

export type Trial = { readonly answer: DryRun | null; readonly problem: string | null; readonly waiting: boolean }

/** Null: it cannot be tried as it is. Then the last answer stays, and is marked as old by `waiting`. */
export function useDryRun(rule: Rule | null, window: DryRunWindow): Trial {
  const [trial, setTrial] = useState<Trial>({ answer: null, problem: null, waiting: rule !== null })
  const run = useRef(0)
  const question = rule === null ? null : JSON.stringify([rule, window])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is compared by what it asks.
  useEffect(() => {
    const mine = ++run.current
    if (rule === null) return setTrial((before) => ({ ...before, waiting: false }))
    setTrial((before) => ({ ...before, waiting: true }))
    const timer = setTimeout(() => {
      client['rules.dryRun']({ rule, window, lane: 'rule-editor' }).then(
        (answer) => mine === run.current && setTrial({ answer, problem: null, waiting: false }),
        (thrown) => {
          if (mine !== run.current || (thrown instanceof CallError && thrown.code === 'SUPERSEDED')) return
          setTrial((before) => ({ ...before, problem: sentenceOf(thrown), waiting: false }))
        },
      )
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [question])
  return trial
}
