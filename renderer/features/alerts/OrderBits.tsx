/** Small parts of an order that lists beside the table show: its chain, how far it is proven, its state. */
import '../orders/states.css'
import type { TableRow } from '#shared/order.ts'
import { t } from '../../i18n/t.ts'
import { evidenceWords } from '../../i18n/words.ts'
import { useChainName } from '../../stores/status.ts'
import { ChainMark } from '../../ui/ChainMark.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Ladder } from '../../ui/Ladder.tsx'
import { stateWords } from '../orders/states.ts'

export function ChainBit({ chainId }: { chainId: number }) {
  const name = useChainName(chainId)
  return (
    <span className="bit-chain" title={t('{name} (chain {id})', { name, id: chainId })}>
      <ChainMark chainId={chainId} name={name} />
      <bdi className="clip">{name}</bdi>
    </span>
  )
}

export function EvidenceBit({ evidence }: Pick<TableRow, 'evidence'>) {
  const words = evidenceWords(evidence)
  const title = words ? `${words.short} ${words.label}: ${words.proves}` : t('In no block yet: only its signature is proven.')
  return (
    <span className="c-evidence" title={title}>
      <Ladder level={evidence} />
      <span>{words?.short ?? 'L0'}</span>
    </span>
  )
}

export function StateBit({ state }: Pick<TableRow, 'state'>) {
  const { icon, word, explains } = stateWords[state]
  return (
    <span className={`c-state ${state}`} title={explains}>
      <Icon name={icon} size={12} />
      <span className="clip">{word}</span>
    </span>
  )
}
