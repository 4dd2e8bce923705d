/** What a business adds up to, and how bands lie between its roles. */
import { describe, expect, test } from 'vitest'
import { addsUp, bandPath, type Flow, flowPicture, part, plus } from '../../../../renderer/features/business/sums.ts'

const flow = (from: string | null, to: string | null, key: string, amount: string, parts: Partial<Flow> = {}): Flow => ({
  ...{ from, to, key, verb: 'transfer', unit: 'points', amount, count: 1 },
  ...parts,
})

describe('addsUp', () => {
  test('is exact where floats are not', () => {
    expect(addsUp({ issued: '90071992547409930.1', held: '90071992547409930', redeemed: '0.1' })).toBe(true)
    expect(addsUp({ issued: '90071992547409930.1', held: '90071992547409930', redeemed: '0.2' })).toBe(false)
  })

  test('says nothing of bands and covered sums', () => {
    expect(addsUp({ issued: '1k-10k', held: `sha256:${'a'.repeat(64)}`, redeemed: '0' })).toBe(false)
    expect(plus('1k-10k', '2.5')).toBe('2.5')
  })

  test('counts what somebody owes', () => {
    expect(addsUp({ issued: '10', held: '-5', redeemed: '15' })).toBe(true)
  })
})

describe('part', () => {
  test('is never longer than the whole, and nothing of nothing', () => {
    expect([part('1', '4'), part('9', '4'), part('1', '0'), part('-1', '4')]).toEqual([0.25, 1, 0, 0])
  })
})

describe('flowPicture', () => {
  const flows = [
    flow('merchant', 'consumer', 'issue', '75'),
    flow('consumer', 'merchant', 'redeem', '20'),
    flow('consumer', 'consumer', 'transfer', '5'),
    flow('operator', 'consumer', 'freeze', '0', { unit: null, count: 3 }),
  ]

  test('draws each flow as high as its share, stacked within its role without overlap', () => {
    const { left, right, bands } = flowPicture(flows, 'points')
    expect(bands.map(({ flow: { key } }) => key)).toEqual(['issue', 'redeem', 'transfer'])
    expect(left.map(({ role, amount }) => [role, amount])).toEqual([
      ['merchant', '75'],
      ['consumer', '25'],
    ])
    expect(right.map(({ role, amount }) => [role, amount])).toEqual([
      ['consumer', '80'],
      ['merchant', '20'],
    ])
    const [issue, redeem, transfer] = bands
    expect(issue && redeem && issue.height / redeem.height).toBeCloseTo(75 / 20)
    expect(transfer?.from).toBeCloseTo((redeem?.from ?? 0) + (redeem?.height ?? 0))
    expect(transfer?.to).toBeCloseTo((issue?.to ?? 0) + (issue?.height ?? 0))
  })

  test('shows events without an amount only where events are counted', () => {
    expect(flowPicture(flows, 'points').bands.some(({ flow: { key } }) => key === 'freeze')).toBe(false)
    const counted = flowPicture(flows, null)
    expect(counted.bands[0]?.flow.key).toBe('freeze')
    expect(counted.left[0]).toMatchObject({ role: 'operator', amount: '3' })
  })

  test('keeps what is too thin to see as thin as can be seen', () => {
    const { bands } = flowPicture([flow('a', 'b', 'x', '1000000000'), flow('a', 'b', 'y', '1')], 'points')
    expect(bands.map(({ height }) => height >= 2)).toEqual([true, true])
  })

  test('is empty where nothing moved', () => {
    expect(flowPicture([], 'points')).toMatchObject({ left: [], right: [], bands: [] })
  })

  test('tells verbs apart by tone, the same verb by the same', () => {
    const { bands } = flowPicture([flow('a', 'b', 'x', '3'), flow('b', 'a', 'x', '2'), flow('a', 'c', 'y', '1')], 'points')
    expect(bands.map(({ tone }) => tone)).toEqual([0, 0, 1])
  })
})

describe('bandPath', () => {
  test('goes from the one side to the other and back', () => {
    expect(bandPath({ flow: flow('a', 'b', 'x', '1'), from: 0, to: 50, height: 10, tone: 0 })).toBe(
      'M0 0C45 0 55 50 100 50V60C55 60 45 10 0 10Z',
    )
  })
})
