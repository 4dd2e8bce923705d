/** The chaos harness on anvil, a node that we did not write: value moves, blocks are mined and taken back, endpoints lie about them. */

import { startAnvil } from '../anvil.ts'
import { seeded } from '../faults.ts'
import type { World } from './world.ts'

/** No rival and no laggard: anvil knows one branch only. */
export async function startAnvilWorld({ seed }: { readonly seed: string }): Promise<World> {
  const anvil = await startAnvil({ automine: false, slotsInEpoch })
  const random = seeded([...seed].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7))
  const token = await anvil.token('0x00000000000000000000000000000000000c4a05', { symbol: 'NOISE', decimals: 18 })
  /** Large and small payments, and logs for liars to alter. */
  const traffic = async (): Promise<void> => {
    for (let index = Math.floor(random() * 3); index >= 0; index--) {
      await anvil.sendEth(BigInt(1 + Math.floor(random() * 200)))
      await token.transfer('0x00000000000000000000000000000000000000aa', BigInt(Math.floor(random() * 1e9)))
    }
  }
  return {
    chainId: 31_337,
    finality: 2 * slotsInEpoch,
    main: { http: anvil.http, ws: anvil.ws },
    rival: null,
    laggard: null,
    head: anvil.head,
    async mine(count = 1) {
      for (let index = 0; index < count; index++) {
        await traffic()
        await anvil.mine()
      }
    },
    async fork(depth) {
      await anvil.reorg(depth)
      await traffic()
      await anvil.mine()
    },
    diverge: async () => {},
    rejoin: async () => {},
    stop: anvil.stop,
  }
}

/** Anvil calls final what is two epochs below its head. */
const slotsInEpoch = 12
