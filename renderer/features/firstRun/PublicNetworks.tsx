/** Public networks to begin with, and plainly who will learn what. */
import { useState } from 'react'
import { t } from '../../i18n/t.ts'
import { saveSettings, useSettings } from '../../stores/settings.ts'
import { reloadStatus, useStatus } from '../../stores/status.ts'
import { Button } from '../../ui/Button.tsx'
import { ChainMark } from '../../ui/ChainMark.tsx'
import { hostOf, withNetwork } from '../settings/endpoints.ts'

export function PublicNetworks() {
  const chains = useStatus(({ catalog }) => catalog.chains).filter(({ publicEndpoints }) => publicEndpoints.length > 0)
  const networks = useSettings(({ settings }) => settings.networks)
  const [chosen, setChosen] = useState<readonly number[]>([1])
  const [error, setError] = useState<string | null>(null)
  const picked = chains.filter(({ chainId }) => chosen.includes(chainId))
  const hosts = [...new Set(picked.flatMap(({ publicEndpoints }) => publicEndpoints.map(hostOf)))]

  const start = async () => {
    const next = picked.reduce(
      (all, { chainId, name, publicEndpoints }) => withNetwork(all, { chainId, name, enabled: true, endpoints: publicEndpoints }),
      [...networks],
    )
    setError(await saveSettings({ networks: next, setUp: true }))
    await reloadStatus()
  }
  const toggle = (chainId: number) => setChosen(chosen.includes(chainId) ? chosen.filter((id) => id !== chainId) : [...chosen, chainId])
  return (
    <>
      <div className="first-chains">
        {chains.map(({ chainId, name }) => (
          <label key={chainId} className={chosen.includes(chainId) ? 'first-chain on' : 'first-chain'}>
            <input type="checkbox" checked={chosen.includes(chainId)} onChange={() => toggle(chainId)} />
            <ChainMark chainId={chainId} name={name} />
            <span className="clip">{name}</span>
          </label>
        ))}
      </div>
      <p className="muted first-note">
        {t(
          'The operators of these endpoints will see this machine’s IP address and which blocks it asks for. Nothing else leaves this machine: no account, no telemetry, and whole blocks are read, so nobody learns which orders interest you.',
        )}
      </p>
      {hosts.length > 0 && <p className="faint mono first-hosts">{hosts.join('  ·  ')}</p>}
      {error && <p className="form-error">{error}</p>}
      <Button kind="primary" large disabled={picked.length === 0} onClick={() => void start()}>
        {picked.length === 0
          ? t('Choose a network')
          : picked.length === 1
            ? t('Watch {name}', { name: picked[0]?.name ?? '' })
            : t('Watch {n} networks', { n: picked.length })}
      </Button>
    </>
  )
}
