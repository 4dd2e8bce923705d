/** One network: on or off at a glance, its endpoints and finer settings when opened. */
import { useEffect, useState } from 'react'
import type { Network } from '#shared/settings.ts'
import { t } from '../../i18n/t.ts'
import { say } from '../../stores/jobs.ts'
import { useChains } from '../../stores/status.ts'
import { useView } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { ChainMark } from '../../ui/ChainMark.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Toggle } from '../../ui/Toggle.tsx'
import { phaseLook } from '../chains/phase.ts'
import { EndpointLine } from './EndpointLine.tsx'
import { EndpointTester } from './EndpointTester.tsx'
import { doubtOf, hostOf, isListed, moved } from './endpoints.ts'
import { anchorId, useSought } from './Line.tsx'
import { NetworkDetails } from './NetworkDetails.tsx'
import { Undo } from './Undo.tsx'

type Props = {
  readonly network: Network
  readonly onChange: (network: Network) => Promise<string | null>
  readonly onRemove: () => void
}

export function NetworkCard({ network, onChange, onRemove }: Props) {
  const { chainId, name, enabled, endpoints } = network
  const anchor = `network-${chainId}`
  const [open, setOpen] = useState(false)
  const [moves, setMoves] = useState('')
  const [gone, setGone] = useState<{ readonly url: string; readonly index: number } | null>(null)
  const card = useSought<HTMLElement>(anchor)
  const sought = useView((state) => state.sought?.anchor === anchor)
  const statuses = useChains().find((chain) => chain.chainId === chainId)?.endpoints
  useEffect(() => {
    if (sought) setOpen(true)
  }, [sought])
  const set = async (parts: Partial<Network>) => {
    const refused = await onChange({ ...network, ...parts })
    if (refused) say(refused, 'bad')
  }
  const move = (index: number, by: -1 | 1) => {
    void set({ endpoints: moved(endpoints, index, by) })
    setMoves(
      t('{host} is number {place} of {n} now.', { host: hostOf(endpoints[index] ?? ''), place: index + by + 1, n: endpoints.length }),
    )
  }
  const edit = (url: string, next: string) => {
    const others = endpoints.filter((other) => other !== url)
    if (isListed(others, next)) return Promise.resolve(t('This endpoint is listed already.'))
    return onChange({ ...network, endpoints: endpoints.map((other) => (other === url ? next : other)) })
  }
  const remove = (url: string, index: number) => {
    void set({ endpoints: endpoints.filter((other) => other !== url) })
    setGone({ url, index })
  }
  const putBack = () => {
    if (!gone) return
    if (!endpoints.includes(gone.url)) void set({ endpoints: endpoints.toSpliced(gone.index, 0, gone.url) })
    setGone(null)
  }
  return (
    <section ref={card} id={anchorId(anchor)} tabIndex={-1} className={open ? 'network open' : 'network'} aria-label={name}>
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
                status={statuses?.find(({ host }) => host === hostOf(url))}
                doubt={doubtOf(endpoints, index)}
                onMove={(by) => move(index, by)}
                onEdit={(next) => edit(url, next)}
                onRemove={() => remove(url, index)}
              />
            ))}
          </ul>
          <p className="visually-hidden" aria-live="polite">
            {moves}
          </p>
          {endpoints.length > 1 && (
            <p className="faint">{t('The first that does its work is asked first. Alt and the arrow keys move an endpoint too.')}</p>
          )}
          {gone && <Undo text={t('{host} was removed.', { host: hostOf(gone.url) })} onUndo={putBack} onDismiss={() => setGone(null)} />}
          <EndpointTester
            chainId={chainId}
            label={t('Add an endpoint')}
            addLabel={t('Add this endpoint')}
            onAdd={({ url }) =>
              isListed(endpoints, url) ? t('This endpoint is listed already.') : onChange({ ...network, endpoints: [...endpoints, url] })
            }
          />
          <NetworkDetails network={network} onChange={onChange} />
          <Button kind="danger" className="network-remove" aria-label={t('Remove {name}', { name })} onClick={onRemove}>
            <Icon name="trash" />
            {t('Remove this network')}
          </Button>
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
