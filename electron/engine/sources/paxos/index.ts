/** Tokens of Paxos (PYUSD, USDP, USDG, BUSD, PAXG) as their issuer creates and destroys them. */
import { type Deployments, isDeployed, type Reader, readClaims } from '../claims.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf, topicsOf } from '../fields.ts'
import { zeroAddress } from '../logs.ts'

const tokens: Deployments = {
  1: [
    '0x6c3ea9036406852006290770bedfcaba0e23a0e8',
    '0x8e870d67f660d95d5be530380d0ec0bd388289e1',
    '0xe343167631d89b6ffc58b88d6b7fb0228795491d',
    '0x4fabb145d64652a948d72533023f6e7a623c7c53',
    '0x45804880de22913dafe09f4980848ece6ecbaf78',
  ],
  42161: ['0x327006c8712fe0abdbbd55b7999db39b0967342e'],
}

const increased: Reader = (log) => {
  const fields = fieldsOf(log, 1, ['address', 'number'])
  if (!fields) return null
  const ends = { from: zeroAddress, to: fields[0], asset: log.address, amount: fields[1] }
  return { kind: 'mint', ...ends, covers: [ends] }
}

const decreased: Reader = (log) => {
  const fields = fieldsOf(log, 1, ['address', 'number'])
  if (!fields) return null
  const ends = { from: fields[0], to: zeroAddress, asset: log.address, amount: fields[1] }
  return { kind: 'burn', ...ends, covers: [ends] }
}

const readers: Readonly<Record<string, Reader>> = {
  /** keccak256("SupplyIncreased(address,uint256)") */
  '0xf5c174d57843e57fea3c649fdde37f015ef08750759cbee88060390566a98797': increased,
  /** keccak256("SupplyDecreased(address,uint256)") */
  '0x1b7e18241beced0d7f41fbab1ea8ed468732edbcb74ec4420151654ca71c8a63': decreased,
}

export const paxos = defineSource({
  id: 'paxos',
  label: 'Paxos (issuer)',
  topics: topicsOf(readers),
  read: (transaction, context) =>
    readClaims('paxos', { transaction, context }, ({ address }) => isDeployed(tokens, context.chainId, address), readers),
})
