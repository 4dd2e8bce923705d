/** Orders of one chain. */
import { z } from 'zod'
import { defineRule } from '../defineRule.ts'
import { chain } from '../fields.ts'

export const chainRule = defineRule({
  id: 'chain',
  label: 'Chain',
  help: 'Orders of this chain only.',
  parameters: z.object({ chain: chain({ title: 'Chain' }) }).strict(),
  matches: ({ chainId }, parameters) => chainId === parameters.chain,
  narrow: (parameters) => ({ chainIds: [parameters.chain] }),
  refersTo: (parameters) => [{ what: 'chain', name: String(parameters.chain) }],
})
