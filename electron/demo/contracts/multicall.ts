/** Many reads in one call, as Multicall3 does it at its well-known address. */
import { parseAbi } from 'viem'
import { type Contract, defineContract, lower, Revert } from './defineContract.ts'

export const multicallAbi = parseAbi([
  'struct Call3 { address target; bool allowFailure; bytes callData; }',
  'struct Result { bool success; bytes returnData; }',
  'function aggregate3(Call3[] calls) payable returns (Result[] returnData)',
  'function getEthBalance(address account) view returns (uint256)',
  'function getBlockNumber() view returns (uint256)',
  'function getCurrentBlockTimestamp() view returns (uint256)',
])

export const multicall = (): Contract =>
  defineContract({
    name: 'Multicall3',
    abi: multicallAbi,
    functions: {
      aggregate3: (call, [calls]) =>
        calls.map(({ target, allowFailure, callData }) => {
          try {
            return { success: true, returnData: call.call(lower(target), callData) }
          } catch (error) {
            if (!(error instanceof Revert)) throw error
            if (!allowFailure) throw new Revert('Multicall3: call failed')
            return { success: false, returnData: error.data }
          }
        }),
      getEthBalance: (call, [account]) => call.balance(lower(account)),
      getBlockNumber: (call) => call.block.number,
      getCurrentBlockTimestamp: (call) => call.block.timestamp,
    },
  })
