/** EigenLayer: tokens restaked with its strategies. Its event counts shares, so the transfer into the strategy names the amount. */
import type { Address, Log } from '../../types.ts'
import { type Claim, type Reader, readClaims, type Telling } from '../claims.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf, topicsOf } from '../fields.ts'
import { readTransfer } from '../logs.ts'

/** StrategyManager, as recorded deposits show it. */
const strategyManager: Address = '0x858646372cc42e1a627fce94aa7a7033e7cf075a'

const deposit: Reader = (log, telling) => {
  const fields = fieldsOf(log, 0, ['address', 'address', 'address'])
  return fields && restake(log, telling, fields[0], fields[2], fields[1])
}

/** Since slashing exists the event leaves the token out. */
const depositWithoutToken: Reader = (log, telling) => {
  const fields = fieldsOf(log, 0, ['address', 'address'])
  return fields && restake(log, telling, fields[0], fields[1], null)
}

function restake(log: Log, { transaction, after }: Telling, staker: Address, strategy: Address, token: Address | null): Claim | null {
  const transfer = transaction.logs.findLast((other) => {
    if (other.position >= log.position || other.position <= after || (token !== null && other.address !== token)) return false
    return readTransfer(other)?.to === strategy
  })
  const moved = transfer && readTransfer(transfer)
  if (!moved) return null
  return { kind: 'stake', from: staker, to: strategy, asset: transfer.address, amount: moved.amount, also: [transfer.position] }
}

const readers: Readonly<Record<string, Reader>> = {
  /** keccak256("Deposit(address,address,address,uint256)") */
  '0x7cfff908a4b583f36430b25d75964c458d8ede8a99bd61be750e97ee1b2f3a96': deposit,
  /** keccak256("Deposit(address,address,uint256)") */
  '0x5548c837ab068cf56a2c2479df0882a4922fd203edb7517321831d95078c5f62': depositWithoutToken,
}

export const eigenlayer = defineSource({
  id: 'eigenlayer',
  label: 'EigenLayer',
  topics: topicsOf(readers),
  read: (transaction, context) =>
    context.chainId === 1 ? readClaims('eigenlayer', { transaction, context }, ({ address }) => address === strategyManager, readers) : [],
})
