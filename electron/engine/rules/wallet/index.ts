/** Orders of one account. */
import { z } from 'zod'
import { defineRule } from '../defineRule.ts'
import { accountsOn, address, direction } from '../fields.ts'

export const wallet = defineRule({
  id: 'wallet',
  label: 'Wallet',
  help: 'The account by its whole address, on any chain.',
  parameters: z.object({ account: address({ title: 'Address' }), side: direction() }).strict(),
  matches: (row, { account, side }) => accountsOn(row, side).includes(account.toLowerCase()),
  narrow: ({ account }) => ({ account }),
})
