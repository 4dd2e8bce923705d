/** Settings and networks for the window. */

import type { Handlers } from '#shared/contract/index.ts'
import type { EndpointTest } from '#shared/contract/settings.ts'
import { exposureOf, headersOf } from '#shared/secrets.ts'
import type { SecretStore, SettingsStore } from '../services.ts'

type SettingsHandlers = Pick<
  Handlers,
  'settings.get' | 'settings.set' | 'networks.test' | 'networks.resume' | 'networks.secrets' | 'networks.setSecret'
>

export function settingsHandlers(services: {
  settings: SettingsStore
  secrets: SecretStore
  probe(url: string, chainId: number | null): Promise<EndpointTest>
  resume(chainId: number, how: 'retry' | 'fromHead'): void
}): SettingsHandlers {
  const { settings, secrets } = services
  const standing = (warning: string | null) => ({
    endpoints: [...secrets.endpoints()],
    certificates: [...secrets.certificates()],
    warning,
  })
  const view = () => ({ settings: settings.get(), problems: [...settings.problems()] })
  return {
    'settings.get': view,
    'settings.set'(patch) {
      settings.set(patch)
      return view()
    },
    'networks.secrets': () => standing(secrets.warning()),
    'networks.setSecret'({ endpoint, secret }) {
      if (secret?.certificate !== undefined) secrets.setCertificate(endpoint, secret.certificate)
      if (secret?.bearer !== undefined || secret?.headers !== undefined) secrets.set(endpoint, headersOf(secret))
      if (secret === null) {
        secrets.set(endpoint, null)
        secrets.setCertificate(endpoint, null)
      }
      const warnings = [secrets.warning(), secret && exposureOf(endpoint)].filter((one) => one !== null)
      return standing(warnings.length > 0 ? warnings.join(' ') : null)
    },
    'networks.test': ({ url, chainId }) => services.probe(url, chainId),
    'networks.resume'({ chainId, how }) {
      services.resume(chainId, how)
      return null
    },
  }
}
