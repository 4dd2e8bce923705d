/** What amounts are counted in, and what a unit is worth. */
import type { Pack } from '#shared/pack.ts'
import { t } from '../../../i18n/t.ts'
import { editPack } from '../../../stores/packDraft.ts'
import { withField, withPart } from '../edit.ts'
import { AddPart, EditorPart, NumberField, PartCard, SelectField, TextField } from './fields.tsx'

type Unit = Pack['units'][string]

export function UnitsPart({ units, contracts }: Pick<Pack, 'units' | 'contracts'>) {
  const change = (name: string, unit: Unit | undefined) => editPack({ units: withPart(units, name, unit) })
  return (
    <EditorPart title={t('Units')} help={t('Points, euros, shares … Without an honest price nothing is worth $0: it is unpriced.')}>
      {Object.entries(units).map(([name, unit]) => (
        <PartCard key={name} name={name} label={unit.symbol} onRemove={() => change(name, undefined)}>
          <div className="part-fields">
            <TextField label={t('Symbol')} value={unit.symbol} most={20} onChange={(symbol) => change(name, { ...unit, symbol })} />
            <NumberField
              label={t('Decimals')}
              value={unit.decimals}
              least={0}
              most={36}
              onChange={(decimals) => change(name, { ...unit, decimals })}
            />
            <SelectField
              label={t('Asset')}
              value={unit.contract ?? ''}
              options={[
                { value: '', label: t('The contract that logged') },
                ...Object.entries(contracts).map(([key, { label }]) => ({ value: key, label: label ?? key })),
              ]}
              onChange={(contract) => change(name, withField(unit, 'contract', contract === '' ? undefined : contract))}
            />
          </div>
          <Price unit={unit} onChange={(price) => change(name, { ...unit, price })} />
        </PartCard>
      ))}
      <AddPart
        label={t('Symbol of a unit')}
        button={t('Add a unit')}
        taken={Object.keys(units)}
        onAdd={(key, label) => change(key, { symbol: label.slice(0, 20), decimals: 18, price: null })}
      />
    </EditorPart>
  )
}

function Price({ unit: { price }, onChange }: { unit: Unit; onChange: (price: Unit['price']) => void }) {
  const kind = price === null ? 'none' : 'fixed' in price ? 'fixed' : 'asset'
  const choose = (next: string) => onChange(next === 'none' ? null : next === 'fixed' ? { fixed: '1' } : { asset: `0x${'0'.repeat(40)}` })
  return (
    <div className="part-fields">
      <SelectField
        label={t('Price')}
        value={kind}
        options={[
          { value: 'none', label: t('No price') },
          { value: 'fixed', label: t('So many USD each') },
          { value: 'asset', label: t('As a token is priced') },
        ]}
        onChange={choose}
      />
      {price !== null && 'fixed' in price && (
        <TextField
          label={t('USD each')}
          value={price.fixed}
          inputMode="decimal"
          most={60}
          problem={/^\d+(\.\d+)?$/.test(price.fixed) ? null : t('Type a number such as 0.01.')}
          onChange={(fixed) => onChange({ fixed })}
        />
      )}
      {price !== null && 'asset' in price && (
        <TextField
          label={t('Contract of the token')}
          value={price.asset}
          mono
          most={42}
          problem={/^0x[0-9a-fA-F]{40}$/.test(price.asset) ? null : t('Type an address: 0x and 40 hex digits.')}
          onChange={(asset) => onChange({ asset: asset.toLowerCase() })}
        />
      )}
    </div>
  )
}
