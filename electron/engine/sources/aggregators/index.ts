/** Aggregators that write one event with the sums of a call: KyberSwap, OpenOcean, Odos, WOOFi, Clipper and LI.FI. */
import type { Address, Hex, Leg, Log } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf } from '../fields.ts'
import { addressWord, assetRef, numberWord, swapLeg } from '../swaps.ts'

type Sum = {
  readonly from: Address
  readonly to: Address
  readonly given: Address
  readonly received: Address
  readonly spent: bigint
  readonly got: bigint
}

const readers: Readonly<Record<Hex, (log: Log) => Sum | null>> = {
  // keccak256("Swapped(address,address,address,address,uint256,uint256)"): KyberSwap
  '0xd6d4f5681c246c9f42c203e287975af1601f8df8035a9251f79aab5c8f09e2f8': (log) => {
    const fields = fieldsOf(log, 0, ['address', 'address', 'address', 'address', 'number', 'number'])
    return fields && { from: fields[0], given: fields[1], received: fields[2], to: fields[3], spent: fields[4], got: fields[5] }
  },
  // keccak256("Swapped(address,address,address,address,uint256,uint256,uint256,uint256,uint256,address)"): OpenOcean
  '0x76af224a143865a50b41496e1a73622698692c565c1214bc862f18e22d829c5e': (log) => {
    const fields = fieldsOf(log, 3, ['address', 'address', 'address', 'address', 'number', 'number', 'number'])
    return fields && { from: fields[0], given: fields[1], received: fields[2], to: fields[3], spent: fields[5], got: fields[6] }
  },
  // keccak256("Swap(address,uint256,address,uint256,address,int256,uint32)"): Odos V2
  '0x823eaf01002d7353fbcadb2ea3305cc46fa35d799cb0914846d185ac06f8ad05': (log) => {
    const fields = fieldsOf(log, 0, ['address', 'number', 'address', 'number', 'address'])
    return fields && { from: fields[0], to: fields[0], given: fields[2], received: fields[4], spent: fields[1], got: fields[3] }
  },
  // keccak256("WooRouterSwap(uint8,address,address,uint256,uint256,address,address,address)"): WOOFi
  '0x27c98e911efdd224f4002f6cd831c3ad0d2759ee176f9ee8466d95826af22a1c': (log) => {
    const fields = fieldsOf(log, 3, ['address', 'address', 'address', 'number', 'number', 'number', 'address'])
    return fields && { from: fields[6], to: fields[2], given: fields[0], received: fields[1], spent: fields[4], got: fields[5] }
  },
  // keccak256("Swapped(address,address,address,uint256,uint256,bytes)"): Clipper
  '0x4be05c8d54f5e056ab2cfa033e9f582057001268c3e28561bb999d35d2c8f2c8': (log) => {
    const fields = fieldsOf(log, 3, ['address', 'address', 'address', 'number', 'number'])
    return fields && { from: fields[2], to: fields[2], given: fields[0], received: fields[1], spent: fields[3], got: fields[4] }
  },
  // keccak256("LiFiGenericSwapCompleted(bytes32,string,string,address,address,address,uint256,uint256)"): LI.FI; two offsets stand first
  '0x38eee76fd911eabac79da7af16053e809be0e12c8637f156e77e1af309b99537': ({ data, topics }) => {
    const [to, given, received] = [addressWord(data, 2), addressWord(data, 3), addressWord(data, 4)]
    const [spent, got] = [numberWord(data, 5), numberWord(data, 6)]
    return topics.length === 2 && to && given && received && spent && got ? { from: to, to, given, received, spent, got } : null
  },
}

export const aggregators = defineSource({
  id: 'aggregators',
  label: 'Other aggregators',
  topics: Object.keys(readers).flatMap((topic) => (isHex(topic) ? [topic] : [])),
  read(transaction) {
    return transaction.logs.flatMap((log): Leg[] => {
      const sum = readers[log.topics[0] ?? '0x']?.(log)
      if (!sum) return []
      return swapLeg(transaction, log, {
        source: 'aggregators',
        role: 'route',
        at: log.address,
        from: sum.from,
        to: sum.to,
        given: { asset: assetRef(sum.given), amount: sum.spent },
        received: { asset: assetRef(sum.received), amount: sum.got },
      })
    })
  },
})

function isHex(text: string): text is Hex {
  return text.startsWith('0x')
}
