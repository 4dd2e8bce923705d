/** What the host says of the pack that is being written, asked when the writer pauses. */
import { useEffect, useRef, useState } from 'react'
import type { Pack } from '#shared/pack.ts'
import { sentenceOf } from '../../../bridge/client.ts'
import { client } from '../../../bridge/host.ts'
import { t } from '../../../i18n/t.ts'
import type { PackDraft } from '../../../stores/packDraft.ts'

const pauseMs = 350

/** Null until it was asked about this very pack. */
export function useCheck({ pack, raw }: PackDraft): readonly string[] | null {
  const [answer, setAnswer] = useState<{ readonly text: string; readonly problems: readonly string[] } | null>(null)
  const run = useRef(0)
  const holes = raw === null ? holesOf(pack) : []
  const text = raw ?? JSON.stringify(pack)
  const asks = holes.length === 0
  useEffect(() => {
    const mine = ++run.current
    if (!asks) return
    const show = (problems: readonly string[]) => mine === run.current && setAnswer({ text, problems })
    const timer = setTimeout(() => {
      client['packs.check']({ text }).then(
        ({ problems }) => show(problems),
        (thrown) => show([sentenceOf(thrown)]),
      )
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [text, asks])
  if (!asks) return holes
  return answer?.text === text ? answer.problems : null
}

/** What a writer has not come to yet, in words that say where. */
export function holesOf({ name, contracts, verbs, documents, roles, units }: Pack): string[] {
  const holes: string[] = []
  if (name.trim() === '') holes.push(t('Give the pack a name.'))
  if (Object.keys(contracts).length === 0) holes.push(t('Add a contract.'))
  for (const [key, { abi }] of Object.entries(contracts))
    if (abi.length === 0) holes.push(t('Contract “{name}” has no ABI: paste it, or take its events from the chain.', { name: key }))
  if (Object.keys(verbs).length === 0 && Object.keys(contracts).length > 0) holes.push(t('Say what at least one event means: add a verb.'))
  for (const part of [roles, verbs, documents])
    for (const [key, { label }] of Object.entries(part)) if (label.trim() === '') holes.push(t('“{name}” has no label.', { name: key }))
  for (const [key, { symbol }] of Object.entries(units))
    if (symbol.trim() === '') holes.push(t('Unit “{name}” has no symbol.', { name: key }))
  for (const [key, { transitions }] of Object.entries(documents))
    if (transitions.length === 0) holes.push(t('Document “{name}” has no step: say which verb makes one.', { name: key }))
  return holes
}
