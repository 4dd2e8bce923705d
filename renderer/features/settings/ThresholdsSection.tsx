/** What becomes an order, and prices that the user knows better. */
import { useState } from 'react'
import { exactAmount } from '../../format/amount.ts'
import { readUsd } from '../../format/money.ts'
import { t } from '../../i18n/t.ts'
import { settingWords } from '../../i18n/words.ts'
import { saveSettings, useSettings } from '../../stores/settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Setting } from './Setting.tsx'
import { SwitchSetting } from './SwitchSetting.tsx'
import { UsdSetting } from './UsdSetting.tsx'

export function ThresholdsSection() {
  const { minUnits, prices, pending, pendingMinutes } = useSettings((state) => state.settings)
  return (
    <>
      <UsdSetting name="minUsd" />
      <Setting name="minUnits" wide>
        <TokenTable
          name="minUnits"
          column={t('Units')}
          lines={minUnits.map(({ token, amount }) => ({ token, amount }))}
          onChange={(lines) => saveSettings({ minUnits: lines })}
        />
      </Setting>
      <Setting name="prices" wide>
        <TokenTable
          name="prices"
          column={t('USD each')}
          lines={prices.map(({ token, usd }) => ({ token, amount: usd }))}
          onChange={(lines) => saveSettings({ prices: lines.map(({ token, amount }) => ({ token, usd: amount })) })}
        />
      </Setting>
      <SwitchSetting name="internalTransfers" />
      <SwitchSetting name="pending" />
      {pending && (
        <Setting name="pendingMinutes">
          <Field
            hiddenLabel
            label={settingWords('pendingMinutes').label}
            value={String(pendingMinutes)}
            inputMode="numeric"
            onCommit={(text) =>
              /^\d{1,4}$/.test(text) ? saveSettings({ pendingMinutes: Number(text) }) : t('Type a whole number from 1 to 1440.')
            }
          />
        </Setting>
      )}
    </>
  )
}

type TokenLine = { readonly token: string; readonly amount: string }
type Props = {
  readonly name: 'minUnits' | 'prices'
  readonly column: string
  readonly lines: readonly TokenLine[]
  readonly onChange: (lines: TokenLine[]) => Promise<string | null>
}

function TokenTable({ name, column, lines, onChange }: Props) {
  const [token, setToken] = useState('')
  const [amount, setAmount] = useState('')
  const [error, setError] = useState<string | null>(null)
  const add = async () => {
    const number = readUsd(amount)
    if (token.trim() === '') return setError(t('Name the token: a listed symbol, “native”, or its contract address.'))
    if (number === null) return setError(t('Type a number such as 1000 or 0.5.'))
    const refused = await onChange([...lines.filter((line) => line.token !== token.trim()), { token: token.trim(), amount: number }])
    setError(refused)
    if (refused) return
    setToken('')
    setAmount('')
  }
  const { label } = settingWords(name)
  return (
    <form
      className="token-table"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      {lines.map((line) => (
        <div key={line.token} className="token-line">
          <span className={line.token.startsWith('0x') ? 'mono clip' : 'clip'} title={line.token}>
            {line.token}
          </span>
          <span className="token-amount">{exactAmount(line.amount)}</span>
          <Button
            kind="quiet"
            iconOnly
            aria-label={t('Remove {name}', { name: line.token })}
            onClick={() => void onChange(lines.filter(({ token: other }) => other !== line.token)).then(setError)}
          >
            <Icon name="trash" />
          </Button>
        </div>
      ))}
      <div className="token-line">
        <input
          className="input"
          value={token}
          placeholder={t('Symbol or contract address')}
          aria-label={t('{setting}: token', { setting: label })}
          spellCheck={false}
          maxLength={100}
          onChange={({ target }) => setToken(target.value)}
        />
        <input
          className="input token-amount"
          value={amount}
          placeholder={column}
          aria-label={`${label}: ${column}`}
          inputMode="decimal"
          onChange={({ target }) => setAmount(target.value)}
        />
        <Button type="submit" iconOnly aria-label={t('Add')}>
          <Icon name="plus" />
        </Button>
      </div>
      {error && <p className="form-error">{error}</p>}
    </form>
  )
}
