/** The file of a pack: read, checked by the host, looked at, then kept or let go. */
import { useRef, useState } from 'react'
import type { Pack } from '#shared/pack.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { safeName } from '../../format/address.ts'
import { t } from '../../i18n/t.ts'
import { say } from '../../stores/jobs.ts'
import { isTemplate, savePack } from './store.ts'

export type ImportState =
  | { readonly step: 'none' }
  | { readonly step: 'reading'; readonly name: string }
  | { readonly step: 'looking'; readonly name: string; readonly pack: Pack | null; readonly problems: readonly string[] }

export type ImportingPack = {
  readonly state: ImportState
  read(file: File): Promise<void>
  keep(): Promise<void>
  cancel(): void
}

const mostBytes = 8_000_000

export function useImportPack(): ImportingPack {
  const [state, setState] = useState<ImportState>({ step: 'none' })
  // Which file is wanted: the answer for an earlier one comes too late.
  const run = useRef(0)
  const read = async (file: File) => {
    const mine = ++run.current
    const { name } = file
    const show = (pack: Pack | null, problems: readonly string[]) =>
      mine === run.current && setState({ step: 'looking', name, pack, problems })
    if (file.size > mostBytes) return void show(null, [t('The file is larger than 8 MB: that is no pack.')])
    setState({ step: 'reading', name })
    try {
      const { pack, problems } = await client['packs.check']({ text: await file.text() })
      show(pack, problems)
    } catch (thrown) {
      show(null, [sentenceOf(thrown)])
    }
  }
  const keep = async () => {
    if (state.step !== 'looking' || state.pack === null) return
    const { pack } = state
    const on = state.problems.length === 0 && !isTemplate(pack)
    const problem = await savePack(pack, on)
    if (problem !== null) return setState({ ...state, problems: [problem] })
    setState({ step: 'none' })
    say(
      on
        ? t('“{name}” is kept, and watches.', { name: safeName(pack.name, 60) })
        : t('“{name}” is kept. Say where its contracts are before it watches.', { name: safeName(pack.name, 60) }),
    )
  }
  const cancel = () => {
    run.current++
    setState({ step: 'none' })
  }
  return { state, read, keep, cancel }
}
