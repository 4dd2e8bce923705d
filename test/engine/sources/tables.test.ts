/** Sources that are read from tables of declarations, on recorded transactions and against what anybody could write. */
import { toEventSelector } from 'viem'
import { describe, expect, test } from 'vitest'
import { bridges } from '#engine/sources/bridges/bridges.ts'
import { bridgesSource } from '#engine/sources/bridges/index.ts'
import { sourceNames, sources } from '#engine/sources/index.ts'
import { transferTopic } from '#engine/sources/logs.ts'
import { pools } from '#engine/sources/other-pools/pools.ts'
import { noRecordings, transactionOf } from './recorded.ts'
import { lineOf, type Recorded, recordedCases, recordedIn } from './recordedCases.ts'

/** A file of another project's expectations or a block, the beginning of a hash, and what the table's rows say of it. */
const told: readonly (readonly [where: string | number, which: string, line: string])[] = [
  ['across', '0x01456be6d5', 'across bridge-out 0x6b21bb0d→0x5c7bcd6e 422866751 0xdac17f95'],
  ['across', '0xee7641ad46', 'across bridge-in 0x5c7bcd6e→0xf70da978 99970446325 0xa0b86991'],
  ['hop', '0x4fb9181276', 'hop bridge-out 0x32c885ec→0x3749c4f0 199000000000000000 coin'],
  ['hop', '0x4f1e95506c', 'hop bridge-in 0x83f6244b→0xc37b40ab 103926722004783110 coin'],
  ['omnibridge', '0x0d5b64cb8b', 'omnibridge bridge-in 0x88ad0951→0xa6439ca0 24428480000000000000 coin'],
  ['scroll_bridge', '0x87c44e16cf', 'scroll-bridge bridge-out 0xea72f0d6→0x6ea73e05 600000000000000000 coin'],
  ['xdai_bridge', '0xa0a2a6996e', 'xdai-bridge bridge-in 0x7301cfa0→0xc5d494aa 33853860000000000000 coin'],
  ['zksync', '0x6740ba7d67', 'zksync-lite bridge-out 0x7277f784→0xabea9132 9436100000000000000 0x6b175474'],
  [17686124, '0x13b17739f7', 'celer bridge-in 0x5427fefa→0x759a159d 6429945278 0xa0b86991'],
  [17686123, '0xe388b3e10e', 'synapse bridge-out 0x63fc6cca→0x2796317b 2650000000000000000 coin'],
  [17686164, '0xe3fc144616', 'polygon-zkevm-bridge bridge-in 0x2a3dd3eb→0x7077ee5f 30000000000000000 coin'],
  [17686312, '0xa98848444c', 'zksync-bridge bridge-out 0x9881b5b4→0x57891966 50000000 0xa0b86991'],
  ['liquity', '0x40bb08427a', 'liquity burn 0x648e180e→0x00000000 118184070000000000000000 0x5f98805a'],
  ['pendle', '0xa48a0011ce', 'renzo stake 0x22e12a50→0x74a09653 450000000000000000 coin for 447058951494997933 0xbf5495ef'],
  [19433902, '0x426af5c9bb', 'ether-fi stake 0xdf52b6d9→0x308861a4 50000000000000000 coin for 49999999999999999 0x35fa1647'],
  [17686117, '0x2c3ad39e44', 'smardex swap 0xc8214120→0xc8214120 1132701284 0xdac17f95 for 130899473491348771119812 0x5de8ab7e'],
  [17686123, '0x687132fdda', 'dodo-v1 swap 0x0773edc0→0x0773edc0 232652554240 0xdac17f95 for 232666602352 0xa0b86991'],
]

describe.skipIf(noRecordings)('tables on recorded transactions', () => {
  test.each(told)('%s %s: %s', (where, which, line) => {
    const { transaction, context } = find(where, which)
    const id = line.slice(0, line.indexOf(' '))
    const legs = sources.flatMap((source) => source.read(transaction, context)).filter(({ source }) => source === id)
    expect(legs.map(lineOf)).toEqual([line])
  })

  test('a bridge without the transfers that its event tells of, and without coins, tells nothing', () => {
    const recorded = told.filter(([, , line]) => line.includes('bridge-out')).map(([where, which]) => find(where, which))
    for (const { transaction, context } of recorded) {
      const logs = transaction.logs.filter(({ topics }) => topics[0] !== transferTopic)
      expect(bridgesSource.read(transactionOf({ ...transaction, value: 0n, logs }), context)).toEqual([])
    }
    expect(recorded.length).toBeGreaterThan(4)
  })

  test('coins are paid out by a bridge’s own contract or not at all', () => {
    const { transaction, context } = find('xdai_bridge', '0xa0a2a6996e')
    const logs = transaction.logs.map((log) => ({ ...log, address: `0x${'77'.repeat(20)}` as const }))
    expect(bridgesSource.read(transaction, context)).toHaveLength(1)
    expect(bridgesSource.read(transactionOf({ ...transaction, logs }), context)).toEqual([])
  })
})

test('every name of a source has a label, once', () => {
  const named = new Map(sourceNames.map(({ id, label }) => [id, label]))
  expect(named.size).toBe(sourceNames.length)
  expect(['uniswap-v2', 'pancakeswap-v3', 'hop', 'uniswap-v2-like', 'zero-ex'].map((id) => named.get(id))).toEqual([
    'Uniswap V2',
    'PancakeSwap V3',
    'Hop',
    'Uniswap V2 (alike)',
    '0x',
  ])
})

describe.skipIf(noRecordings)('names', () => {
  test('every recorded leg has a name that is listed', () => {
    const listed = new Set(sourceNames.map(({ id }) => id))
    const cases = told.map(([where, which]) => find(where, which))
    const used = cases.flatMap(({ transaction, context }) => sources.flatMap((source) => source.read(transaction, context)))
    expect(used.filter(({ source }) => !listed.has(source))).toEqual([])
  })
})

test('every declaration has the topic that viem finds for its signature', () => {
  for (const { event } of [...bridges, ...pools]) expect(event.topic).toBe(toEventSelector(`event ${event.signature}`))
})

function find(where: string | number, which: string): Recorded {
  if (typeof where === 'number') return recordedIn(where, which)
  const found = [...recordedCases(where).values()].find(({ transaction }) => transaction.hash.startsWith(which))
  if (!found) throw new Error(`${where} has no ${which}`)
  return found
}
