/** The order with which the balance of exchanges over a stretch of time crosses a value. */
import { z } from 'zod'
import { add, compareText, formatDecimal, parseDecimal } from '#shared/decimal.ts'
import type { TableRow } from '#shared/order.ts'
import { exchangeOf, foldOwner } from '../../labels/flow.ts'
import { defineRule } from '../defineRule.ts'
import { chain, isToken, label, minutes, token, usd } from '../fields.ts'

export const netFlow = defineRule({
  id: 'net-flow',
  label: 'Net exchange flow over time',
  help: 'Rings for the order that brings inflow less outflow (or the other way round) of the last minutes to this value, not for those above it.',
  parameters: z
    .object({
      way: z
        .enum(['in', 'out'])
        .default('in')
        .meta({ title: 'Way', description: 'in: more came in than left; out: more left than came in.' }),
      usd: usd({ title: 'USD', description: 'Inflow less outflow, or outflow less inflow.' }),
      minutes: minutes({ title: 'Minutes' }, 1_440),
      exchange: label({ title: 'Exchange', description: 'The owner, such as Binance. Empty: all of them.' }).optional(),
      eachExchange: z.boolean().default(false).meta({ title: 'Each exchange by itself', description: 'Else all are one sum.' }),
      token: token({ title: 'Token', description: 'Contract, symbol or native. Empty: all of them.' }).optional(),
      eachToken: z.boolean().default(false).meta({ title: 'Each token by itself', description: 'Else all are one sum.' }),
      chain: chain({ title: 'Chain', description: 'Empty: all of them.' }).optional(),
    })
    .strict(),
  matches(row, parameters, facts) {
    const { asset, chainId } = row
    if (row.usd === null || row.state === 'pending') return false
    if (parameters.token !== undefined && !isToken(asset, parameters.token)) return false
    if (parameters.chain !== undefined && chainId !== parameters.chain) return false
    const each = parameters.eachToken ? { asset: asset.address ?? 'native', chainId } : {}
    const question = {
      minutes: parameters.minutes,
      ...(parameters.token === undefined ? {} : { asset: parameters.token }),
      ...(parameters.chain === undefined ? {} : { chainId: parameters.chain }),
      ...each,
    }
    const own = parameters.exchange === undefined ? null : foldOwner(parameters.exchange)
    return movesOf(row, parameters.eachExchange || own !== null).some(({ entity, into }) => {
      // Only an order that pushes the balance this way can bring it across.
      if ((own !== null && entity !== own) || into !== (parameters.way === 'in')) return false
      const before = facts.netInflow(row, { ...question, ...(entity === null ? {} : { entity }) })
      const sum = parameters.way === 'in' ? before : minus(before)
      return compareText(sum, parameters.usd) < 0 && compareText(plus(sum, row.usd ?? '0'), parameters.usd) >= 0
    })
  },
  narrow: ({ token: name, chain: chainId }) => ({
    flows: ['inflow', 'outflow', 'cross-exchange'],
    ...(name === undefined ? {} : { assets: [name] }),
    ...(chainId === undefined ? {} : { chainIds: [chainId] }),
  }),
  refersTo: ({ token: name, exchange, chain: chainId }) => [
    ...(name === undefined ? [] : [{ what: 'token' as const, name }]),
    ...(exchange === undefined ? [] : [{ what: 'label' as const, name: exchange }]),
    ...(chainId === undefined ? [] : [{ what: 'chain' as const, name: String(chainId) }]),
  ],
})

type Move = { readonly entity: string | null; readonly into: boolean }

/** What an order moved into and out of exchanges: seen from all of them as one (null), or from each by itself. */
function movesOf({ marks: { flow, fromLabel, toLabel } }: TableRow, apart: boolean): Move[] {
  if (flow === null || flow === 'internal' || (flow === 'cross-exchange' && !apart)) return []
  if (!apart) return [{ entity: null, into: flow === 'inflow' }]
  return [
    ...(flow === 'outflow' ? [] : [{ entity: exchangeOf(toLabel), into: true }]),
    ...(flow === 'inflow' ? [] : [{ entity: exchangeOf(fromLabel), into: false }]),
  ].filter(({ entity }) => entity !== null)
}

const minus = (text: string): string => (text.startsWith('-') ? text.slice(1) : text === '0' ? '0' : `-${text}`)
const plus = (a: string, b: string): string => formatDecimal(add(parseDecimal(a), parseDecimal(b)))
