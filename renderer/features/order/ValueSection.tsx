/** What was given and got, what it was worth, and where the prices are from: feed, contract, round, age. */
import type { OrderNotes, PriceFigure, TableRow } from '#shared/order.ts'
import { safeName } from '../../format/address.ts'
import { exactUsd } from '../../format/money.ts'
import { priceSource } from '../../format/priceSource.ts'
import { clock, span } from '../../format/time.ts'
import { t } from '../../i18n/t.ts'
import { Amount, Hex, Line, Section } from './lines.tsx'

export function ValueSection({ row, notes }: { row: TableRow; notes: OrderNotes | null }) {
  const figures = notes?.prices ?? []
  return (
    <Section title={row.received ? t('Exchanged') : t('Value')}>
      <dl>
        <Line name={row.received ? t('Gave') : t('Amount')}>
          <Amount amount={row.amount} asset={row.asset} />
        </Line>
        {row.received && (
          <Line name={t('Received')}>
            <Amount amount={row.received.amount} asset={row.received.asset} />
          </Line>
        )}
        <Line name={t('USD')}>{exactUsd(row.usd)}</Line>
        <Line name={t('Priced by')}>{priceSource(row.pricedBy)}</Line>
        {figures.map((figure) => (
          <Figure key={figure.asset} figure={figure} symbol={symbolOf(figure.asset, row)} />
        ))}
      </dl>
    </Section>
  )
}

function Figure({ figure, symbol }: { figure: PriceFigure; symbol: string }) {
  const { usd, by, reference, at, age, via } = figure
  return (
    <Line name={`1 ${safeName(symbol, 12)}`}>
      {exactUsd(usd)}
      <span className="faint line-note">{priceSource(by)}</span>
      {via !== null && <span className="faint line-note">{safeName(via, 160)}</span>}
      {at !== null && (
        <span className="faint line-note">
          {t('made at {time}', { time: clock(new Date(at * 1000)) })}
          {age !== null && t(', {span} old at this block', { span: span(age) })}
        </span>
      )}
      {reference !== null && (
        <span className="faint line-note">
          <Hex value={reference} what={t('contract of the price')} />
        </span>
      )}
    </Line>
  )
}

const symbolOf = (asset: string, { asset: given, received }: TableRow): string =>
  [given, received?.asset].find((one) => one && (one.address ?? 'native') === asset)?.symbol ?? asset
