/** Makes one block on top of its parent: transactions in, a sealed block out. Nothing here knows of the chain around it. */
import { keccak256, stringToHex } from 'viem'
import type { Address, Hex } from '#engine/types.ts'
import { blockSize, bloomOf, encodeReceipt, hashHeader, joinBlooms } from './encode.ts'
import { type Contracts, execute } from './execute.ts'
import { signIntent } from './sign.ts'
import { stateRoot, type WorkingState, workOn } from './state.ts'
import { emptyTrieRoot, listRoot } from './trie.ts'
import type { Block, Header, Intent, Receipt, SignedTransaction } from './types.ts'

export type BlockPlan = {
  readonly chainId: number
  readonly parent: Block
  readonly contracts: Contracts
  /** Unix seconds, not before the parent's. */
  readonly timestamp: number
  readonly miner: Address
  /** Makes blocks at the same height on different branches differ. */
  readonly salt: string
}

export type Builder = {
  readonly number: bigint
  readonly timestamp: bigint
  readonly baseFee: bigint
  readonly state: WorkingState
  /** Signs with the sender's next nonce and includes; null where it may not stand in this block. */
  add(intent: Intent): Promise<SignedTransaction | null>
  /** Includes a transaction that was signed before. */
  again(transaction: SignedTransaction): boolean
  seal(): Block
}

/** Small, so that the demo's traffic fills blocks about half and the base fee stays alive. */
export const gasLimit = 1_100_000n

export function buildOn(plan: BlockPlan): Builder {
  const { parent, contracts, chainId, miner } = plan
  const number = parent.header.number + 1n
  const timestamp = BigInt(plan.timestamp)
  const baseFee = nextBaseFee(parent.header)
  const state = workOn(parent.state)
  const transactions: SignedTransaction[] = []
  const receipts: Receipt[] = []
  let gasUsed = 0n

  function again(transaction: SignedTransaction): boolean {
    if (gasUsed + transaction.gas > gasLimit) return false
    const outcome = execute(state, contracts, { number, timestamp, baseFee, miner }, transaction)
    if (!outcome) return false
    gasUsed += outcome.gasUsed
    transactions.push(transaction)
    receipts.push({ ...outcome, cumulativeGasUsed: gasUsed, bloom: bloomOf(outcome.logs) })
    return true
  }

  return {
    number,
    timestamp,
    baseFee,
    state,
    again,
    async add(intent) {
      const transaction = await signIntent(intent, state.account(intent.from).nonce, chainId, baseFee)
      return again(transaction) ? transaction : null
    },
    seal() {
      const frozen = state.freeze()
      const header: Header = {
        parentHash: parent.hash,
        sha3Uncles: noUncles,
        miner,
        stateRoot: stateRoot(frozen),
        transactionsRoot: listRoot(transactions.map(({ raw }) => raw)),
        receiptsRoot: listRoot(receipts.map((receipt, index) => encodeReceipt(transactions[index]?.type ?? 0, receipt))),
        logsBloom: joinBlooms(receipts.map(({ bloom }) => bloom)),
        difficulty: 0n,
        number,
        gasLimit,
        gasUsed,
        timestamp,
        extraData,
        mixHash: keccak256(stringToHex(`randao ${plan.salt} ${number}`)),
        nonce: '0x0000000000000000',
        baseFeePerGas: baseFee,
        withdrawalsRoot: emptyTrieRoot,
        blobGasUsed: 0n,
        excessBlobGas: 0n,
        parentBeaconBlockRoot: keccak256(stringToHex(`beacon ${plan.salt} ${number}`)),
        requestsHash: noRequests,
      }
      return { hash: hashHeader(header), header, size: blockSize(header, transactions), transactions, receipts, state: frozen }
    },
  }
}

/** Block 0: an empty block over the given state. */
export function genesisBlock(state: WorkingState, timestamp: number, baseFeePerGas: bigint, salt: string): Block {
  const frozen = state.freeze()
  const header: Header = {
    parentHash: zeroHash,
    sha3Uncles: noUncles,
    miner: '0x0000000000000000000000000000000000000000',
    stateRoot: stateRoot(frozen),
    transactionsRoot: emptyTrieRoot,
    receiptsRoot: emptyTrieRoot,
    logsBloom: joinBlooms([]),
    difficulty: 0n,
    number: 0n,
    gasLimit,
    gasUsed: 0n,
    timestamp: BigInt(timestamp),
    extraData,
    mixHash: keccak256(stringToHex(`randao ${salt} 0`)),
    nonce: '0x0000000000000000',
    baseFeePerGas,
    withdrawalsRoot: emptyTrieRoot,
    blobGasUsed: 0n,
    excessBlobGas: 0n,
    parentBeaconBlockRoot: zeroHash,
    requestsHash: noRequests,
  }
  return { hash: hashHeader(header), header, size: blockSize(header, []), transactions: [], receipts: [], state: frozen }
}

const zeroHash: Hex = `0x${'00'.repeat(32)}`
const extraData = stringToHex('crowsnest demo')
/** keccak256 of the RLP of an empty list. */
const noUncles: Hex = keccak256('0xc0')
/** EIP-7685: sha256 of nothing, the commitment to an empty list of requests. */
const noRequests: Hex = '0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** EIP-1559: an eighth up or down at most, elasticity 2. */
function nextBaseFee({ baseFeePerGas: fee, gasUsed }: Header): bigint {
  const target = gasLimit / 2n
  if (gasUsed === target) return fee
  if (gasUsed > target) {
    const rise = (fee * (gasUsed - target)) / target / 8n
    return fee + (rise > 0n ? rise : 1n)
  }
  return fee - (fee * (target - gasUsed)) / target / 8n
}
