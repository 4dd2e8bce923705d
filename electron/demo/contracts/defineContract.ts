/** What a native contract is: behaviour in TypeScript behind a real ABI, so that callers cannot tell it from bytecode. */
import {
  type Abi,
  type AbiStateMutability,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type ContractFunctionReturnType,
  decodeFunctionData,
  encodeErrorResult,
  encodeFunctionResult,
  pad,
  parseAbi,
  stringToHex,
  toEventSelector,
  toHex,
} from 'viem'
import type { Address, Hex } from '#engine/types.ts'

/** One call of one contract. Writes, logs and payments of a call that throws are undone by whoever made the call. */
export type Call = {
  readonly self: Address
  readonly caller: Address
  readonly value: bigint
  readonly block: { readonly number: bigint; readonly timestamp: bigint }
  read(slot: string): bigint
  write(slot: string, value: bigint): void
  log(topics: readonly Hex[], data: readonly bigint[]): void
  /** Calls another contract, or pays an account; throws Revert where that fails. */
  call(to: Address, input: Hex, value?: bigint): Hex
  balance(address: Address): bigint
}

export type Contract = {
  readonly name: string
  /** What eth_getCode shows: the INVALID opcode and a name, since there is no bytecode behind it. */
  readonly code: Hex
  run(call: Call, input: Hex): Hex
}

/** A call that failed on purpose; `data` is what eth_call hands to the caller. */
export class Revert extends Error {
  readonly data: Hex

  constructor(reason: string) {
    super(reason)
    this.name = 'Revert'
    this.data = encodeErrorResult({ abi: errorAbi, errorName: 'Error', args: [reason] })
  }
}

export type Functions<A extends Abi> = {
  readonly [N in ContractFunctionName<A>]: (
    call: Call,
    args: ContractFunctionArgs<A, AbiStateMutability, N>,
  ) => ContractFunctionReturnType<A, AbiStateMutability, N>
}

/** `receive` is run for plain payments; without it they are refused. Unknown selectors are refused. */
export function defineContract<const A extends Abi>(contract: {
  name: string
  abi: A
  functions: Functions<A>
  receive?: (call: Call) => void
}): Contract {
  // The ABI, checked by the type of `functions`, ties each name to its arguments; the table is only looked up by name from here on.
  const functions = contract.functions as unknown as Readonly<Record<string, (call: Call, args: readonly unknown[]) => unknown>>
  return {
    name: contract.name,
    code: `0xfe${stringToHex(`crowsnest demo: ${contract.name}`).slice(2)}`,
    run(call, input) {
      if (input === '0x' && contract.receive) {
        contract.receive(call)
        return '0x'
      }
      const { functionName, args } = decode(contract.abi, input)
      const run = functions[functionName]
      if (!run) throw new Revert(`${contract.name}: no such function`)
      const result = run(call, args)
      return encodeFunctionResult({ abi: contract.abi as Abi, functionName, result })
    },
  }
}

export const topic = (signature: string): Hex => toEventSelector(signature)
export const addressTopic = (address: Address): Hex => pad(address, { size: 32 })
export const wordTopic = (value: bigint): Hex => toHex(value, { size: 32 })
/** viem hands out checksummed addresses; the demo keeps all of them in lower case. */
export const lower = (address: string): Address => address.toLowerCase() as Address

const errorAbi = parseAbi(['error Error(string)'])

function decode(abi: Abi, input: Hex): { functionName: string; args: readonly unknown[] } {
  try {
    const { functionName, args } = decodeFunctionData({ abi, data: input })
    return { functionName, args: (args ?? []) as readonly unknown[] }
  } catch {
    throw new Revert('unknown function, or arguments that do not fit it')
  }
}
