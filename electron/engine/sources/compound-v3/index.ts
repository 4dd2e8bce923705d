/** Compound III: each Comet lends one base asset; its events name no base asset, so the transfer beside them does. */
import type { Log } from '../../types.ts'
import { type Claim, isDeployed, type Reader, readClaims, type Telling, transferBeside } from '../claims.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf, topicsOf } from '../fields.ts'
import { readTransfer, zeroAddress } from '../logs.ts'
import { comets } from './deployments.ts'

/** A supply of the base asset also repays: what was a debt before is only known to the contract, so both are called supply. */
const supply: Reader = (log, telling) => {
  const fields = fieldsOf(log, 2, ['address', 'address', 'number'])
  if (!fields) return null
  const [payer, account, amount] = fields
  const moved = transferBeside(log, telling, { from: payer, to: log.address, amount })
  if (!moved) return null
  const asset = moved.address
  return withShares(log, telling, {
    kind: 'supply',
    from: account,
    to: log.address,
    asset,
    amount,
    covers: [{ asset, from: payer, to: log.address, amount, wrapped: 'before' }],
  })
}

const withdraw: Reader = (log, telling) => {
  const fields = fieldsOf(log, 2, ['address', 'address', 'number'])
  if (!fields) return null
  const [account, receiver, amount] = fields
  const moved = transferBeside(log, telling, { from: log.address, to: receiver, amount })
  if (!moved) return null
  const asset = moved.address
  return withShares(log, telling, {
    // Comet burns what the account had lent it; where it burns nothing of that account, all of it is borrowed.
    kind: sharesOf(log, telling).length > 0 ? 'withdraw' : 'borrow',
    from: log.address,
    to: account,
    asset,
    amount,
    covers: [{ asset, from: log.address, to: receiver, amount, wrapped: 'after' }],
  })
}

const supplyCollateral: Reader = (log) => {
  const fields = fieldsOf(log, 3, ['address', 'address', 'address', 'number'])
  if (!fields) return null
  const [payer, account, asset, amount] = fields
  const covers = [{ asset, from: payer, to: log.address, amount, wrapped: 'before' }] as const
  return { kind: 'supply', from: account, to: log.address, asset, amount, covers }
}

const withdrawCollateral: Reader = (log) => {
  const fields = fieldsOf(log, 3, ['address', 'address', 'address', 'number'])
  if (!fields) return null
  const [account, receiver, asset, amount] = fields
  const covers = [{ asset, from: log.address, to: receiver, amount, wrapped: 'after' }] as const
  return { kind: 'withdraw', from: log.address, to: account, asset, amount, covers }
}

/** Collateral that the protocol took over from a borrower; nothing leaves the Comet, so there is no transfer. */
const absorbCollateral: Reader = (log) => {
  const fields = fieldsOf(log, 3, ['address', 'address', 'address', 'number'])
  if (!fields) return null
  const [, borrower, asset, amount] = fields
  return { kind: 'liquidation', from: borrower, to: log.address, asset, amount }
}

/** The Comet's own mint or burn right beside its event: bookkeeping of the same amount. */
const sharesOf = (log: Log, { transaction, after }: Telling): number[] =>
  transaction.logs.flatMap((other) => {
    const isNear = other.position > after && Math.abs(other.position - log.position) <= 2
    const moved = isNear && other.address === log.address ? readTransfer(other) : null
    return moved && (moved.from === zeroAddress || moved.to === zeroAddress) ? [other.position] : []
  })

/** With the Comet's bookkeeping, and what a supply got for it in the Comet's own token. */
function withShares(log: Log, telling: Telling, claim: Claim): Claim {
  const also = sharesOf(log, telling)
  const minted = telling.transaction.logs.find(({ position }) => position === also[0])
  const amount = claim.kind === 'supply' && minted ? readTransfer(minted)?.amount : undefined
  return { ...claim, ...(amount === undefined ? {} : { received: { asset: log.address, amount } }), also }
}

const readers: Readonly<Record<string, Reader>> = {
  /** keccak256("Supply(address,address,uint256)") */
  '0xd1cf3d156d5f8f0d50f6c122ed609cec09d35c9b9fb3fff6ea0959134dae424e': supply,
  /** keccak256("Withdraw(address,address,uint256)") */
  '0x9b1bfa7fa9ee420a16e124f794c35ac9f90472acc99140eb2f6447c714cad8eb': withdraw,
  /** keccak256("SupplyCollateral(address,address,address,uint256)") */
  '0xfa56f7b24f17183d81894d3ac2ee654e3c26388d17a28dbd9549b8114304e1f4': supplyCollateral,
  /** keccak256("WithdrawCollateral(address,address,address,uint256)") */
  '0xd6d480d5b3068db003533b170d67561494d72e3bf9fa40a266471351ebba9e16': withdrawCollateral,
  /** keccak256("AbsorbCollateral(address,address,address,uint256,uint256)") */
  '0x9850ab1af75177e4a9201c65a2cf7976d5d28e40ef63494b44366f86b2f9412e': absorbCollateral,
}

export const compoundV3 = defineSource({
  id: 'compound-v3',
  label: 'Compound III',
  topics: topicsOf(readers),
  read: (transaction, context) =>
    readClaims('compound-v3', { transaction, context }, ({ address }) => isDeployed(comets, context.chainId, address), readers),
})
