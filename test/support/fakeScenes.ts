/** States of the app that are hard to bring about for real, each with every kind of trouble that belongs to it. */
import type { Coverage, ReportedIncident } from '#shared/contract/chains.ts'
import type { Network } from '#shared/settings.ts'
import type { AppStatus, ChainStatus, EndpointStatus } from '#shared/status.ts'

export type Scene = 'busy' | 'quiet' | 'failing' | 'firstRun' | 'demo' | 'none'

const endpoint = (host: string, parts: Partial<EndpointStatus> = {}): EndpointStatus => ({
  host,
  active: false,
  ok: true,
  latencyMs: 84,
  head: 23_456_789,
  errors: 0,
  problem: null,
  ...parts,
})

const chain = (chainId: number, name: string, parts: Partial<ChainStatus>): ChainStatus => ({
  chainId,
  name,
  phase: 'live',
  head: 23_456_789,
  stored: 23_456_789,
  final: 23_456_720,
  lagBlocks: 0,
  lagSeconds: 4,
  evidence: 2,
  evidenceNotes: ['only one endpoint is listed, so nobody could agree on the header hash.'],
  blocks: 1284,
  orders: 412,
  reorgs: 1,
  endpoints: [endpoint('rpc.example.org', { active: true })],
  problem: null,
  needsChoice: false,
  ...parts,
})

const busy: ChainStatus[] = [
  chain(1, 'Ethereum', {
    evidence: 3,
    endpoints: [
      endpoint('ethereum-rpc.example.org', { active: true }),
      endpoint('eth.second.example.com', { latencyMs: 212, errors: 3 }),
      endpoint('slow.example.net', {
        ok: false,
        latencyMs: null,
        head: null,
        errors: 27,
        restingUntil: Date.now() + 40_000,
        problem: 'slow.example.net answers 429 (too many requests). It is asked again in 40 s; a key of your own would raise its limit.',
      }),
    ],
  }),
  chain(8453, 'Base', { head: 31_220_417, stored: 31_220_415, phase: 'late', lagBlocks: 2, lagSeconds: 21 }),
  chain(42161, 'Arbitrum One', {
    head: 391_204_112,
    stored: 391_203_984,
    phase: 'catchingUp',
    lagBlocks: 128,
    lagSeconds: 33,
    evidence: 1,
  }),
  chain(137, 'Polygon', {
    phase: 'retrying',
    head: null,
    stored: 78_123_001,
    lagBlocks: null,
    lagSeconds: 190,
    evidence: null,
    problem: 'polygon.example.io sent HTML instead of JSON. Check its address, or add another endpoint.',
    endpoints: [endpoint('polygon.example.io', { ok: false, errors: 12, problem: 'It sent HTML instead of JSON. Check its address.' })],
  }),
]

const failing: ChainStatus[] = [
  chain(1, 'Ethereum', {
    phase: 'retrying',
    head: null,
    stored: null,
    lagBlocks: null,
    lagSeconds: null,
    evidence: null,
    blocks: 0,
    problem:
      'ethereum-rpc.example.org cannot be reached (connection refused). Check the address or your network; it is asked again in 8 s.',
    endpoints: [
      endpoint('ethereum-rpc.example.org', { ok: false, head: null, latencyMs: null, errors: 4, problem: 'Connection refused.' }),
    ],
  }),
  chain(137, 'Polygon', {
    phase: 'stopped',
    needsChoice: true,
    evidence: null,
    problem: 'The endpoints tell of a branch that forks off below block 78,122,900, which was final. Nothing stored was touched.',
  }),
]

/** Every kind of coverage: whole at two levels, with gaps, at the lowest level, none. */
export function sceneCoverage(scene: Scene, chainId: number): Coverage {
  const status = sceneStatus(scene).chains.find((each) => each.chainId === chainId)
  const head = status?.head ?? null
  const to = status?.stored ?? null
  if (to === null) return { ranges: [], gaps: [], older: 0, head }
  const recent = { from: to - 90, to, evidence: chainId === 42161 ? 1 : 2 }
  const agreed = { from: to - 6_000, to: to - 91, evidence: chainId === 1 ? 5 : recent.evidence }
  if (chainId !== 1) return { ranges: [{ ...recent, from: agreed.from }], gaps: [], older: 0, head }
  const earlier = { from: to - 19_000, to: to - 6_121, evidence: 3 }
  return { ranges: [earlier, agreed, recent], gaps: [{ from: earlier.to + 1, to: agreed.from - 1 }], older: 0, head }
}

/** What the endpoints of a scene's troubled chain did. */
export const sceneIncidents = (scene: Scene, chainId: number): ReportedIncident[] =>
  scene !== 'busy' || chainId !== 1
    ? []
    : [
        {
          host: 'slow.example.net',
          at: Date.now() - 41_000,
          code: 'RECEIPTS_ROOT',
          block: 23_456_780,
          sentence: 'Block 23456780: the receipts do not add up to the root in the header.',
          data: { expected: `0x${'5a'.repeat(32)}`, found: `0x${'c1'.repeat(32)}` },
        },
        {
          host: 'eth.second.example.com',
          at: Date.now() - 3_600_000,
          code: 'LAGGING',
          block: null,
          sentence: 'eth.second.example.com: is 14 blocks behind the others.',
          data: {},
        },
      ]

/** The networks that the scene's settings list. */
export const sceneChains = (scene: Scene): Network[] =>
  sceneStatus(scene).chains.map(({ chainId, name, endpoints }) => ({
    chainId,
    name,
    enabled: true,
    endpoints: endpoints.map(({ host }) => `https://${host}/v1`),
  }))

/** The scene's status. */
export function sceneStatus(scene: Scene): AppStatus {
  const chains: Readonly<Record<Scene, ChainStatus[]>> = {
    busy,
    quiet: busy.slice(0, 2).map((each) => ({ ...each, phase: 'live', lagSeconds: 5 })),
    failing,
    firstRun: [],
    none: [],
    demo: [
      chain(1_337_001, 'Demo chain', {
        head: 1284,
        stored: 1284,
        final: 1260,
        lagSeconds: 1,
        endpoints: [endpoint('127.0.0.1:40123', { active: true, latencyMs: 2 })],
      }),
    ],
  }
  return {
    host: 'headless',
    version: '0.1.0',
    firstRun: scene === 'firstRun',
    demo: scene === 'demo',
    chains: chains[scene],
    notices:
      scene === 'failing'
        ? [{ id: 'disk', level: 'warning', text: 'The disk that holds the orders has 180 MB left. Free some space before it is full.' }]
        : [],
    storedOrders: 0,
    unread: 0,
    paused: false,
  }
}
