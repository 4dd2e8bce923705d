/** USDC and EURC as their issuer creates and destroys them. Where CCTP did it on somebody's behalf, that source tells of it instead. */
import { type Deployments, isDeployed, type Reader, readClaims } from '../claims.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf, topicsOf } from '../fields.ts'
import { zeroAddress } from '../logs.ts'

/** Contracts that Circle itself issues (FiatToken), by chain: native USDC, and EURC where it is. */
const tokens: Deployments = {
  1: ['0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48', '0x1abaea1f7c830bd89acc67ec4af516284b1bc33c'],
  10: ['0x0b2c639c533813f4aa9d7837caf62653d097ff85'],
  137: ['0x3c499c542cef5e3811e1192ce70d8cc03d5c3359'],
  8453: ['0x833589fcd6edb6e08f4c7c32d4f71b54bda02913', '0x60a3e35cc302bfa44cb288bc5a4f316fdb1adb42'],
  42161: ['0xaf88d065e77c8cc2239327c5edb3a432268e5831'],
  43114: ['0xb97ef9ef8734c71904d8002f8b6bc66dd9c48a6e', '0xc891eb4cbdeff6e073e859e987815ed1505c2acd'],
  59144: ['0x176211869ca2b568f2a7d4ee941e073a821ee1ff'],
}

const minted: Reader = (log) => {
  const fields = fieldsOf(log, 2, ['address', 'address', 'number'])
  if (!fields) return null
  const [, to, amount] = fields
  const ends = { from: zeroAddress, to, asset: log.address, amount }
  return { kind: 'mint', ...ends, covers: [ends] }
}

const burnt: Reader = (log) => {
  const fields = fieldsOf(log, 1, ['address', 'number'])
  if (!fields) return null
  const [from, amount] = fields
  const ends = { from, to: zeroAddress, asset: log.address, amount }
  return { kind: 'burn', ...ends, covers: [ends] }
}

const readers: Readonly<Record<string, Reader>> = {
  /** keccak256("Mint(address,address,uint256)") */
  '0xab8530f87dc9b59234c4623bf917212bb2536d647574c8e7e5da92c2ede0c9f8': minted,
  /** keccak256("Burn(address,uint256)") */
  '0xcc16f5dbb4873280815c1ee09dbd06736cffcc184412cf7a71a0fdb75d397ca5': burnt,
}

export const circle = defineSource({
  id: 'circle',
  label: 'Circle (issuer)',
  topics: topicsOf(readers),
  read: (transaction, context) =>
    readClaims('circle', { transaction, context }, ({ address }) => isDeployed(tokens, context.chainId, address), readers),
})
