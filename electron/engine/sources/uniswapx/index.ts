/** UniswapX: a filler settles a signed order; the reactor names the swapper, the transfers name what it gave and got. */
import type { Hex } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf } from '../fields.ts'
import { netOf, swapLeg, unwrappedIn } from '../swaps.ts'

/** keccak256("Fill(bytes32,address,address,uint256)") */
const fillTopic: Hex = '0x78ad7ec0e9f89e74012afa58738b6b661c024cb0fd185ee2f616c0a28924bd66'

export const uniswapx = defineSource({
  id: 'uniswapx',
  label: 'UniswapX',
  topics: [fillTopic],
  read(transaction, { wrappedNative }) {
    const fills = transaction.logs.flatMap((log) => {
      const fields = log.topics[0] === fillTopic ? fieldsOf(log, 3, ['bytes32', 'address', 'address', 'number']) : null
      return fields ? [{ log, swapper: fields[2] }] : []
    })
    return fills.flatMap(({ log, swapper }) => {
      const net = [...netOf(transaction, swapper)]
      const out = net.find(([, amount]) => amount < 0n)
      // A swapper that is paid in coins is paid what the filler unwrapped; among several it is not seen who got how much.
      const coins = fills.length === 1 ? unwrappedIn(transaction, wrappedNative) : 0n
      const into = net.find(([, amount]) => amount > 0n) ?? ([null, coins] as const)
      // Several fills for one swapper cannot be told apart by its balance: then the pools' events have to do.
      if (!out || fills.filter((fill) => fill.swapper === swapper).length > 1) return []
      return swapLeg(transaction, log, {
        source: 'uniswapx',
        role: 'order',
        at: log.address,
        from: swapper,
        to: swapper,
        given: { asset: out[0], amount: -out[1] },
        received: { asset: into[0], amount: into[1] },
      })
    })
  },
})
