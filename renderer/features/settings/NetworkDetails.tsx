/** What few people need: the name, the coin, finality and polling of one network. Empty means that the app's knowledge stands. */
import { Network } from '#shared/settings.ts'
import { t } from '../../i18n/t.ts'
import { Field } from '../../ui/Field.tsx'
import { ProofFields } from './ProofFields.tsx'
import { wholeNumber } from './wholeNumber.ts'

type Props = { readonly network: Network; readonly onChange: (network: Network) => Promise<string | null> }
type NumberKey = 'finalityDepth' | 'pollMs'
type TextKey = 'nativeSymbol' | 'wrappedNative'

export function NetworkDetails({ network, onChange }: Props) {
  const setText = (key: TextKey, text: string) => {
    const { [key]: _, ...rest } = network
    return onChange(text === '' ? rest : { ...rest, [key]: text })
  }
  const setNumber = (key: NumberKey, text: string) => {
    const { [key]: _, ...rest } = network
    if (text === '') return onChange(rest)
    const number = wholeNumber(text, Network.shape[key].unwrap())
    return typeof number === 'number' ? onChange({ ...rest, [key]: number }) : number
  }
  return (
    <details className="network-details">
      <summary>{t('Name, coin and finality')}</summary>
      <div className="network-grid">
        <Field
          label={t('Name')}
          value={network.name}
          onCommit={(name) => (name === '' ? t('A network needs a name.') : onChange({ ...network, name }))}
        />
        <Field
          label={t('Symbol of the native coin')}
          placeholder={t('default')}
          value={network.nativeSymbol ?? ''}
          onCommit={(text) => setText('nativeSymbol', text)}
        />
        <Field
          label={t('Blocks until final')}
          placeholder={t('default')}
          inputMode="numeric"
          help={t('Used where the endpoint names no final block.')}
          value={network.finalityDepth === undefined ? '' : String(network.finalityDepth)}
          onCommit={(text) => setNumber('finalityDepth', text)}
        />
        <Field
          label={t('Ask for blocks every (ms)')}
          placeholder={t('default')}
          inputMode="numeric"
          help={t('Used where there is no websocket.')}
          value={network.pollMs === undefined ? '' : String(network.pollMs)}
          onCommit={(text) => setNumber('pollMs', text)}
        />
        <ProofFields network={network} onChange={onChange} />
        <div className="network-wide">
          <Field
            mono
            label={t('Contract that wraps the native coin')}
            placeholder={t('default')}
            value={network.wrappedNative ?? ''}
            onCommit={(text) => setText('wrappedNative', text)}
          />
        </div>
      </div>
    </details>
  )
}
