/** Runs calls and transactions on a working state: native contracts, gas, fees, and nothing kept of what reverted. */
import { type Call, type Contract, Revert } from '#demo/contracts/defineContract.ts'
import type { Address, Hex } from '#engine/types.ts'
import type { WorkingState } from './state.ts'
import type { EventLog, SignedTransaction } from './types.ts'

export type Contracts = ReadonlyMap<Address, Contract>
export type Moment = { readonly number: bigint; readonly timestamp: bigint }
export type Message = { readonly from: Address; readonly to: Address; readonly value: bigint; readonly input: Hex }
export type Outcome = {
  readonly succeeded: boolean
  readonly gasUsed: bigint
  readonly gasPrice: bigint
  readonly logs: readonly EventLog[]
}

type Environment = { state: WorkingState; contracts: Contracts; block: Moment; logs: EventLog[]; gas: bigint; gasLeft: bigint }

/** Runs a message that is not part of a block (eth_call). Throws Revert where it fails. */
export function simulate(state: WorkingState, contracts: Contracts, block: Moment, message: Message): Hex {
  return run({ state, contracts, block, logs: [], gas: 0n, gasLeft: simulationGas }, message)
}

/** Runs a transaction and collects its fees; null, and nothing changed, where it may not stand in this block (nonce, funds, fee). */
export function execute(
  state: WorkingState,
  contracts: Contracts,
  block: Moment & { readonly baseFee: bigint; readonly miner: Address },
  transaction: SignedTransaction,
): Outcome | null {
  const { from, to, value, input, gas, maxFee, maxTip } = transaction
  const sender = state.account(from)
  if (sender.nonce !== transaction.nonce || maxFee < block.baseFee || sender.balance < value + gas * maxFee) return null
  const intrinsic = intrinsicGas(input)
  if (gas < intrinsic) return null
  const tip = min(maxTip, maxFee - block.baseFee)
  const gasPrice = block.baseFee + tip
  state.raiseNonce(from)
  state.credit(from, -gas * gasPrice)

  const environment: Environment = { state, contracts, block, logs: [], gas: intrinsic, gasLeft: gas }
  const undo = state.checkpoint()
  let succeeded = true
  try {
    run(environment, { from, to, value, input })
  } catch (error) {
    if (!(error instanceof Revert)) throw error
    succeeded = false
    undo()
  }
  const gasUsed = min(environment.gas, gas)
  state.credit(from, (gas - gasUsed) * gasPrice)
  state.credit(block.miner, gasUsed * tip)
  return { succeeded, gasUsed, gasPrice, logs: succeeded ? environment.logs : [] }
}

const simulationGas = 50_000_000n
/** What finding the function, unpacking its arguments and the checks around it cost in bytecode, roughly. */
const dispatchGas = 4_000n

function run(environment: Environment, message: Message): Hex {
  const { state, contracts, block, logs } = environment
  const undo = state.checkpoint()
  const logged = logs.length
  try {
    if (message.value > 0n && !state.move(message.from, message.to, message.value)) throw new Revert('insufficient balance for transfer')
    const contract = contracts.get(message.to)
    if (!contract) return '0x'
    environment.gas += dispatchGas
    return contract.run(callOf(environment, message, block), message.input)
  } catch (error) {
    undo()
    logs.length = logged
    throw error
  }
}

/** Gas figures follow the Berlin schedule (EIP-2929) loosely: reads 2,100, writes 2,900 or 20,000, calls 2,600, logs as in the yellow paper. */
function callOf(environment: Environment, message: Message, block: Moment): Call {
  const { state } = environment
  const self = message.to
  const spend = (gas: bigint): void => {
    environment.gas += gas
    if (environment.gas > environment.gasLeft) throw new Revert('out of gas')
  }
  return {
    self,
    caller: message.from,
    value: message.value,
    block,
    read(slot) {
      spend(2100n)
      return state.read(self, slot)
    },
    write(slot, value) {
      spend(state.read(self, slot) === 0n && value !== 0n ? 20_000n : 2900n)
      state.write(self, slot, value)
    },
    log(topics, data) {
      spend(375n + 375n * BigInt(topics.length) + 256n * BigInt(data.length))
      environment.logs.push({ address: self, topics, data: `0x${data.map((word) => word.toString(16).padStart(64, '0')).join('')}` })
    },
    call(to, input, value = 0n) {
      spend(value > 0n ? 9000n : 2600n)
      return run(environment, { from: self, to, value, input })
    },
    balance: (address) => state.account(address).balance,
  }
}

/** EIP-2028: 16 gas a byte, 4 a zero byte. */
function intrinsicGas(input: Hex): bigint {
  let gas = 21_000n
  for (let i = 2; i < input.length; i += 2) gas += input.slice(i, i + 2) === '00' ? 4n : 16n
  return gas
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b)
