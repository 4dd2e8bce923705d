/** How an order was put together: in words, as a picture, and every leg on demand. */
import { useState } from 'react'
import type { OrderNotes, OrderPart, TableRow } from '#shared/order.ts'
import { safeName, splitAddress } from '../../format/address.ts'
import { exactAmount } from '../../format/amount.ts'
import { t, tn } from '../../i18n/t.ts'
import { useKindLabel, useSourceLabel } from '../../stores/status.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { KindIcon } from '../orders/kinds.tsx'
import { FlowPicture } from './FlowPicture.tsx'
import { Section } from './lines.tsx'

export function HowSection({ row, notes }: { row: TableRow; notes: OrderNotes }) {
  const [open, setOpen] = useState(false)
  const { how, parts } = notes
  return (
    <Section title={t('How it moved')}>
      <FlowPicture row={row} parts={parts} />
      <p className={notes.estimated ? 'how estimated-how' : 'how'}>
        {how ?? t('One movement, as the chain wrote it: nothing was put together.')}
      </p>
      {parts.length > 0 && (
        <>
          <Button kind="quiet" className="legs-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
            <Icon name={open ? 'chevronUp' : 'chevronDown'} size={12} />
            {tn(parts.length, '{n} raw leg', '{n} raw legs')}
          </Button>
          {open && (
            <ol className="legs">
              {parts.map((part) => (
                <Leg key={`${part.source}:${part.position}:${part.from}:${part.asset.address}`} part={part} />
              ))}
            </ol>
          )}
        </>
      )}
    </Section>
  )
}

function Leg({ part }: { part: OrderPart }) {
  const label = useKindLabel(part.kind)
  const source = useSourceLabel(part.source)
  const { asset, received } = part
  return (
    <li className="leg">
      <span className="leg-kind" title={t('{kind}, read by {source}', { kind: label, source })}>
        <KindIcon kind={part.kind} />
        {label}
        <span className="faint">{part.position < 0 ? t('value') : t('log {n}', { n: part.position })}</span>
      </span>
      <span className="leg-amount">
        {exactAmount(part.amount)} <bdi>{safeName(asset.symbol, 24)}</bdi>
        {asset.decimals === null && <span className="faint"> {t('base units')}</span>}
        {received && (
          <>
            {' → '}
            {exactAmount(received.amount)} <bdi>{safeName(received.asset.symbol, 24)}</bdi>
          </>
        )}
      </span>
      <span className="leg-way">
        <Short address={part.from} /> → <Short address={part.to} />
      </span>
    </li>
  )
}

const Short = ({ address }: { address: string }) => {
  const { head, tail } = splitAddress(address)
  return (
    <button type="button" className="leg-address" data-copy={address} title={`${address}\n${t('Click to copy')}`}>
      {head}…{tail}
    </button>
  )
}
