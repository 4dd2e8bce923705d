/** The chains that are watched, and how to add one: from the list of known chains, or any EVM chain by its endpoint. */
import { useState } from 'react'
import type { Network } from '#shared/settings.ts'
import { client } from '../../bridge/host.ts'
import { t } from '../../i18n/t.ts'
import { settingWords } from '../../i18n/words.ts'
import { say } from '../../stores/jobs.ts'
import { saveSettings, useSettings } from '../../stores/settings.ts'
import { useStatus } from '../../stores/status.ts'
import { ChainMark } from '../../ui/ChainMark.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useAnswer } from './care/useAnswer.ts'
import { EndpointTester } from './EndpointTester.tsx'
import { hostOf, isListed, withEndpoint, withNetwork } from './endpoints.ts'
import { useSought } from './Line.tsx'
import { NetworkCard } from './NetworkCard.tsx'
import { Undo } from './Undo.tsx'

export function NetworksSection() {
  const networks = useSettings(({ settings }) => settings.networks)
  const change = (network: Network) => saveSettings({ networks: withNetwork(networks, network) })
  const [gone, setGone] = useState<{ readonly network: Network; readonly index: number } | null>(null)
  const secrets = useAnswer(() => client['networks.secrets'](null), null)
  const list = useSought<HTMLDivElement>('networks')
  const save = async (changed: Network[]) => {
    const refused = await saveSettings({ networks: changed })
    if (refused) say(refused, 'bad')
    return refused === null
  }
  const remove = async (network: Network, index: number) => {
    if (await save(networks.filter(({ chainId }) => chainId !== network.chainId))) setGone({ network, index })
  }
  const putBack = async () => {
    if (!gone) return
    const isBack = networks.some(({ chainId }) => chainId === gone.network.chainId)
    if (isBack || (await save(networks.toSpliced(gone.index, 0, gone.network)))) setGone(null)
  }
  return (
    <>
      <p className="muted settings-intro">{settingWords('networks').help}</p>
      {secrets.value?.warning && (
        <div className="settings-notice">
          <Notice tone="warn">{secrets.value.warning}</Notice>
        </div>
      )}
      {gone && (
        <Undo
          text={t('{name} is no longer watched. Its stored orders stay.', { name: gone.network.name })}
          onUndo={() => void putBack()}
          onDismiss={() => setGone(null)}
        />
      )}
      <div className="network-list" ref={list} tabIndex={-1}>
        {networks.map((network, index) => (
          <NetworkCard key={network.chainId} network={network} onChange={change} onRemove={() => void remove(network, index)} />
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
  const place = useSought<HTMLElement>('addKnown')
  const left = chains.filter(
    ({ chainId, publicEndpoints }) => publicEndpoints.length > 0 && networks.every((known) => known.chainId !== chainId),
  )
  if (left.length === 0) return null
  return (
    <section ref={place} tabIndex={-1} className="network-add">
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
  const place = useSought<HTMLElement>('addByUrl')
  return (
    <section ref={place} tabIndex={-1} className="network-add">
      <h2>{t('Add any EVM chain by its endpoint')}</h2>
      <p className="muted">{t('The endpoint is asked for its chain id; the name can be changed afterwards.')}</p>
      <EndpointTester
        chainId={null}
        label={t('Address of the endpoint')}
        addLabel={t('Watch this chain')}
        onAdd={({ chainId, url }) =>
          chainId === null
            ? t('The endpoint did not name its chain. Try another one.')
            : networks.some((known) => known.chainId === chainId && isListed(known.endpoints, url))
              ? t('This endpoint is listed already.')
              : saveSettings({ networks: withEndpoint(networks, catalog, chainId, url), setUp: true })
        }
      />
    </section>
  )
}
