/** How the app itself is doing, for the window. */
import { EngineError } from '#engine/errors.ts'
import type { Handlers } from '#shared/contract/index.ts'

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

export function careHandlers(_services: object): CareHandlers {
  const later = () => {
    throw new EngineError('NOT_READY', 'This cannot be told yet.')
  }
  return {
    'doctor.run': later,
    'doctor.diagnostics': later,
    'privacy.hosts': later,
    'storage.standing': later,
    'settings.export': later,
    'settings.import': later,
    'settings.importPreview': later,
  }
}
