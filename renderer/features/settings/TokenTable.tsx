/** Tokens with a number each: how many units make an order, or what one is worth. */
import { useState } from 'react'
import { exactAmount } from '../../format/amount.ts'
import { readUsd } from '../../format/money.ts'
import { t } from '../../i18n/t.ts'
import { settingWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'

type TokenLine = { readonly token: string; readonly amount: string }
type Props = {
  readonly name: 'minUnits' | 'prices'
  readonly column: string
  readonly lines: readonly TokenLine[]
  readonly onChange: (lines: TokenLine[]) => Promise<string | null>
}

export function TokenTable({ name, column, lines, onChange }: Props) {
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
