/** Turns an intent into a transaction that anyone can check: consensus encoding, hash and signature are real. */
import { keccak256, serializeTransaction, type TransactionSerializable } from 'viem'
import { sign } from 'viem/accounts'
import type { Intent, SignedTransaction } from './types.ts'

/** `baseFee`: of the block it is meant for; the fee cap leaves room for several blocks of rising fees. */
export async function signIntent(intent: Intent, nonce: number, chainId: number, baseFee: bigint): Promise<SignedTransaction> {
  const maxFee = baseFee * 2n + intent.tip
  const maxTip = intent.type === 2 ? intent.tip : maxFee
  const unsigned = serializable(intent, nonce, chainId, maxFee)
  const signature = await sign({ hash: keccak256(serializeTransaction(unsigned)), privateKey: intent.key })
  const yParity = signature.yParity ?? Number(signature.v) - 27
  const v = intent.type === 0 ? BigInt(chainId) * 2n + 35n + BigInt(yParity) : BigInt(yParity)
  const raw = serializeTransaction(
    unsigned,
    intent.type === 0 ? { r: signature.r, s: signature.s, v } : { r: signature.r, s: signature.s, yParity },
  )
  const { from, to, value, input, gas, type } = intent
  return { type, hash: keccak256(raw), raw, from, to, nonce, value, input, gas, maxFee, maxTip, r: signature.r, s: signature.s, yParity, v }
}

function serializable(intent: Intent, nonce: number, chainId: number, maxFee: bigint): TransactionSerializable {
  const common = { chainId, nonce, to: intent.to, value: intent.value, data: intent.input, gas: intent.gas }
  if (intent.type === 0) return { ...common, type: 'legacy', gasPrice: maxFee }
  if (intent.type === 1) return { ...common, type: 'eip2930', gasPrice: maxFee, accessList: [] }
  return { ...common, type: 'eip1559', maxFeePerGas: maxFee, maxPriorityFeePerGas: intent.tip, accessList: [] }
}
