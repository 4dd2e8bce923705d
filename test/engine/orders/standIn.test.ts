/** When a part stands for its order: never in place of one that is large, and never for one of several that share it. */
import { describe, expect, test } from 'vitest'
import { assetsWithin, markSole, standIn } from '#engine/orders/standIn.ts'
import type { Address, Leg } from '#engine/types.ts'

const gold: Address = `0x${'aa'.repeat(20)}`
const tin: Address = `0x${'bb'.repeat(20)}`
const leg = (part: Partial<Leg>): Leg => ({
  ...{ source: 'erc20', kind: 'transfer', txHash: `0x${'ab'.repeat(32)}`, txIndex: 0, position: 0, asset: tin, amount: 1n },
  ...{ from: `0x${'11'.repeat(20)}`, to: `0x${'22'.repeat(20)}` },
  ...part,
})
const pool = leg({
  position: 5,
  kind: 'swap',
  asset: gold,
  amount: 100n,
  received: { asset: tin, amount: 9n },
  swap: { role: 'pool', at: gold },
})
const parts = [leg({ position: 3, asset: gold, amount: 100n }), pool, leg({ position: 4, asset: gold, amount: 60n })]
const order = leg({ position: 7, kind: 'swap', received: { asset: gold, amount: 1n }, parts, how: 'Net of all transfers of the trader.' })
const [sole = order] = markSole([order])

/** Gold is worth a dollar and large from 50 on; tin has no price. */
const worthOf = ({ asset, amount }: Leg) => ({ usd: asset === gold ? `${amount}` : null, isLarge: asset === gold && amount >= 50n })

describe('standIn', () => {
  test('takes the part that is worth most, an exchange before its movements, at the place of the order', () => {
    expect(standIn(sole, null, worthOf)).toMatchObject({ kind: 'swap', asset: gold, amount: 100n, position: 7, estimated: true, parts })
    expect(standIn(sole, null, worthOf)?.how).toMatch(/^Estimated.*Net of all transfers of the trader\.$/)
  })

  test('takes none that is not worth twice the order: prices differ a little on the way', () => {
    expect(standIn(sole, '50', worthOf)?.amount).toBe(100n)
    expect(standIn(sole, '50.01', worthOf)).toBeNull()
  })

  test('takes none where no part is large', () => {
    expect(standIn({ ...sole, parts: [leg({ asset: gold, amount: 49n })] }, null, worthOf)).toBeNull()
  })

  test('takes none for an order that shares its parts: nobody can say whose they were', () => {
    const shared = markSole([order, { ...order, position: 8 }])
    expect(shared.map((one) => standIn(one, null, worthOf))).toEqual([null, null])
    expect(shared.flatMap(assetsWithin)).toEqual([tin, gold, tin, gold])
  })
})
