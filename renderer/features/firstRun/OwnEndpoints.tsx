/** Own endpoints to begin with: each is asked who it is, so the chain need not be typed. */
import { useState } from 'react'
import type { Network } from '#shared/settings.ts'
import { t } from '../../i18n/t.ts'
import { saveSettings, useSettings } from '../../stores/settings.ts'
import { reloadStatus, useStatus } from '../../stores/status.ts'
import { Button } from '../../ui/Button.tsx'
import { ChainMark } from '../../ui/ChainMark.tsx'
import { EndpointTester } from '../settings/EndpointTester.tsx'
import { hostOf, withEndpoint, withNetwork } from '../settings/endpoints.ts'

export function OwnEndpoints() {
  const catalog = useStatus((state) => state.catalog)
  const stored = useSettings(({ settings }) => settings.networks)
  const [networks, setNetworks] = useState<readonly Network[]>([])
  const [error, setError] = useState<string | null>(null)
  const start = async () => {
    setError(await saveSettings({ networks: networks.reduce(withNetwork, [...stored]), setUp: true }))
    await reloadStatus()
  }
  return (
    <>
      {networks.map(({ chainId, name, endpoints }) => (
        <p key={chainId} className="first-own">
          <ChainMark chainId={chainId} name={name} />
          <strong>{name}</strong>
          <span className="mono faint clip">{endpoints.map(hostOf).join(', ')}</span>
        </p>
      ))}
      <EndpointTester
        chainId={null}
        label={networks.length === 0 ? t('Address of the endpoint') : t('Another endpoint')}
        addLabel={t('Add this endpoint')}
        onAdd={({ chainId, url }) => {
          if (chainId === null) return t('The endpoint did not name its chain. Try another one.')
          setNetworks(withEndpoint(networks, catalog, chainId, url))
          return null
        }}
      />
      {error && <p className="form-error">{error}</p>}
      {networks.length > 0 && (
        <Button kind="primary" large onClick={() => void start()}>
          {t('Start watching')}
        </Button>
      )}
    </>
  )
}
