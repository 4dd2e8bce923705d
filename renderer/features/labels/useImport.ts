/** One import of a label file: read in pieces, looked at, then stored or let go. */
import { useEffect, useRef, useState } from 'react'
import type { ImportPreview } from '#shared/contract/labels.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client, on } from '../../bridge/host.ts'
import { group } from '../../format/amount.ts'
import { t } from '../../i18n/t.ts'
import { say } from '../../stores/jobs.ts'
import { readSlices } from './readSlices.ts'

export type ImportState =
  | { readonly step: 'none' }
  /** `share`: how much of the file was read, 0 … 1. */
  | { readonly step: 'reading'; readonly name: string; readonly share: number }
  | { readonly step: 'preview'; readonly preview: ImportPreview }
  | { readonly step: 'storing'; readonly preview: ImportPreview; readonly stored: number }
  | { readonly step: 'failed'; readonly name: string; readonly sentence: string }

export type Importing = {
  readonly state: ImportState
  read(file: File): Promise<void>
  store(): Promise<void>
  /** Lets go of what was read; nothing of it is stored. */
  cancel(): void
}

/** Beyond this nobody has labels, only a file chosen by mistake. */
const mostBytes = 200_000_000

export function useImport(): Importing {
  const [state, setState] = useState<ImportState>({ step: 'none' })
  // Which file is wanted: the answer for an earlier one comes too late.
  const run = useRef(0)
  useEffect(
    () =>
      on('labels.importProgress', ({ importId, stored }) =>
        setState((now) => (now.step === 'storing' && now.preview.importId === importId ? { ...now, stored } : now)),
      ),
    [],
  )

  const read = async (file: File) => {
    const mine = ++run.current
    const { name } = file
    if (file.size > mostBytes) {
      return setState({ step: 'failed', name, sentence: t('The file is larger than 200 MB. Split it, and import the parts one by one.') })
    }
    let preview: ImportPreview | null = null
    let read = 0
    setState({ step: 'reading', name, share: 0 })
    try {
      for await (const { text, last } of readSlices(file)) {
        if (mine !== run.current) return void (preview && client['labels.cancelImport']({ importId: preview.importId }))
        preview = await client['labels.importPreview']({ importId: preview?.importId ?? null, fileName: name, text, last })
        read += text.length
        setState({ step: 'reading', name, share: Math.min(1, read / Math.max(1, file.size)) })
      }
      if (preview && mine === run.current) setState({ step: 'preview', preview })
    } catch (thrown) {
      if (mine === run.current) setState({ step: 'failed', name, sentence: sentenceOf(thrown) })
    }
  }
  const store = async () => {
    if (state.step !== 'preview') return
    const { preview } = state
    setState({ step: 'storing', preview, stored: 0 })
    try {
      const { source, stored } = await client['labels.import']({ importId: preview.importId })
      setState({ step: 'none' })
      say(t('{n} labels of {source} stored.', { n: group(String(stored)), source }), 'info')
    } catch (thrown) {
      setState({ step: 'failed', name: preview.source, sentence: sentenceOf(thrown) })
    }
  }
  const cancel = () => {
    run.current++
    if (state.step === 'preview') void client['labels.cancelImport']({ importId: state.preview.importId }).catch(() => undefined)
    setState({ step: 'none' })
  }
  return { state, read, store, cancel }
}
