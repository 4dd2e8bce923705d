/**
 * Headers of Kaia (formerly Klaytn) as its `kaia_` and `klay_` calls serve them; the `eth_` calls leave out what is sealed. They have fields
 * of their own and no uncles, gas limit or nonce. Source: kaiachain/kaia `blockchain/types/block.go` (Header).
 */

import type { RpcObject } from '../families/defineFamily.ts'
import { dataField, has, quantityField, rlpQuantity } from '../fields.ts'
import { rlpEncode } from '../rlp.ts'

/** RLP of a Kaia header. Throws FieldError for a field that is missing or malformed. */
export const encodeKaiaHeader = (header: RpcObject): Uint8Array => {
  const added = ['baseFeePerGas', 'randomReveal', 'mixHash'].filter((name) => has(header, name))
  return rlpEncode([
    dataField(header, 'parentHash', 32),
    dataField(header, has(header, 'reward') ? 'reward' : 'rewardbase', 20),
    ...['stateRoot', 'transactionsRoot', 'receiptsRoot'].map((name) => dataField(header, name, 32)),
    dataField(header, 'logsBloom', 256),
    quantity(header, has(header, 'blockScore') ? 'blockScore' : 'blockscore'),
    ...['number', 'gasUsed', 'timestamp', 'timestampFoS'].map((name) => quantity(header, name)),
    ...['extraData', 'governanceData', 'voteData'].map((name) => dataField(header, name)),
    ...added.map((name) => (name === 'baseFeePerGas' ? quantity(header, name) : dataField(header, name))),
  ])
}

const quantity = (header: RpcObject, name: string) => rlpQuantity(quantityField(header, name))
