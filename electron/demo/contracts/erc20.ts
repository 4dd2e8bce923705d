/** ERC-20 tokens (EIP-20), as the demo's stablecoins and coins need them; the issuer mints and burns. */
import { parseAbi } from 'viem'
import type { Address, Hex } from '#engine/types.ts'
import { addressTopic, type Call, type Contract, defineContract, lower, Revert, topic } from './defineContract.ts'

export const erc20Abi = parseAbi([
  'function name() view returns (string)',
  'function symbol() view returns (string)',
  'function decimals() view returns (uint8)',
  'function totalSupply() view returns (uint256)',
  'function balanceOf(address owner) view returns (uint256)',
  'function allowance(address owner, address spender) view returns (uint256)',
  'function transfer(address to, uint256 amount) returns (bool)',
  'function approve(address spender, uint256 amount) returns (bool)',
  'function transferFrom(address from, address to, uint256 amount) returns (bool)',
])
export const issuedAbi = parseAbi(['function mint(address to, uint256 amount)', 'function burn(uint256 amount)'])

export const nowhere: Address = '0x0000000000000000000000000000000000000000'
export const unlimited = 2n ** 256n - 1n
export const balanceSlot = (owner: Address): string => `balance ${owner}`
export const allowanceSlot = (owner: Address, spender: Address): string => `allowance ${owner} ${spender}`
export const supplySlot = 'supply'

const transferTopic = topic('Transfer(address,address,uint256)')
const approvalTopic = topic('Approval(address,address,uint256)')

export type Token = { readonly name: string; readonly symbol: string; readonly decimals: number }

/** The functions every token shares; wrappers and pools build on them. */
export const tokenFunctions = (token: Token) => ({
  name: () => token.name,
  symbol: () => token.symbol,
  decimals: () => token.decimals,
  totalSupply: (call: Call) => call.read(supplySlot),
  balanceOf: (call: Call, [owner]: readonly [Hex]) => call.read(balanceSlot(lower(owner))),
  allowance: (call: Call, [owner, spender]: readonly [Hex, Hex]) => call.read(allowanceSlot(lower(owner), lower(spender))),
  transfer(call: Call, [to, amount]: readonly [Hex, bigint]): boolean {
    transfer(call, token, call.caller, lower(to), amount)
    return true
  },
  approve(call: Call, [spender, amount]: readonly [Hex, bigint]): boolean {
    call.write(allowanceSlot(call.caller, lower(spender)), amount)
    call.log([approvalTopic, addressTopic(call.caller), addressTopic(lower(spender))], [amount])
    return true
  },
  transferFrom(call: Call, [from, to, amount]: readonly [Hex, Hex, bigint]): boolean {
    const slot = allowanceSlot(lower(from), call.caller)
    const allowed = call.read(slot)
    if (allowed < amount) throw new Revert(`${token.symbol}: transfer amount exceeds allowance`)
    if (allowed !== unlimited && amount > 0n) call.write(slot, allowed - amount)
    transfer(call, token, lower(from), lower(to), amount)
    return true
  },
})

/** A token whose issuer mints and burns; with `issuer: null` its supply never changes. */
export const erc20 = (token: Token, issuer: Address | null): Contract =>
  defineContract({
    name: token.symbol,
    abi: [...erc20Abi, ...issuedAbi],
    functions: {
      ...tokenFunctions(token),
      mint(call, [to, amount]) {
        if (call.caller !== issuer) throw new Revert(`${token.symbol}: only the issuer mints`)
        call.write(supplySlot, call.read(supplySlot) + amount)
        call.write(balanceSlot(lower(to)), call.read(balanceSlot(lower(to))) + amount)
        call.log([transferTopic, addressTopic(nowhere), addressTopic(lower(to))], [amount])
      },
      burn(call, [amount]) {
        const slot = balanceSlot(call.caller)
        const held = call.read(slot)
        if (held < amount) throw new Revert(`${token.symbol}: burn amount exceeds balance`)
        call.write(slot, held - amount)
        call.write(supplySlot, call.read(supplySlot) - amount)
        call.log([transferTopic, addressTopic(call.caller), addressTopic(nowhere)], [amount])
      },
    },
  })

export const spoofAbi = parseAbi(['function show(address from, address to, uint256 amount)'])

/** A token that writes Transfer logs for anyone, backed by nothing: what look-alike tokens do to fool whoever trusts a symbol. */
export const spoof = (token: Token): Contract =>
  defineContract({
    name: 'spoof',
    abi: [...erc20Abi, ...spoofAbi],
    functions: {
      ...tokenFunctions(token),
      show: (call, [from, to, amount]) => call.log([transferTopic, addressTopic(lower(from)), addressTopic(lower(to))], [amount]),
    },
  })

/** Genesis storage of a token for these holdings. */
export function holdings(amounts: ReadonlyMap<Address, bigint>): Map<string, bigint> {
  const storage = new Map([...amounts].map(([owner, amount]) => [balanceSlot(owner), amount]))
  return storage.set(
    supplySlot,
    [...amounts.values()].reduce((sum, amount) => sum + amount, 0n),
  )
}

function transfer(call: Call, token: Token, from: Address, to: Address, amount: bigint): void {
  const held = call.read(balanceSlot(from))
  if (held < amount) throw new Revert(`${token.symbol}: transfer amount exceeds balance`)
  if (amount > 0n) {
    call.write(balanceSlot(from), held - amount)
    call.write(balanceSlot(to), call.read(balanceSlot(to)) + amount)
  }
  call.log([transferTopic, addressTopic(from), addressTopic(to)], [amount])
}
