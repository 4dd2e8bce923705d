/** The cells of one order, one for each column. They depend on the order alone, so a row is drawn again only when its order changed. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid positions its rows itself; a <table> cannot hold rows that are not there.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row (aria-activedescendant).
import './states.css'
import { likelySpam, type TableRow } from '#shared/order.ts'
import { safeName, splitAddress } from '../../format/address.ts'
import { exactAmount, group, shortAmount } from '../../format/amount.ts'
import { exactUsd, magnitude, splitUsd } from '../../format/money.ts'
import { fullTime, tableTime } from '../../format/time.ts'
import { t } from '../../i18n/t.ts'
import { evidenceWords, sourceWords } from '../../i18n/words.ts'
import { useChainName, useKindLabel, useStatus } from '../../stores/status.ts'
import { ChainMark } from '../../ui/ChainMark.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Ladder } from '../../ui/Ladder.tsx'
import { KindIcon } from './kinds.tsx'
import { FlowMark, Party } from './parties.tsx'
import { stateWords } from './states.ts'

type Props = { readonly order: TableRow }

export function TimeCell({ order: { marks, blockTime } }: Props) {
  const seconds = blockTime ?? (marks.time > 0 ? marks.time : null)
  return (
    <div role="gridcell" className="c-time" title={fullTime(seconds)} data-seconds={seconds ?? undefined}>
      {tableTime(seconds, new Date())}
    </div>
  )
}

export function ChainCell({ order: { chainId } }: Props) {
  const name = useChainName(chainId)
  return (
    <div role="gridcell" className="c-chain" title={t('{name} (chain {id})', { name, id: chainId })}>
      <ChainMark chainId={chainId} name={name} />
      <bdi className="clip">{name}</bdi>
    </div>
  )
}

export function KindCell({ order: { kind, marks } }: Props) {
  const label = useKindLabel(kind)
  const isSpam = marks.spam >= likelySpam
  return (
    <div role="gridcell" className="c-kind" title={isSpam ? t('{kind} · likely spam, {n} of 100', { kind: label, n: marks.spam }) : label}>
      {isSpam ? <Icon name="warning" /> : <KindIcon kind={kind} />}
      <span className="clip">{isSpam ? t('Spam?') : label}</span>
    </div>
  )
}

export function AmountCell({ order: { amount, asset, marks } }: Props) {
  const plain = `${exactAmount(amount)} ${safeName(asset.symbol, 120)}`
  const exact = asset.decimals === null ? t('{amount} (base units: its decimals are not known)', { amount: plain }) : plain
  const title = marks.estimated ? t('Estimated: nobody’s balances tell the whole exchange. {amount}', { amount: exact }) : exact
  return (
    <div role="gridcell" className="c-amount gave" title={title}>
      <span className="figure">
        {marks.estimated && <span className="estimated">≈ </span>}
        {shortAmount(amount)}
      </span>
      <bdi className="symbol clip">{safeName(asset.symbol)}</bdi>
    </div>
  )
}

export function ReceivedCell({ order: { received } }: Props) {
  if (!received) return <div role="gridcell" className="c-amount got" />
  const exact = `${exactAmount(received.amount)} ${safeName(received.asset.symbol, 120)}`
  return (
    <div role="gridcell" className="c-amount got" title={t('Received {amount}', { amount: exact })}>
      <Icon name="arrowRight" size={12} />
      <span className="figure">{shortAmount(received.amount)}</span>
      <bdi className="symbol clip">{safeName(received.asset.symbol)}</bdi>
    </div>
  )
}

export function UsdCell({ order: { usd } }: Props) {
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

export const PartiesCell = ({ order: { from, to, marks } }: Props) => (
  <div role="gridcell" className="c-parties">
    <Party address={from} label={marks.fromLabel} />
    <FlowMark flow={marks.flow} />
    <Party address={to} label={marks.toLabel} />
  </div>
)

export function SourceCell({ order: { source } }: Props) {
  const label = useStatus(({ catalog }) => sourceWords(source, catalog.sources.find(({ id }) => id === source)?.label ?? source))
  return (
    <div role="gridcell" className="c-source clip" title={label}>
      {label}
    </div>
  )
}

export const BlockCell = ({ order: { blockNumber } }: Props) => (
  <div role="gridcell" className="c-block">
    {blockNumber < 0 ? '' : group(String(blockNumber))}
  </div>
)

export function TransactionCell({ order: { txHash } }: Props) {
  const { head, tail } = splitAddress(txHash)
  return (
    <div role="gridcell" className="c-transaction mono clip" title={txHash}>
      {head}…{tail}
    </div>
  )
}

export function EvidenceCell({ order: { evidence } }: Props) {
  const words = evidenceWords(evidence)
  const title = words ? `${words.short} ${words.label}: ${words.proves}` : t('In no block yet: only its signature is proven.')
  return (
    <div role="gridcell" className="c-evidence" title={title}>
      <Ladder level={evidence} />
      <span>{words?.short ?? 'L0'}</span>
    </div>
  )
}

export function StateCell({ order: { state } }: Props) {
  const { icon, word, explains } = stateWords[state]
  return (
    <div role="gridcell" className={`c-state ${state}`} title={explains}>
      <Icon name={icon} size={12} />
      <span className="clip">{word}</span>
    </div>
  )
}
