/** Who serves the chain in a chaos run: sets of endpoints, each with its own vices. */
import { flaky, lying } from '../support/chaos/kinds.ts'
import type { ProxyOptions } from '../support/chaos/proxy.ts'
import type { World } from '../support/chaos/world.ts'

export type Part = {
  readonly proxy: ProxyOptions
  readonly via: 'http' | 'ws'
  /** Shows the rival's branch whenever the rival has one. */
  readonly drifts?: true
  /** Is behind from the beginning to the end. */
  readonly lags?: true
}

/** What is final cannot be proven from bytes, only agreed on by two parties: so in every cast at most one endpoint lies about it. */
export type Cast = (world: World, seed: number, rate: number) => readonly Part[]

/** An endpoint that lies about blocks, one that drifts and calls final what is not, and two honest ones on a bad day. */
export const usual: Cast = ({ main, rival, laggard }, seed, rate) => {
  const bad = { ...flaky(0.02 * rate), stale: 0.01 * rate, repeat: Math.min(0.9, 0.3 * rate) }
  return [
    { via: 'http', proxy: { upstream: main, seed: seed + 1, rates: { ...lying(0.05 * rate), finality: 0 } } },
    { via: 'ws', drifts: true, proxy: { upstream: main, rival, seed: seed + 2, rates: { finality: 0.3 * rate, null: 0.01 * rate } } },
    { via: 'http', proxy: { upstream: main, laggard, seed: seed + 3, rates: bad } },
    { via: 'ws', proxy: { upstream: main, laggard, seed: seed + 4, rates: bad } },
  ]
}

/** One that is honest and one that is always behind, on branches that the chain has left. */
export const lagging: Cast = ({ main, laggard }, seed) => [
  { via: 'ws', lags: true, proxy: { upstream: main, laggard, seed: seed + 1, rates: {} } },
  { via: 'ws', proxy: { upstream: main, seed: seed + 2, rates: {} } },
]

/** The worst that can be survived: one honest endpoint on a bad day, and two that lie. */
export const outnumbered: Cast = ({ main, laggard }, seed, rate) => [
  { via: 'http', proxy: { upstream: main, seed: seed + 1, rates: lying(0.2 * rate) } },
  { via: 'ws', proxy: { upstream: main, seed: seed + 2, rates: { ...lying(0.2 * rate), finality: 0 } } },
  { via: 'http', proxy: { upstream: main, laggard, seed: seed + 3, rates: { ...flaky(0.03 * rate), stale: 0.01 * rate } } },
]

export const casts = { usual, lagging, outnumbered }
