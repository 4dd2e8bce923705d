/** Accounts of a business: by the name that labels give, else by address; asked once for all that show them. */
import { useEffect } from 'react'
import { create } from 'zustand'
import type { LabelTag } from '#shared/labels.ts'
import { client } from '../../bridge/host.ts'
import { safeName, shortAddress } from '../../format/address.ts'
import { useLabels } from '../../stores/labels.ts'
import { Identicon } from '../../ui/Identicon.tsx'
import { labelInWords } from '../orders/parties.tsx'
import { aliasWords } from './words.ts'

type Names = { readonly names: Readonly<Record<string, LabelTag | null>>; readonly of: number }
const useNames = create<Names>(() => ({ names: {}, of: 0 }))
const asked = new Set<string>()

/** The best statement about an account; null where there is none, and until it is known. */
export function useAccountLabel(chainId: number, address: string): LabelTag | null {
  const key = `${chainId}:${address}`
  const changes = useLabels((state) => state.changes)
  const label = useNames(({ names }) => names[key])
  useEffect(() => {
    if (useNames.getState().of !== changes) {
      asked.clear()
      useNames.setState({ of: changes })
    }
    if (asked.has(key) || !isAddress(address)) return
    asked.add(key)
    client['labels.of']({ chainId, address }).then(
      ([best]) => useNames.setState(({ names }) => ({ names: { ...names, [key]: best ?? null } })),
      () => asked.delete(key),
    )
  }, [key, chainId, address, changes])
  return label ?? null
}

const isAddress = (text: string): boolean => /^0x[0-9a-f]{40}$/i.test(text)

type Props = { readonly chainId: number; readonly address: string; readonly size?: number }

export function Account({ chainId, address, size = 14 }: Props) {
  const label = useAccountLabel(chainId, address)
  return (
    <span className="business-account" title={label ? `${labelInWords(label)}\n${address}` : address}>
      <Identicon address={address} size={size} />
      {label ? (
        <bdi className="clip">{safeName(label.name, 60)}</bdi>
      ) : (
        <span className="mono clip">{isAddress(address) ? shortAddress(address) : aliasWords(address)}</span>
      )}
    </span>
  )
}
