/** One small cell a chain, always in view: silence in the table means something only beside a healthy chain. */
import './chains.css'
import { memo } from 'react'
import type { ChainStatus } from '#shared/status.ts'
import { safeName } from '../../format/address.ts'
import { group } from '../../format/amount.ts'
import { span } from '../../format/time.ts'
import { t } from '../../i18n/t.ts'
import { evidenceWords } from '../../i18n/words.ts'
import { useChains } from '../../stores/status.ts'
import { ChainMark } from '../../ui/ChainMark.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Ladder } from '../../ui/Ladder.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { ChainHealth } from './ChainHealth.tsx'
import { CoverageStrip } from './CoverageStrip.tsx'
import { useLagHistory } from './LagHour.tsx'
import { PausedNotice } from './PausedNotice.tsx'
import { phaseLook } from './phase.ts'
import { useCoverage } from './useCoverage.ts'

export function ChainsBar() {
  const chains = useChains()
  return (
    <>
      <PausedNotice />
      {chains.length > 0 && (
        <nav className="chains-bar" aria-label={t('Chains')}>
          {chains.map((chain) => (
            <ChainCell key={chain.chainId} chain={chain} />
          ))}
        </nav>
      )}
    </>
  )
}

const ChainCell = memo(function ChainCell({ chain }: { chain: ChainStatus }) {
  const { word, icon, tone } = phaseLook(chain)
  const coverage = useCoverage(chain)
  const lagHour = useLagHistory(chain)
  const host = chain.endpoints.find(({ active }) => active)?.host
  const level = evidenceWords(chain.evidence)
  return (
    <Popover
      label={t('{chain}: health', { chain: chain.name })}
      title={level ? `${level.short} ${level.label}: ${level.proves}` : undefined}
      buttonClass={`chain-cell tone-${tone}`}
      panelClass="chain-panel"
      button={
        <>
          <span className="chain-line">
            <ChainMark chainId={chain.chainId} name={chain.name} />
            <strong className="clip">{safeName(chain.name)}</strong>
            <span className={`chain-phase ${tone}`}>
              <Icon name={icon} size={12} />
              {word}
            </span>
          </span>
          <span className="chain-line faint">
            <span className="chain-head">{chain.stored === null ? '–' : group(String(chain.stored))}</span>
            <span>{lag(chain)}</span>
            <span className="chain-host clip">{chain.problem ?? host ?? t('no endpoint')}</span>
            {chain.evidence !== null && (
              <span className="chain-level">
                <Ladder level={chain.evidence} />L{chain.evidence}
              </span>
            )}
          </span>
          <CoverageStrip coverage={coverage} size="slim" />
        </>
      }
    >
      <ChainHealth chain={chain} coverage={coverage} lag={lagHour} />
    </Popover>
  )
})

/** "−2 · 14 s": blocks behind the newest known one, and the age of the newest stored one. */
function lag({ lagBlocks, lagSeconds }: ChainStatus): string {
  const parts = [lagBlocks ? `−${group(String(lagBlocks))}` : null, lagSeconds === null ? null : span(lagSeconds)]
  return parts.filter((part) => part !== null).join(' · ')
}
