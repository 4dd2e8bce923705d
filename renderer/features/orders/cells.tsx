/** The cells of one order. They depend on the order alone, so a row is drawn again only when its order changed. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid positions its rows itself; a <table> cannot hold rows that are not there.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row (aria-activedescendant).
import { memo } from 'react'
import { type EvidenceLevel, evidenceLevels } from '#shared/evidence.ts'
import type { OrderState, TableRow } from '#shared/order.ts'
import { safeName, splitAddress } from '../../format/address.ts'
import { exactAmount, shortAmount } from '../../format/amount.ts'
import { exactUsd, magnitude, splitUsd } from '../../format/money.ts'
import { age, fullTime, tableTime } from '../../format/time.ts'
import { useChainName, useKindLabel } from '../../stores/status.ts'
import { ChainMark } from '../../ui/ChainMark.tsx'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { Identicon } from '../../ui/Identicon.tsx'
import { Ladder } from '../../ui/Ladder.tsx'
import { KindIcon } from './kinds.tsx'

/** `day` changes at midnight, when "today" moves. */
export const OrderCells = memo(function OrderCells({ order }: { order: TableRow; day: number }) {
  return (
    <>
      <TimeCell seconds={order.blockTime} />
      <ChainCell chainId={order.chainId} />
      <KindCell kind={order.kind} />
      <AmountCell amount={order.amount} symbol={order.asset.symbol} unknownUnits={order.asset.decimals === null} side="gave" />
      <ReceivedCell order={order} />
      <UsdCell usd={order.usd} />
      <div role="gridcell" className="c-parties">
        <Party address={order.from} />
        <Icon name="arrowRight" size={12} />
        <Party address={order.to} />
      </div>
      <EvidenceCell level={order.evidence} />
      <StateCell state={order.state} />
    </>
  )
})

function TimeCell({ seconds }: { seconds: number | null }) {
  return (
    <div
      role="gridcell"
      className="c-time"
      title={fullTime(seconds)}
      onPointerEnter={({ currentTarget }) => {
        currentTarget.title = seconds === null ? fullTime(null) : `${age(seconds, Date.now())} · ${fullTime(seconds)}`
      }}
    >
      {tableTime(seconds, new Date())}
    </div>
  )
}

function ChainCell({ chainId }: { chainId: number }) {
  const name = useChainName(chainId)
  return (
    <div role="gridcell" className="c-chain" title={`${name} (chain ${chainId})`}>
      <ChainMark chainId={chainId} name={name} />
      <span className="clip">{name}</span>
    </div>
  )
}

function KindCell({ kind }: { kind: string }) {
  const label = useKindLabel(kind)
  return (
    <div role="gridcell" className="c-kind" title={label}>
      <KindIcon kind={kind} />
      <span className="clip">{label}</span>
    </div>
  )
}

type AmountProps = { amount: string; symbol: string; unknownUnits: boolean; side: 'gave' | 'got' }

function AmountCell({ amount, symbol, unknownUnits, side }: AmountProps) {
  const name = safeName(symbol)
  const exact = `${exactAmount(amount)} ${safeName(symbol, 120)}${unknownUnits ? ' (base units: its decimals are not known)' : ''}`
  return (
    <div role="gridcell" className={`c-amount ${side}`} title={exact}>
      <span className="figure">{shortAmount(amount)}</span>
      <bdi className="symbol clip">{name}</bdi>
    </div>
  )
}

function ReceivedCell({ order: { received } }: { order: TableRow }) {
  if (!received) return <div role="gridcell" className="c-amount got" />
  const exact = `Received ${exactAmount(received.amount)} ${safeName(received.asset.symbol, 120)}`
  return (
    <div role="gridcell" className="c-amount got" title={exact}>
      <Icon name="arrowRight" size={12} />
      <span className="figure">{shortAmount(received.amount)}</span>
      <bdi className="symbol clip">{safeName(received.asset.symbol)}</bdi>
    </div>
  )
}

function UsdCell({ usd }: { usd: string | null }) {
  const { figure, unit } = splitUsd(usd)
  const size = magnitude(usd)
  return (
    <div role="gridcell" className={usd === null ? 'c-usd none' : 'c-usd'} data-size={Math.floor(size * 4)} title={exactUsd(usd)}>
      {size > 0.07 && <i className="bar" style={{ width: `${Math.round(size * 100)}%` }} />}
      <span className="figure">{figure}</span>
      <span className="unit">{unit}</span>
    </div>
  )
}

/** The address with its middle in the page: shown where there is room, hidden where not, always in the title. */
function Party({ address }: { address: string }) {
  const { head, middle, tail } = splitAddress(address)
  return (
    <span className="party" title={address}>
      <Identicon address={address} />
      <span className="address">
        <span>{head}</span>
        <span className="middle">{middle}</span>
        {tail && <span className="gap">…</span>}
        <span>{tail}</span>
      </span>
      <button type="button" tabIndex={-1} className="copy-address" data-copy={address} aria-label={`Copy ${address}`} title="Copy address">
        <Icon name="copy" size={12} />
      </button>
    </span>
  )
}

function EvidenceCell({ level }: { level: number }) {
  const { short, label, proves } = evidenceLevels[level as EvidenceLevel] ?? evidenceLevels[1]
  return (
    <div role="gridcell" className="c-evidence" title={`${short} ${label}: ${proves}`}>
      <Ladder level={level} />
      <span>{short}</span>
    </div>
  )
}

export const stateWords: Readonly<Record<OrderState, { icon: IconName; word: string; explains: string }>> = {
  pending: { icon: 'clock', word: 'Pending', explains: 'Sent, but in no block yet: it may never happen. Only its signature is proven.' },
  seen: { icon: 'dot', word: 'Seen', explains: 'In a block that the chain may still replace.' },
  final: { icon: 'lock', word: 'Final', explains: 'The chain calls its block final: it will not be replaced.' },
  reverted: { icon: 'undo', word: 'Reverted', explains: 'The chain replaced its block: this movement did not happen, or not yet again.' },
  dropped: { icon: 'close', word: 'Dropped', explains: 'It was pending, and no endpoint has it any more: it did not happen.' },
  replaced: { icon: 'close', word: 'Replaced', explains: 'Its sender sent another transaction in its place: it did not happen.' },
}

function StateCell({ state }: { state: OrderState }) {
  const { icon, word, explains } = stateWords[state]
  return (
    <div role="gridcell" className={`c-state ${state}`} title={explains}>
      <Icon name={icon} size={12} />
      <span>{word}</span>
    </div>
  )
}
