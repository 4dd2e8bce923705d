/** A template filled in: chain and address of each contract; then it is kept and watches. */
import { useState } from 'react'
import type { Pack } from '#shared/pack.ts'
import { safeName } from '../../format/address.ts'
import { t } from '../../i18n/t.ts'
import { useChains } from '../../stores/status.ts'
import { Button } from '../../ui/Button.tsx'
import { PlaceFields } from './PlaceFields.tsx'
import { savePack } from './store.ts'

export function PlacesForm({ pack, onDone }: { pack: Pack; onDone: () => void }) {
  const chains = useChains()
  const names = Object.keys(pack.contracts)
  const [chainId, setChainId] = useState(
    Object.values(pack.contracts).flatMap(({ at }) => at.map((place) => place.chainId))[0] ?? chains[0]?.chainId ?? 0,
  )
  const [addresses, setAddresses] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(names.map((name) => [name, pack.contracts[name]?.at[0]?.address ?? ''])),
  )
  const [refused, setRefused] = useState<string | null>(null)
  const typed = names.map((name) => (addresses[name] ?? '').trim())
  const ready = typed.some((text) => text !== '') && typed.every((text) => text === '' || /^0x[0-9a-fA-F]{40}$/.test(text))
  const keep = async () => {
    const contracts = Object.fromEntries(
      Object.entries(pack.contracts).map(([name, contract]) => {
        const address = (addresses[name] ?? '').trim().toLowerCase()
        return [name, { ...contract, at: address === '' ? contract.at.slice(1) : [{ chainId, address }, ...contract.at.slice(1)] }]
      }),
    )
    const problem = await savePack({ ...pack, contracts }, true)
    setRefused(problem)
    if (problem === null) onDone()
  }
  return (
    <form
      className="pack-places"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) void keep()
      }}
    >
      {names.map((name, index) => (
        <PlaceFields
          key={name}
          label={safeName(pack.contracts[name]?.label ?? name, 60)}
          chainId={chainId}
          onChain={index === 0 ? setChainId : null}
          address={addresses[name] ?? ''}
          onAddress={(address) => setAddresses({ ...addresses, [name]: address })}
        />
      ))}
      {names.length > 1 && <p className="muted">{t('Those that you leave empty are not watched.')}</p>}
      {refused !== null && (
        <p className="bad" role="alert">
          {refused}
        </p>
      )}
      <div className="import-actions">
        <Button kind="primary" type="submit" disabled={!ready}>
          {t('Keep and watch')}
        </Button>
        <Button onClick={onDone}>{t('Cancel')}</Button>
      </div>
    </form>
  )
}
