/** How the app itself is doing, for the window. */
import type { Handlers, Output } from '#shared/contract/index.ts'

type CareHandlers = Pick<
  Handlers,
  | 'doctor.run'
  | 'doctor.diagnostics'
  | 'privacy.hosts'
  | 'storage.standing'
  | 'settings.export'
  | 'settings.import'
  | 'settings.importPreview'
>

export function careHandlers({
  care,
}: {
  care: {
    doctor(): Promise<Output<'doctor.run'>>
    diagnostics(): Promise<Output<'doctor.diagnostics'>>
    hosts(): Output<'privacy.hosts'>
    standing(): Output<'storage.standing'>
    exportSettings(): Promise<Output<'settings.export'>>
    previewSettings(text: string): Output<'settings.importPreview'>
    importSettings(text: string): Output<'settings.import'>
  }
}): CareHandlers {
  return {
    'doctor.run': () => care.doctor(),
    'doctor.diagnostics': () => care.diagnostics(),
    'privacy.hosts': () => care.hosts(),
    'storage.standing': () => care.standing(),
    'settings.export': () => care.exportSettings(),
    'settings.importPreview': ({ text }) => care.previewSettings(text),
    'settings.import': ({ text }) => care.importSettings(text),
  }
}
