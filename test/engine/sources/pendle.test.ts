/** What Pendle's router and Maker's stability module say of recorded exchanges, and that they alone are believed. */
import { describe, expect, test } from 'vitest'
import { readOrders } from '#engine/orders/readOrders.ts'
import { transferTopic } from '#engine/sources/logs.ts'
import { makerPsm } from '#engine/sources/maker-psm/index.ts'
import { pendle } from '#engine/sources/pendle/index.ts'
import { noRecordings, transactionOf } from './recorded.ts'
import { lineOf, type Recorded, recordedCases } from './recordedCases.ts'

const caseOf = (file: string, name: string): Recorded => {
  const recorded = recordedCases(file).get(name)
  if (!recorded) throw new Error(`${file} has no ${name}`)
  return recorded
}

describe.skipIf(noRecordings)('exchanges that only the router tells', () => {
  test.each([
    ['pendle', 'test_sell_yt', 'pendle swap 0xc1466a0a→0xc1466a0a 598230108 0x1e30afeb for 114182 0x8236a870'],
    ['pendle', 'test_buy_pt_router_v3', 'pendle swap 0xaf4f6710→0xaf4f6710 450000000000000000 coin for 466746370304474520 0xeee8aed1'],
    ['sky', 'test_direct_psm_swap', 'maker-psm swap 0x55c41e8d→0x55c41e8d 2972491485000000000000 0x6b175474 for 2972491485 0xa0b86991'],
  ])('%s %s is one order', (file, name, line) => {
    const { transaction, context } = caseOf(file, name)
    expect(readOrders(transaction, context).map(lineOf)).toEqual([line])
  })

  test.each([
    [pendle, 'pendle', 'test_sell_yt'],
    [makerPsm, 'sky', 'test_direct_psm_swap'],
  ] as const)('%o says nothing for another contract, or without the transfers', (source, file, name) => {
    const { transaction, context } = caseOf(file, name)
    const read = (logs: typeof transaction.logs): unknown => source.read(transactionOf({ ...transaction, logs }), context)
    expect(read(transaction.logs)).toHaveLength(1)
    expect(
      read(
        transaction.logs.map((log) => (source.topics.includes(log.topics[0] ?? '0x') ? { ...log, address: `0x${'77'.repeat(20)}` } : log)),
      ),
    ).toEqual([])
    expect(read(transaction.logs.filter(({ topics }) => topics[0] !== transferTopic))).toEqual([])
  })
})
