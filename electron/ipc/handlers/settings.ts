/** Settings and networks for the window. */

import type { Handlers } from '#shared/contract/index.ts'
import type { EndpointTest } from '#shared/contract/settings.ts'
import type { SettingsStore } from '../services.ts'

type SettingsHandlers = Pick<Handlers, 'settings.get' | 'settings.set' | 'networks.test' | 'networks.resume'>

export function settingsHandlers(services: {
  settings: SettingsStore
  probe(url: string, chainId: number | null): Promise<EndpointTest>
  resume(chainId: number, how: 'retry' | 'fromHead'): void
}): SettingsHandlers {
  const { settings } = services
  const view = () => ({ settings: settings.get(), problems: [...settings.problems()] })
  return {
    'settings.get': view,
    'settings.set'(patch) {
      settings.set(patch)
      return view()
    },
    'networks.test': ({ url, chainId }) => services.probe(url, chainId),
    'networks.resume'({ chainId, how }) {
      services.resume(chainId, how)
      return null
    },
  }
}
