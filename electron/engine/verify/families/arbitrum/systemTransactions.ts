/** Transactions that Arbitrum Nitro makes itself (ArbOS, L1 messages, retryable tickets). They carry no signature; the sender stands in the bytes. */
import type { Hex } from '../../../types.ts'
import { envelope, typeOf } from '../../encoding/transaction.ts'
import { FieldError } from '../../fieldError.ts'
import { addressField, addressOrNull, dataField, has, hashField, quantityField, rlpQuantityField, unlessMissing } from '../../fields.ts'
import { type RlpItem, rlpEncode } from '../../rlp.ts'
import type { RpcObject } from '../defineFamily.ts'

export const isSystemType = (type: Hex): boolean => type in layouts

/**
 * Consensus encoding. Fields that are served but that the type does not encode are compared with what the protocol
 * says they are, so that nothing which is read later stays unproven; throws FieldError where they differ.
 * Null where an endpoint leaves out a field of the type, as older nodes do.
 */
export const encodeSystemTransaction = (transaction: RpcObject): Uint8Array | null => {
  const type = typeOf(transaction)
  const layout = layouts[type]
  if (layout === undefined) return null
  return unlessMissing(() => envelope(type, rlpEncode([rlpQuantityField(transaction, 'chainId'), ...layout(transaction)])))
}

/** Nonce of the sender as RLP text; null for the types that leave the account's nonce out or do not check it. */
export const systemNonce = (transaction: RpcObject): Hex | null => {
  const type = typeOf(transaction)
  return isSystemType(type) && type !== '0x65' ? null : rlpQuantityField(transaction, 'nonce', 8)
}

/** ArbOS itself, the sender and receiver of internal transactions. */
const arbos = '0x00000000000000000000000000000000000a4b05'
/** The ArbRetryableTx precompile. */
const retryables = '0x000000000000000000000000000000000000006e'

const call = (transaction: RpcObject): RlpItem[] => [
  rlpQuantityField(transaction, has(transaction, 'maxFeePerGas') ? 'maxFeePerGas' : 'gasPrice'),
  rlpQuantityField(transaction, 'gas', 8),
  addressOrNull(transaction, 'to') ?? '0x',
  rlpQuantityField(transaction, 'value'),
  dataField(transaction, 'input'),
]

/** Fields after the chain id, by type, in RLP order. */
const layouts: Readonly<Record<string, (transaction: RpcObject) => RlpItem[]>> = {
  // Ether deposited from L1.
  '0x64': (transaction) => {
    expect(transaction, 'input', '0x')
    return [
      hashField(transaction, 'requestId'),
      addressField(transaction, 'from'),
      addressField(transaction, 'to'),
      rlpQuantityField(transaction, 'value'),
    ]
  },
  // A call from L1 by an account, with its nonce.
  '0x65': (transaction) => [addressField(transaction, 'from'), rlpQuantityField(transaction, 'nonce', 8), ...call(transaction)],
  // A call from L1 by a contract.
  '0x66': (transaction) => [hashField(transaction, 'requestId'), addressField(transaction, 'from'), ...call(transaction)],
  // An attempt to redeem a retryable ticket.
  '0x68': (transaction) => [
    rlpQuantityField(transaction, 'nonce', 8),
    addressField(transaction, 'from'),
    ...call(transaction),
    hashField(transaction, 'ticketId'),
    addressField(transaction, 'refundTo'),
    rlpQuantityField(transaction, 'maxRefund'),
    rlpQuantityField(transaction, 'submissionFeeRefund'),
  ],
  // A retryable ticket submitted from L1.
  '0x69': (transaction) => {
    expect(transaction, 'to', retryables)
    expect(transaction, 'value', '0x0')
    expectTicketInput(transaction)
    return [
      hashField(transaction, 'requestId'),
      addressField(transaction, 'from'),
      rlpQuantityField(transaction, 'l1BaseFee'),
      rlpQuantityField(transaction, 'depositValue'),
      rlpQuantityField(transaction, has(transaction, 'maxFeePerGas') ? 'maxFeePerGas' : 'gasPrice'),
      rlpQuantityField(transaction, 'gas', 8),
      addressOrNull(transaction, 'retryTo') ?? '0x',
      rlpQuantityField(transaction, 'retryValue'),
      addressField(transaction, 'beneficiary'),
      rlpQuantityField(transaction, 'maxSubmissionFee'),
      addressField(transaction, 'refundTo'),
      dataField(transaction, 'retryData'),
    ]
  },
  // ArbOS starting a block and the like.
  '0x6a': (transaction) => {
    expect(transaction, 'from', arbos)
    expect(transaction, 'to', arbos)
    expect(transaction, 'value', '0x0')
    return [dataField(transaction, 'input')]
  },
}

const expect = (transaction: RpcObject, name: string, value: string): void => {
  if (transaction[name] !== value) throw new FieldError(`A system transaction’s “${name}” is not what its type says.`)
}

/**
 * Call data that Nitro shows for a submitted ticket: submitRetryable(bytes32,uint256,…,bytes), selector 0xc9f95d32.
 * Its offset is counted from the first argument (0x160) or, by older nodes, from the selector (0x164).
 */
const expectTicketInput = (transaction: RpcObject): void => {
  const data = dataField(transaction, 'retryData').slice(2)
  const words = [
    hashField(transaction, 'requestId'),
    quantityField(transaction, 'l1BaseFee'),
    quantityField(transaction, 'depositValue'),
    quantityField(transaction, 'retryValue'),
    quantityField(transaction, has(transaction, 'maxFeePerGas') ? 'maxFeePerGas' : 'gasPrice'),
    quantityField(transaction, 'gas', 8),
    quantityField(transaction, 'maxSubmissionFee'),
    addressField(transaction, 'refundTo'),
    addressField(transaction, 'beneficiary'),
    addressOrNull(transaction, 'retryTo') ?? '0x0',
  ]
  const inputs = ['0x160', '0x164'].map((offset) => {
    const arguments_ = [...words, offset, `0x${(data.length / 2).toString(16)}`].map((word) => word.slice(2).padStart(64, '0'))
    return `0xc9f95d32${arguments_.join('')}${data}${'0'.repeat((64 - (data.length % 64)) % 64)}`
  })
  if (!inputs.some((input) => transaction.input === input)) expect(transaction, 'input', inputs[0] ?? '')
}
