/** Coverage of a chain, asked again as its status moves: at most every two seconds, and only while the window is seen. */
import { useEffect, useRef, useState } from 'react'
import type { Coverage } from '#shared/contract/chains.ts'
import type { ChainStatus } from '#shared/status.ts'
import { client } from '../../bridge/host.ts'

const restMs = 2_000

/** null until the host has answered once; afterwards the last answer. `chain` is the status object as it came: a new one is the cause to ask. */
export function useCoverage(chain: ChainStatus): Coverage | null {
  const [coverage, setCoverage] = useState<Coverage | null>(null)
  const askedAt = useRef(0)
  useEffect(() => {
    const { chainId } = chain
    const ask = () => {
      if (document.hidden || Date.now() - askedAt.current < restMs) return
      askedAt.current = Date.now()
      client['chains.coverage']({ chainId }).then(setCoverage, () => undefined)
    }
    const timer = setTimeout(ask, Math.max(0, askedAt.current + restMs - Date.now()))
    document.addEventListener('visibilitychange', ask)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', ask)
    }
  }, [chain])
  return coverage
}
