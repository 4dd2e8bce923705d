/** The contracts of a pack: what they are called, where they stand, what they log. */
import { useState } from 'react'
import type { Pack } from '#shared/pack.ts'
import { t } from '../../../i18n/t.ts'
import { editPack } from '../../../stores/packDraft.ts'
import { useChains } from '../../../stores/status.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { withField, withPart } from '../edit.ts'
import { PlaceFields } from '../PlaceFields.tsx'
import { AbiBox } from './AbiBox.tsx'
import { AddPart, EditorPart, PartCard, TextField } from './fields.tsx'
import type { Readings } from './useAbis.ts'

type Contract = Pack['contracts'][string]

export function ContractsPart({ contracts, readings }: { contracts: Pack['contracts']; readings: Readings }) {
  const change = (name: string, contract: Contract | undefined) => editPack({ contracts: withPart(contracts, name, contract) })
  return (
    <EditorPart title={t('Contracts')} help={t('Where the business lives. Without an address the pack is a template.')}>
      {Object.entries(contracts).map(([name, contract]) => (
        <PartCard key={name} name={name} label={contract.label ?? name} onRemove={() => change(name, undefined)}>
          <TextField
            label={t('Name of the contract')}
            value={contract.label ?? ''}
            onChange={(label) => change(name, withField(contract, 'label', label === '' ? undefined : label))}
          />
          <Places contract={contract} onChange={(at) => change(name, { ...contract, at })} />
          <AbiBox name={name} contract={contract} reading={readings[name]} onAbi={(abi) => change(name, { ...contract, abi })} />
        </PartCard>
      ))}
      <AddPart
        label={t('Name of a contract')}
        button={t('Add a contract')}
        taken={Object.keys(contracts)}
        onAdd={(key, label) => change(key, { label, abi: [], at: [] })}
      />
    </EditorPart>
  )
}

/** Places as they are typed: those that are no addresses yet are not in the pack. */
function Places({ contract, onChange }: { contract: Contract; onChange: (at: Contract['at']) => void }) {
  const [first] = useChains()
  const [lines, setLines] = useState(() =>
    contract.at.length > 0 ? contract.at : [{ chainId: first?.chainId ?? 0, address: '' } as Contract['at'][number]],
  )
  const write = (next: typeof lines) => {
    setLines(next)
    onChange(
      next
        .map((place) => ({ ...place, address: place.address.trim().toLowerCase() }))
        .filter(({ address, chainId }) => chainId > 0 && /^0x[0-9a-f]{40}$/.test(address)),
    )
  }
  return (
    <div className="places">
      {lines.map((place, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place being typed has nothing else to be known by.
        <div key={index} className="place-line">
          <PlaceFields
            label={t('Address')}
            chainId={place.chainId}
            onChain={(chainId) => write(lines.map((one, at) => (at === index ? { ...one, chainId } : one)))}
            address={place.address}
            onAddress={(address) => write(lines.map((one, at) => (at === index ? { ...one, address } : one)))}
          />
          {lines.length > 1 && (
            <Button
              kind="quiet"
              iconOnly
              aria-label={t('Remove this place')}
              title={t('Remove')}
              onClick={() => write(lines.filter((_, at) => at !== index))}
            >
              <Icon name="close" size={12} />
            </Button>
          )}
        </div>
      ))}
      <Button kind="quiet" onClick={() => setLines([...lines, { chainId: lines[0]?.chainId ?? 0, address: '' }])}>
        <Icon name="plus" size={12} />
        {t('Another place')}
      </Button>
    </div>
  )
}
