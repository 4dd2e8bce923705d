/** The cells of one order. They depend on the order alone, so a row is drawn again only when its order changed. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid positions its rows itself; a <table> cannot hold rows that are not there.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row (aria-activedescendant).
import './states.css'
import { memo } from 'react'
import { type EvidenceLevel, evidenceLevels } from '#shared/evidence.ts'
import { likelySpam, type OrderState, type TableRow } from '#shared/order.ts'
import { safeName } from '../../format/address.ts'
import { exactAmount, shortAmount } from '../../format/amount.ts'
import { exactUsd, magnitude, splitUsd } from '../../format/money.ts'
import { age, fullTime, tableTime } from '../../format/time.ts'
import { useChainName, useKindLabel } from '../../stores/status.ts'
import { ChainMark } from '../../ui/ChainMark.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Ladder } from '../../ui/Ladder.tsx'
import { KindIcon } from './kinds.tsx'
import { FlowMark, Party } from './parties.tsx'
import { stateWords } from './states.ts'

/** `day` changes at midnight, when "today" moves. */
export const OrderCells = memo(function OrderCells({ order }: { order: TableRow; day: number }) {
  return (
    <>
      <TimeCell seconds={order.blockTime} />
      <ChainCell chainId={order.chainId} />
      <KindCell kind={order.kind} spam={order.marks.spam} />
      <AmountCell
        amount={order.amount}
        symbol={order.asset.symbol}
        unknownUnits={order.asset.decimals === null}
        estimated={order.marks.estimated}
      />
      <ReceivedCell order={order} />
      <UsdCell usd={order.usd} />
      <div role="gridcell" className="c-parties">
        <Party address={order.from} label={order.marks.fromLabel} />
        <FlowMark flow={order.marks.flow} />
        <Party address={order.to} label={order.marks.toLabel} />
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

function KindCell({ kind, spam }: { kind: string; spam: number }) {
  const label = useKindLabel(kind)
  const isSpam = spam >= likelySpam
  return (
    <div role="gridcell" className="c-kind" title={isSpam ? `${label} · likely spam, ${spam} of 100` : label}>
      {isSpam ? <Icon name="warning" /> : <KindIcon kind={kind} />}
      <span className="clip">{isSpam ? 'Spam?' : label}</span>
    </div>
  )
}

type AmountProps = { amount: string; symbol: string; unknownUnits: boolean; estimated: boolean }

function AmountCell({ amount, symbol, unknownUnits, estimated }: AmountProps) {
  const name = safeName(symbol)
  const exact = `${exactAmount(amount)} ${safeName(symbol, 120)}${unknownUnits ? ' (base units: its decimals are not known)' : ''}`
  const title = estimated ? `Estimated: nobody’s balances tell the whole exchange. ${exact}` : exact
  return (
    <div role="gridcell" className="c-amount gave" title={title}>
      <span className="figure">
        {estimated && <span className="estimated">≈ </span>}
        {shortAmount(amount)}
      </span>
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

function EvidenceCell({ level }: { level: number }) {
  const { short, label, proves } = evidenceLevels[level as EvidenceLevel] ?? evidenceLevels[1]
  return (
    <div role="gridcell" className="c-evidence" title={`${short} ${label}: ${proves}`}>
      <Ladder level={level} />
      <span>{short}</span>
    </div>
  )
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
