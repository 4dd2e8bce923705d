/** What protocols say of recorded transactions, to the base unit, and that nobody else can say it in their name. */
import { beforeAll, describe, expect, test } from 'vitest'
import { sources } from '#engine/sources/index.ts'
import type { Hex, Leg } from '#engine/types.ts'
import { noRecordings, transactionOf } from './recorded.ts'
import { lineOf, type Recorded, recordedCases, recordedIn, standing } from './recordedCases.ts'

type Row = readonly [where: string | number, which: string, ...lines: string[]]

/** A file of another project's expectations and the name of its test, or a block and the beginning of a hash; then every order in it. */
const tables: Readonly<Record<string, readonly Row[]>> = {
  lending: [
    ['aave_v3', 'test_aave_v3_borrow', 'aave-v3 borrow 0x87870bca→0x08c14b32 79931500229 0xa0b86991'],
    [
      'aave_v3',
      'test_aave_v3_deposit',
      'aave-v3 supply 0x08c14b32→0x87870bca 71657177259074315114745 0x5a98fcbe for 71657177259074315114745 0x9a44fd41',
    ],
    [
      'aave_v3',
      'test_aave_v3_deposit_pol',
      'aave-v3 supply 0xc4b17c8d→0x794a6135 111000000000000000000 coin for 110999999999999999999 0x6d80113e',
    ],
    ['aave_v3', 'test_aave_v3_repay', 'aave-v3 repay 0x9cbf099f→0x87870bca 123961452987 0xa0b86991'],
    ['aave_v3', 'test_aave_v3_withdraw_xdai', 'aave-v3 withdraw 0xb5020155→0x44ddbb35 5076355892637370336 coin'],
    ['aave_v3', 'test_aave_v3_withdraw_with_bigger_interest', 'aave-v3 withdraw 0x87870bca→0x430431ae 20000000000 0xdac17f95'],
    [
      'aave_v3',
      'test_batch_aave3_operations_via_safe',
      'aave-v3 supply 0x0bebd2fc→0x87870bca 840000000 0xa0b86991 for 839999999 0x98c23e9d',
      'aave-v3 supply 0x0bebd2fc→0x87870bca 100000000000000000 coin for 99999999999999999 0x4d5f47fa',
    ],
    ['aave_v2', 'test_aave_v2_borrow_polygon', 'aave-v2 borrow 0x8dff5e27→0x572f60c0 5060000000000000000000 0x8f3cf7ad'],
    ['aave_v2', 'test_aave_v2_withdraw', 'aave-v2 withdraw 0x7d2768de→0x6b44ba0a 5504540904812179621204 0xc02aaa39'],
    ['spark', 'test_withdraw_from_spark', 'spark withdraw 0x2dae5307→0x9a921f8e 737513357098363039 0x6a023ccd'],
    ['compound_v2', 'test_compound_borrow', 'compound-v2 borrow 0x39aa39c0→0xd84101ae 1500000000000 0xa0b86991'],
    ['compound_v2', 'test_compound_ether_withdraw', 'compound-v2 withdraw 0x4ddc2d19→0x5727c048 500003923413507454 coin'],
    [
      'compound_v2',
      'test_compound_liquidate',
      'compound-v2 liquidation 0xd9115609→0x9bf62c51 1907307144 0xdac17f95 for 25883142924011 0x6c8c6b02',
    ],
    ['compound_v2', 'test_compound_repays_eth', 'compound-v2 repay 0x18c42014→0x4ddc2d19 200000000000000000 coin'],
    ['compound_v3', 'test_arbitrum_one_borrow', 'compound-v3 borrow 0xa5edbdd9→0xb453de13 600000000 0xff970a61'],
    [
      'compound_v3',
      'test_compound_v3_supply',
      'compound-v3 supply 0xc1f8d0c4→0xc3d688b6 15000000000 0xa0b86991 for 14999999998 0xc3d688b6',
    ],
    ['compound_v3', 'test_compound_v3_withdraw', 'compound-v3 withdraw 0xc3d688b6→0xd7ca0e02 8158266856 0xa0b86991'],
    ['compound_v3', 'test_deposit_native_eth', 'compound-v3 supply 0xd413dcf1→0xc3d688b6 10000000000000000 coin'],
    ['morpho_blue', 'test_morpho_blue_arbitrum_withdrawal', 'morpho withdraw 0x6c247b1f→0xc74ea840 100000000 0xaf88d065'],
    ['morpho_blue', 'test_morpho_blue_withdrawal', 'morpho withdraw 0xbbbbbbbb→0x2e97fca0 1000000 0x833589fc'],
  ],
  staking: [
    [
      'lido_eth',
      'test_lido_wsteth_unwrapping',
      'lido unwrap 0x29ec7360→0x29ec7360 22593785199529477044 0x7f39c581 for 27451978417858478677 0xae7ab965',
    ],
    [
      'lido_eth',
      'test_lido_wsteth_wrapping',
      'lido wrap 0x4f243b4b→0x4f243b4b 26235763844022460916 0xae7ab965 for 22101307407211190709 0x7f39c581',
    ],
    [17686110, '0x8bb8a671', 'lido stake 0x1761cd5d→0xae7ab965 20000000000000000000 coin for 19999999999999999999 0xae7ab965'],
    [17686119, '0x004e5c95', 'lido withdraw 0x889edc2e→0x28056125 400000000000000000 coin'],
    ['eth2', 'test_deposit', 'beacon-deposit stake 0xc66962ff→0x00000000 32000000000000000000 coin'],
    ['eth2', 'test_multiple_deposits', 'beacon-deposit stake 0x3e5fd024→0x00000000 96000000000000000000 coin'],
    ['eigenlayer', 'test_deposit_token', 'eigenlayer stake 0xbec0937e→0x0fe4f44b 5740516176725108094 0xf951e335'],
  ],
  bridges: [
    ['cctp', 'test_deposit_usdc_from_ethereum_to_arbitrum_one', 'cctp bridge-out 0xd0adc5d0→0xbd3fa81b 1839726596 0xa0b86991'],
    ['cctp', 'test_receive_usdc_on_arbitrum_one_from_polygon', 'cctp bridge-in 0x19330d10→0x75f3785b 4253283606 0xaf88d065'],
    [
      'arbitrum_one_bridge',
      'test_deposit_eth_from_ethereum_to_arbitrum_one',
      'arbitrum-bridge bridge-out 0x4e7df0fd→0x4dbd4fc5 8374552015335015 coin',
    ],
    [
      'arbitrum_one_bridge',
      'test_receive_erc20_on_ethereum',
      'arbitrum-bridge bridge-in 0x6142f1c8→0xbd91c9df 6000000000000000000000 0x58b6a8a3',
    ],
    [
      'arbitrum_one_bridge',
      'test_receive_erc20_on_ethereum_old_bridge',
      'arbitrum-bridge bridge-in 0xd3b5b600→0x9531c059 39566332611058195231384 0x6b175474',
    ],
    ['arbitrum_one_bridge', 'test_receive_eth_on_ethereum', 'arbitrum-bridge bridge-in 0x8315177a→0x5ea45c8e 98347591230481410000 coin'],
    [
      'arbitrum_one_bridge',
      'test_withdraw_dai_from_arbitrum_one_to_ethereum',
      'arbitrum-bridge bridge-out 0x9531c059→0x46719477 39566332611058195231384 0xda10009c',
    ],
    [
      'arbitrum_one_bridge',
      'test_withdraw_eth_from_arbitrum_one_to_ethereum',
      'arbitrum-bridge bridge-out 0x5ea45c8e→0x00000000 98347591230481410000 coin',
    ],
    ['base_bridge', 'test_deposit_eth', 'op-stack-bridge bridge-out 0xc91fc9dd→0x49048044 200000000000000000000 coin'],
    ['base_bridge', 'test_deposit_token', 'op-stack-bridge bridge-out 0xbabe777e→0x3154cf16 104942600000000000000 0xbe989514'],
    ['base_bridge', 'test_withdraw_token', 'op-stack-bridge bridge-in 0x3154cf16→0x0050f342 189090000000000000000 0xbe989514'],
    [
      'superchain_bridge',
      'test_receive_erc20_ethereum_to_base_bridge',
      'op-stack-bridge bridge-in 0x42000000→0x1218d639 4900031556715611515583027 0x7cea109f',
    ],
    ['superchain_bridge', 'test_receive_eth_on_optimism', 'op-stack-bridge bridge-in 0x42000000→0xfc399b17 9000000000000000 coin'],
    [
      'superchain_bridge',
      'test_withdraw_eth_base_to_ethereum_bridge',
      'op-stack-bridge bridge-out 0x6730b1df→0x42000000 133008393312312648710 coin',
    ],
    [
      'polygon_pos_bridge',
      'test_polygon_pos_bridge_deposit_eth',
      'polygon-bridge bridge-out 0x2247c97f→0x8484ef72 7624084200852464793 coin',
    ],
    [
      'polygon_pos_bridge',
      'test_polygon_pos_bridge_deposit_token',
      'polygon-bridge bridge-out 0x5cbe388d→0x40ec5b33 9886746718594100000 0x0f5d2fb2',
    ],
    [
      'polygon_pos_bridge',
      'test_polygon_pos_bridge_withdraw_eth',
      'polygon-bridge bridge-in 0x8484ef72→0xf04c5063 1292500000000000000 coin',
    ],
    [22162263, '0xb9f8acb0', 'layerzero bridge-out 0x123df27a→0x77b20437 7700000000000000 coin'],
    [22431084, '0x41b83646', 'layerzero bridge-in 0x933597a3→0x5434ed2d 78710034 0xdac17f95'],
    [20000000, '0xb8c889dc', 'wormhole bridge-in 0x3ee18b22→0x65a8f07b 651221546871120000000000 0xbaac2b44'],
  ],
  'sales and issuers': [
    [15547621, '0xef9aaaac', 'circle mint 0x00000000→0x55fe002a 572390000 0xa0b86991'],
    [15000000, '0x606b9dcb', 'seaport nft-sale 0xf915a84b→0x52e79b81 1400000000000000000 coin for 1 0x2ee6af0d'],
    [15000000, '0xa0f08609', 'seaport nft-sale 0x79c0781d→0xb02690b1 500000000000000000 0xc02aaa39 for 1 0x8b634b2a'],
    [
      15547621,
      '0xcc4bd94a',
      'seaport nft-sale 0x735fb1b5→0x0afcada9 3900000000000000 coin for 1 0x6ae006ba',
      'seaport nft-sale 0x735fb1b5→0x0189f270 3900000000000000 coin for 1 0x6ae006ba',
    ],
    [
      17000000,
      '0x517faf4b',
      'blur nft-sale 0x17ae9865→0x93ebe894 100000000000000000 coin for 1 0xda60730e',
      'blur nft-sale 0x8d0b7814→0x93ebe894 100000000000000000 coin for 1 0xda60730e',
    ],
    [17034870, '0x817b5b25', 'blur nft-sale 0x1dd0e484→0xa0722114 3990000000000000 coin for 1 0xcacb9ac1'],
  ],
}

describe.skipIf(noRecordings)('protocols on recorded transactions', () => {
  for (const [group, rows] of Object.entries(tables)) {
    for (const [where, which, ...lines] of rows) {
      test(`${group}: ${where} ${which}`, () => {
        expect(standing(find(where, which)).map(lineOf)).toEqual(lines)
      })
    }
  }

  test('a flash loan stands for both of its transfers and is called one', () => {
    const legs = standing(find('aave_v3', 'test_non_aave_tx'))
    expect(legs.filter(({ kind }) => kind === 'flash-loan').map(lineOf)).toEqual([
      'spark flash-loan 0xc13e21b6→0xc2b92b6c 430327718028702690733 0xc02aaa39',
    ])
  })

  test('a liquidation names the liquidator, the borrower, what was repaid and what was seized', () => {
    const legs = standing(find('aave_v2', 'test_aave_v2_liquidation'))
    expect(legs.filter(({ kind }) => kind === 'liquidation').map(lineOf)).toEqual([
      'aave-v2 liquidation 0xb6569481→0x1db64086 910875161581518408 0xc02aaa39 for 956418919660594328 0xc02aaa39',
    ])
  })
})

/** Sources whose contracts have fixed addresses; the others prove themselves by transfers and by a messenger's contract. */
const fixed = [
  ...['aave-v2', 'aave-v3', 'spark', 'compound-v2', 'compound-v3', 'morpho', 'lido', 'rocket-pool', 'beacon-deposit', 'eigenlayer'],
  ...['circle', 'tether', 'paxos', 'cctp', 'op-stack-bridge', 'polygon-bridge', 'layerzero', 'wormhole', 'seaport', 'blur'],
]

describe.skipIf(noRecordings)('look-alikes and damaged logs', () => {
  let recorded: readonly Recorded[] = []
  beforeAll(() => {
    recorded = Object.values(tables).flatMap((rows) => rows.map(([where, which]) => find(where, which)))
  })

  const read = ({ transaction, context }: Recorded, ids: readonly string[]): Leg[] =>
    sources.filter(({ id }) => ids.includes(id)).flatMap((source) => source.read(transaction, context))

  test('the same events of contracts that only look alike say nothing', () => {
    const copied = recorded.map(({ transaction, context }) => ({
      // The last byte differs: what tokens do is left as it was, what protocols say comes from elsewhere.
      transaction: transactionOf({ ...transaction, logs: transaction.logs.map((log) => ({ ...log, address: otherThan(log.address) })) }),
      context,
    }))
    expect(recorded.flatMap((each) => read(each, fixed)).length).toBeGreaterThan(50)
    expect(copied.flatMap((each) => read(each, fixed))).toEqual([])
  })

  test('the same events on another chain say nothing where the protocol is not there', () => {
    const elsewhere = recorded.map(({ transaction }) => ({ transaction, context: { chainId: 4_242, wrappedNative: null } }))
    // Seaport and LayerZero have the same addresses on every chain.
    const local = fixed.filter((id) => id !== 'seaport' && id !== 'layerzero')
    expect(elsewhere.flatMap((each) => read(each, local))).toEqual([])
  })

  test('a log that was cut short is no reason to throw', () => {
    const ids = sources.map(({ id }) => id)
    for (const { transaction, context } of recorded) {
      for (const cut of [2, 34, 66, 98, 130, 194, 258, 322]) {
        const data = transaction.logs.map((log) => ({ ...log, data: log.data.slice(0, cut) as Hex }))
        const topics = transaction.logs.map((log) => ({ ...log, topics: log.topics.slice(0, 1) }))
        for (const logs of [data, topics]) {
          expect(() => read({ transaction: transactionOf({ ...transaction, logs }), context }, ids)).not.toThrow()
        }
      }
    }
  })
})

const otherThan = (address: Hex): Hex => `0x${(BigInt(address) ^ 1n).toString(16).padStart(40, '0')}`

function find(where: string | number, which: string): Recorded {
  if (typeof where === 'number') return recordedIn(where, which)
  const found = recordedCases(where).get(which)
  if (!found) throw new Error(`${where} has no ${which}`)
  return found
}
