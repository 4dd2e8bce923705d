/** The events and functions of each contract of a pack, as the host reads its ABI; read again when the ABI changes. */
import { useEffect, useState } from 'react'
import type { AbiReading } from '#shared/contract/packs.ts'
import type { Pack } from '#shared/pack.ts'
import { client } from '../../../bridge/host.ts'

export type Readings = Readonly<Record<string, AbiReading>>

/** By the contract's name; a contract is absent until it was read. */
export function useAbis(contracts: Pack['contracts']): Readings {
  const [readings, setReadings] = useState<Readings>({})
  const key = JSON.stringify(Object.entries(contracts).map(([name, { abi }]) => [name, abi]))
  // biome-ignore lint/correctness/useExhaustiveDependencies: contracts are compared by what their ABIs say.
  useEffect(() => {
    let wanted = true
    const all = Object.entries(contracts).map(async ([name, { abi }]) => {
      const none: AbiReading = { abi: [], items: [], problems: [] }
      return [name, abi.length === 0 ? none : await client['packs.abi']({ text: JSON.stringify(abi) }).catch(() => none)] as const
    })
    void Promise.all(all).then((read) => wanted && setReadings(Object.fromEntries(read)))
    return () => {
      wanted = false
    }
  }, [key])
  return readings
}
