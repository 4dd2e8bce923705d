/** Where a contract is: its chain and its address. */
import { useId } from 'react'
import { t } from '../../i18n/t.ts'
import { useChains } from '../../stores/status.ts'

type Props = {
  readonly label: string
  readonly chainId: number
  /** Null where another field chooses the chain. */
  readonly onChain: ((chainId: number) => void) | null
  readonly address: string
  readonly onAddress: (address: string) => void
}

export function PlaceFields({ label, chainId, onChain, address, onAddress }: Props) {
  const id = useId()
  const wrong = address.trim() !== '' && !/^0x[0-9a-fA-F]{40}$/.test(address.trim())
  return (
    <div className="place-fields">
      {onChain && <ChainSelect label={t('Chain')} chainId={chainId} onChain={onChain} />}
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <input
          id={id}
          className="input mono"
          value={address}
          placeholder="0x…"
          maxLength={80}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={wrong}
          aria-describedby={wrong ? `${id}-note` : undefined}
          onChange={({ target }) => onAddress(target.value)}
        />
        {wrong && (
          <p className="error" id={`${id}-note`}>
            {t('Type an address: 0x and 40 hex digits.')}
          </p>
        )}
      </div>
    </div>
  )
}

type ChainProps = { readonly label: string; readonly chainId: number; readonly onChain: (chainId: number) => void }

/** The chains that are watched, and the one that is chosen whatever it is. */
export function ChainSelect({ label, chainId, onChain }: ChainProps) {
  const id = useId()
  const chains = useChains()
  const known = chains.some((chain) => chain.chainId === chainId)
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" value={chainId} onChange={({ target }) => onChain(Number(target.value))}>
        {!known && <option value={chainId}>{chainId === 0 ? t('Choose…') : t('Chain {id}', { id: chainId })}</option>}
        {chains.map((chain) => (
          <option key={chain.chainId} value={chain.chainId}>
            {chain.name}
          </option>
        ))}
      </select>
    </div>
  )
}
