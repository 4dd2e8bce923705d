/** Maker's peg stability modules: USDC and its like for DAI at a fixed rate. Wrappers make USDS of the DAI, and the join looks through them. */
import type { Address, Leg } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { eventOf } from '../events.ts'
import { isBorneOut } from '../stated.ts'
import { swapLeg } from '../swaps.ts'

const dai: Address = '0x6b175474e89094c44da98b954eedeac495271d0f'

/** Modules on Ethereum by Maker's chain log (MCD_PSM_USDC_A, MCD_PSM_PAX_A, MCD_PSM_GUSD_A, MCD_LITE_PSM_USDC_A): what each exchanges, and 10^(18 − its decimals). */
const modules: ReadonlyMap<Address, { readonly asset: Address; readonly scale: bigint }> = new Map([
  ['0x89b78cfa322f6c5de0abceecab66aee45393cc5a', { asset: '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48', scale: 10n ** 12n }],
  ['0xf6e72db5454dd049d0788e411b06cfaf16853042', { asset: '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48', scale: 10n ** 12n }],
  ['0x961ae24a1ceba861d1fdf723794f6024dc5485cf', { asset: '0x8e870d67f660d95d5be530380d0ec0bd388289e1', scale: 1n }],
  ['0x204659b2fd2ad5723975c362ce2230fba11d3900', { asset: '0x056fd409e1d7a124bd7017459dfea2f387b6d5cd', scale: 10n ** 16n }],
])

/** `amount` is in units of what is not DAI, `fee` in DAI: taken of the DAI that is paid out, added to the DAI that is asked for. */
const sold = eventOf('SellGem(address indexed account, uint256 amount, uint256 fee)')
const bought = eventOf('BuyGem(address indexed account, uint256 amount, uint256 fee)')

export const makerPsm = defineSource({
  id: 'maker-psm',
  label: 'Maker PSM',
  topics: [sold.topic, bought.topic],
  read: (transaction, context) =>
    transaction.logs.flatMap((log): Leg[] => {
      const module = context.chainId === 1 ? modules.get(log.address) : undefined
      const [sale, purchase] = [sold.read(log), bought.read(log)]
      const values = sale ?? purchase
      const [account, amount, fee] = [values?.address('account'), values?.number('amount'), values?.number('fee')]
      if (!module || !account || !amount || fee === null || fee === undefined) return []
      const other = { asset: module.asset, amount }
      const given = sale ? other : { asset: dai, amount: amount * module.scale + fee }
      const received = sale ? { asset: dai, amount: amount * module.scale - fee } : other
      if (!isBorneOut(transaction, given, received, context.wrappedNative)) return []
      return swapLeg(transaction, log, { source: 'maker-psm', role: 'pool', at: log.address, from: account, to: account, given, received })
    }),
})
