/** Coverage and incidents of a chain for the window. */
import type { Coverage } from '#shared/contract/chains.ts'
import type { Handlers } from '#shared/contract/index.ts'
import type { AppStatus } from '#shared/status.ts'
import type { OrderStore } from '../services.ts'

type ChainHandlers = Pick<Handlers, 'chains.alarms' | 'chains.coverage' | 'chains.incidents'>

/** Ranges that one answer lists: what a strip can show, and short enough for any carrier. */
const mostRanges = 1_000

export function chainHandlers(services: { store: OrderStore; status(): AppStatus }): ChainHandlers {
  const { store, status } = services
  return {
    'chains.coverage'({ chainId }) {
      const all = store.coverageByLevel(chainId)
      const ranges = all.slice(-mostRanges)
      const head = status().chains.find((chain) => chain.chainId === chainId)?.head ?? null
      return { ranges: [...ranges], gaps: gapsBetween(ranges), older: all.length - ranges.length, head }
    },
    'chains.alarms': ({ chainId, limit }) => store.incidents(chainId, limit, 'alarm').map(({ chainId: _, ...alarm }) => alarm),
    'chains.incidents': ({ chainId, limit }) => store.incidents(chainId, limit, 'endpoint').map(({ chainId: _, ...incident }) => incident),
  }
}

function gapsBetween(ranges: Coverage['ranges']): Coverage['gaps'] {
  return ranges.flatMap(({ from }, index) => {
    const before = ranges[index - 1]
    return before && before.to + 1 < from ? [{ from: before.to + 1, to: from - 1 }] : []
  })
}
