/** Exports under way and short messages: what the corner of the window shows. */
import { create } from 'zustand'
import type { EventPayload } from '#shared/contract/index.ts'

export type ExportJob = EventPayload<'orders.exportProgress'>
export type Message = { readonly id: number; readonly text: string; readonly tone: 'info' | 'bad' }

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
export function say(text: string, tone: Message['tone'] = 'info'): void {
  const id = ++lastId
  useJobs.setState(({ messages }) => ({ messages: [...messages.slice(-3), { id, text, tone }] }))
  setTimeout(() => dismissMessage(id), 6000)
}

export const dismissMessage = (id: number): void =>
  useJobs.setState(({ messages }) => ({ messages: messages.filter((message) => message.id !== id) }))
