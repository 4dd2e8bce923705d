/** Exports under way and short messages: what the corner of the window shows. */
import { create } from 'zustand'
import type { EventPayload } from '#shared/contract/index.ts'

export type ExportJob = EventPayload<'orders.exportProgress'>
export type Message = {
  readonly id: number
  readonly text: string
  readonly tone: 'info' | 'bad'
  /** What can be done about it, under its word. */
  readonly action?: { readonly label: string; readonly act: () => void }
}

export const useJobs = create<{ readonly exports: readonly ExportJob[]; readonly messages: readonly Message[] }>(() => ({
  exports: [],
  messages: [],
}))

let lastId = 0

/** Shows the newest state of an export. */
export const noteExport = (job: ExportJob): void =>
  useJobs.setState(({ exports }) => ({
    exports: exports.some(({ jobId }) => jobId === job.jobId)
      ? exports.map((known) => (known.jobId === job.jobId ? job : known))
      : [...exports, job],
  }))

export const dismissExport = (jobId: string): void =>
  useJobs.setState(({ exports }) => ({ exports: exports.filter((job) => job.jobId !== jobId) }))

/** Shows a sentence for six seconds. */
export const say = (text: string, tone: Message['tone'] = 'info'): void => show({ id: ++lastId, text, tone }, 6000)

/** Shows a sentence with a button beside it, for twelve seconds: long enough to read it and to think again. */
export const offer = (text: string, label: string, act: () => void): void =>
  show({ id: ++lastId, text, tone: 'info', action: { label, act } }, 12_000)

function show(message: Message, forMs: number): void {
  useJobs.setState(({ messages }) => ({ messages: [...messages.slice(-3), message] }))
  setTimeout(() => dismissMessage(message.id), forMs)
}

export const dismissMessage = (id: number): void =>
  useJobs.setState(({ messages }) => ({ messages: messages.filter((message) => message.id !== id) }))
