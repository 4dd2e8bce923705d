/** The chains that are watched, and how to add one: from the list of known chains, or any EVM chain by its endpoint. */
import { useState } from 'react'
import type { Network } from '#shared/settings.ts'
import { t } from '../../i18n/t.ts'
import { settingWords } from '../../i18n/words.ts'
import { saveSettings, useSettings } from '../../stores/settings.ts'
import { useStatus } from '../../stores/status.ts'
import { ChainMark } from '../../ui/ChainMark.tsx'
import { EndpointTester } from './EndpointTester.tsx'
import { hostOf, withEndpoint, withNetwork } from './endpoints.ts'
import { NetworkCard } from './NetworkCard.tsx'

export function NetworksSection() {
  const networks = useSettings(({ settings }) => settings.networks)
  const change = (network: Network) => saveSettings({ networks: withNetwork(networks, network) })
  const remove = (chainId: number) => saveSettings({ networks: networks.filter((network) => network.chainId !== chainId) })
  return (
    <>
      <p className="muted settings-intro">{settingWords('networks').help}</p>
      <div className="network-list">
        {networks.map((network) => (
          <NetworkCard key={network.chainId} network={network} onChange={change} onRemove={() => remove(network.chainId)} />
        ))}
        {networks.length === 0 && <p className="network-none muted">{t('No network is watched yet. Add one below.')}</p>}
      </div>
      <AddKnown networks={networks} />
      <AddByUrl networks={networks} />
    </>
  )
}

function AddKnown({ networks }: { networks: readonly Network[] }) {
  const chains = useStatus(({ catalog }) => catalog.chains)
  const [error, setError] = useState<string | null>(null)
  const left = chains.filter(
    ({ chainId, publicEndpoints }) => publicEndpoints.length > 0 && networks.every((known) => known.chainId !== chainId),
  )
  if (left.length === 0) return null
  return (
    <section className="network-add">
      <h2>{t('Add a public network')}</h2>
      <p className="muted">{t('Its public endpoints will see this machine’s IP address.')}</p>
      <div className="known-chains">
        {left.map(({ chainId, name, publicEndpoints }) => (
          <button
            key={chainId}
            type="button"
            className="button"
            title={publicEndpoints.map(hostOf).join(', ')}
            onClick={() =>
              void saveSettings({
                networks: withNetwork(networks, { chainId, name, enabled: true, endpoints: publicEndpoints }),
                setUp: true,
              }).then(setError)
            }
          >
            <ChainMark chainId={chainId} name={name} />
            {name}
          </button>
        ))}
      </div>
      {error && <p className="form-error">{error}</p>}
    </section>
  )
}

function AddByUrl({ networks }: { networks: readonly Network[] }) {
  const catalog = useStatus((state) => state.catalog)
  return (
    <section className="network-add">
      <h2>{t('Add any EVM chain by its endpoint')}</h2>
      <p className="muted">{t('The endpoint is asked for its chain id; the name can be changed afterwards.')}</p>
      <EndpointTester
        chainId={null}
        label={t('Address of the endpoint')}
        addLabel={t('Watch this chain')}
        onAdd={({ chainId, url }) =>
          chainId === null
            ? t('The endpoint did not name its chain. Try another one.')
            : saveSettings({ networks: withEndpoint(networks, catalog, chainId, url), setUp: true })
        }
      />
    </section>
  )
}
