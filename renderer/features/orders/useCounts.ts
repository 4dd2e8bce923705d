/** How many orders each proposal of the filter would leave, and which names fit: asked when the writer pauses, forgotten when he goes on. */
import { useEffect, useState } from 'react'
import { filterWordsIn, parseFilter } from '#shared/filterText.ts'
import { client } from '../../bridge/host.ts'
import { filterWords } from '../../stores/view.ts'
import type { Suggestion } from './suggestions.ts'

const pauseMs = 180
const mostCounted = 10

/** By the proposal's text. Each proposal has its lane, so that the host drops what nobody waits for. */
export function useCounts(open: boolean, query: string, list: readonly Suggestion[]): ReadonlyMap<string, number> {
  const [counts, setCounts] = useState<ReadonlyMap<string, number>>(new Map())
  const asked = open
    ? list
        .filter(({ whole }) => whole)
        .slice(0, mostCounted)
        .map(({ text }) => text)
    : []
  const key = JSON.stringify(asked)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the texts are compared, not the list, which is new with every key.
  useEffect(() => {
    if (asked.length === 0) return
    let current = true
    const timer = setTimeout(() => {
      asked.forEach((text, index) => {
        const { filter, problems } = parseFilter(`${query} ${text}`, filterWords())
        if (problems.length > 0) return
        client['orders.count']({ filter, lane: `suggestion-${index}` }).then(
          ({ count }) => current && setCounts((before) => new Map(before).set(text, count)),
          () => undefined,
        )
      })
    }, pauseMs)
    return () => {
      current = false
      clearTimeout(timer)
      setCounts(new Map())
    }
  }, [key, query])
  return counts
}

/** Names of labelled accounts that fit a `label:` that is being written. */
export function useLabelNames(draft: string): readonly string[] {
  const [names, setNames] = useState<readonly string[]>([])
  const last = filterWordsIn(draft).at(-1)
  const text = last?.key === 'label' ? last.value.replaceAll('"', '') : ''
  useEffect(() => {
    if (text === '') return setNames([])
    let current = true
    const timer = setTimeout(() => {
      client['labels.page']({ filter: { text }, limit: 40 }).then(
        ({ labels }) => current && setNames([...new Set(labels.map(({ entity, name }) => entity ?? name))].slice(0, 8)),
        () => undefined,
      )
    }, pauseMs)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [text])
  return names
}
