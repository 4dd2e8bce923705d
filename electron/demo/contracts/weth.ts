/** The wrapper of the native coin, after WETH9: deposits and withdrawals log no Transfer. */
import { parseAbi } from 'viem'
import { addressTopic, type Call, type Contract, defineContract, Revert, topic } from './defineContract.ts'
import { balanceSlot, erc20Abi, supplySlot, tokenFunctions } from './erc20.ts'

export const wethAbi = parseAbi(['function deposit() payable', 'function withdraw(uint256 amount)'])

const depositTopic = topic('Deposit(address,uint256)')
const withdrawalTopic = topic('Withdrawal(address,uint256)')

export const weth = (): Contract =>
  defineContract({
    name: 'WETH',
    abi: [...erc20Abi, ...wethAbi],
    functions: {
      ...tokenFunctions({ name: 'Wrapped Ether', symbol: 'WETH', decimals: 18 }),
      deposit,
      withdraw(call, [amount]) {
        const slot = balanceSlot(call.caller)
        const held = call.read(slot)
        if (held < amount) throw new Revert('WETH: withdrawal exceeds balance')
        call.write(slot, held - amount)
        call.write(supplySlot, call.read(supplySlot) - amount)
        call.call(call.caller, '0x', amount)
        call.log([withdrawalTopic, addressTopic(call.caller)], [amount])
      },
    },
    receive: deposit,
  })

function deposit(call: Call): void {
  const slot = balanceSlot(call.caller)
  call.write(slot, call.read(slot) + call.value)
  call.write(supplySlot, call.read(supplySlot) + call.value)
  call.log([depositTopic, addressTopic(call.caller)], [call.value])
}
