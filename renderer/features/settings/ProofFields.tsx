/** How the blocks of one network are proven: its consensus, who may seal, and its pace. Empty means: as its blocks show. */
import { useId, useState } from 'react'
import { lightClientChains, Network, proofFamilies } from '#shared/settings.ts'
import { t } from '../../i18n/t.ts'
import { Field } from '../../ui/Field.tsx'
import { LightClientFields } from './LightClientFields.tsx'
import { wholeNumber } from './wholeNumber.ts'

type Props = { readonly network: Network; readonly onChange: (network: Network) => Promise<string | null> }
type Family = NonNullable<Network['family']>

/** Names of protocols and clients, the same in every language. */
const names: Readonly<Record<Family, string>> = {
  ethereum: 'Ethereum',
  'op-stack': 'OP Stack',
  arbitrum: 'Arbitrum Nitro',
  polygon: 'Polygon PoS',
  generic: 'EVM',
  qbft: 'QBFT (Besu, GoQuorum)',
  ibft2: 'IBFT 2.0 (Besu)',
  istanbul: 'Istanbul IBFT (GoQuorum)',
  clique: 'Clique (geth, Besu, Nethermind)',
  bor: 'Bor',
  parlia: 'Parlia (BSC)',
}

export function ProofFields({ network, onChange }: Props) {
  const id = useId()
  const [error, setError] = useState<string | null>(null)
  const choose = (value: string) => {
    const { family: _, ...rest } = network
    const family = proofFamilies.find((known) => known === value)
    void onChange(family === undefined ? rest : { ...rest, family }).then(setError)
  }
  const setValidators = (text: string) => {
    const { validators: _, ...rest } = network
    const validators = text.split(/[\s,;]+/).filter((one) => one !== '')
    const wrong = validators.find((one) => !/^0x[0-9a-fA-F]{40}$/.test(one))
    if (wrong !== undefined) return t('“{text}” is no address: 0x and 40 hex digits are needed.', { text: wrong.slice(0, 50) })
    return onChange(validators.length === 0 ? rest : { ...rest, validators })
  }
  const setPace = (text: string) => {
    const { blockMs: _, ...rest } = network
    if (text === '') return onChange(rest)
    const number = wholeNumber(text, Network.shape.blockMs.unwrap())
    return typeof number === 'number' ? onChange({ ...rest, blockMs: number }) : number
  }
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{t('How its blocks are proven')}</label>
        <select id={id} className="input" value={network.family ?? ''} onChange={(event) => choose(event.target.value)}>
          <option value="">{t('As its blocks show')}</option>
          {proofFamilies.map((family) => (
            <option key={family} value={family}>
              {family === 'generic' ? t('Not at all: other EVM chain') : names[family]}
            </option>
          ))}
        </select>
        {error && <p className="error">{error}</p>}
      </div>
      <Field
        label={t('Usual time between blocks (ms)')}
        placeholder={t('default')}
        inputMode="numeric"
        help={t('After twenty of them without a block the chain counts as standing still.')}
        value={network.blockMs === undefined ? '' : String(network.blockMs)}
        onCommit={setPace}
      />
      <div className="network-wide">
        <Field
          mono
          label={t('Validators')}
          placeholder={t('whoever the first block names')}
          help={t('Addresses of those who may seal, with spaces between. Changes that the blocks announce are followed.')}
          value={network.validators?.join(' ') ?? ''}
          onCommit={setValidators}
        />
      </div>
      {(lightClientChains.includes(network.chainId) || network.lightClient) && <LightClientFields network={network} onChange={onChange} />}
    </>
  )
}
