/** One network: on or off at a glance, its endpoints and finer settings when opened. */
import { useState } from 'react'
import type { Network } from '#shared/settings.ts'
import { t } from '../../i18n/t.ts'
import { say } from '../../stores/jobs.ts'
import { useChains } from '../../stores/status.ts'
import { Button } from '../../ui/Button.tsx'
import { ChainMark } from '../../ui/ChainMark.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Toggle } from '../../ui/Toggle.tsx'
import { phaseLook } from '../chains/phase.ts'
import { EndpointLine } from './EndpointLine.tsx'
import { EndpointTester } from './EndpointTester.tsx'
import { hostOf, moved } from './endpoints.ts'
import { NetworkDetails } from './NetworkDetails.tsx'

type Props = {
  readonly network: Network
  readonly onChange: (network: Network) => Promise<string | null>
  readonly onRemove: () => Promise<string | null>
}

export function NetworkCard({ network, onChange, onRemove }: Props) {
  const [open, setOpen] = useState(false)
  const { chainId, name, enabled, endpoints } = network
  const set = async (parts: Partial<Network>) => {
    const refused = await onChange({ ...network, ...parts })
    if (refused) say(refused, 'bad')
  }
  return (
    <section className={open ? 'network open' : 'network'} aria-label={name}>
      <header>
        <button type="button" className="network-title" aria-expanded={open} onClick={() => setOpen(!open)}>
          <ChainMark chainId={chainId} name={name} />
          <strong className="clip">{name}</strong>
          <span className="faint">{chainId}</span>
          <span className="faint clip network-hosts">{endpoints.length === 0 ? t('no endpoint') : endpoints.map(hostOf).join(', ')}</span>
          <Phase chainId={chainId} enabled={enabled} />
          <Icon name={open ? 'chevronUp' : 'chevronDown'} />
        </button>
        <Toggle on={enabled} label={t('Watch {name}', { name })} onChange={(on) => void set({ enabled: on })} />
      </header>
      {open && (
        <div className="network-body">
          <h2 className="setting-name">{t('Endpoints, best first')}</h2>
          <ul>
            {endpoints.map((url, index) => (
              <EndpointLine
                key={url}
                chainId={chainId}
                url={url}
                first={index === 0}
                last={index === endpoints.length - 1}
                onMove={(by) => void set({ endpoints: moved(endpoints, index, by) })}
                onEdit={(next) => onChange({ ...network, endpoints: endpoints.map((other) => (other === url ? next : other)) })}
                onRemove={() => void set({ endpoints: endpoints.filter((other) => other !== url) })}
              />
            ))}
          </ul>
          <EndpointTester
            chainId={chainId}
            label={t('Add an endpoint')}
            addLabel={t('Add this endpoint')}
            onAdd={({ url }) =>
              endpoints.includes(url) ? t('This endpoint is listed already.') : onChange({ ...network, endpoints: [...endpoints, url] })
            }
          />
          <NetworkDetails network={network} onChange={onChange} />
          <Remove name={name} onRemove={onRemove} />
        </div>
      )}
    </section>
  )
}

function Phase({ chainId, enabled }: { chainId: number; enabled: boolean }) {
  const status = useChains().find((chain) => chain.chainId === chainId)
  if (!enabled || !status) return <span className="chain-phase faint">{enabled ? t('Starting') : t('Off')}</span>
  const { word, icon, tone } = phaseLook(status)
  return (
    <span className={`chain-phase ${tone}`}>
      <Icon name={icon} size={12} />
      {word}
    </span>
  )
}

function Remove({ name, onRemove }: { name: string; onRemove: () => Promise<string | null> }) {
  const [asked, setAsked] = useState(false)
  if (!asked) {
    return (
      <Button kind="danger" className="network-remove" onClick={() => setAsked(true)}>
        <Icon name="trash" />
        {t('Remove this network…')}
      </Button>
    )
  }
  const remove = async () => {
    const refused = await onRemove()
    if (refused) say(refused, 'bad')
  }
  return (
    <div className="network-confirm" role="alertdialog" aria-label={t('Remove {name}', { name })}>
      <p>{t('Stop watching {name} and forget its endpoints? Its stored orders stay.', { name })}</p>
      <Button kind="danger" onClick={() => void remove()}>
        {t('Remove {name}', { name })}
      </Button>
      <Button onClick={() => setAsked(false)}>{t('Keep it')}</Button>
    </div>
  )
}
