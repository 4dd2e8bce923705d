/** What conditions are made of: one schema for each sort of answer, with the words and the `format` by which forms are drawn. */
import { z } from 'zod'
import { isDecimal } from '#shared/decimal.ts'
import { type LabelRole, labelRoles } from '#shared/labels.ts'
import { type Asset, flows, type TableRow } from '#shared/order.ts'

type Words = { readonly title: string; readonly description?: string }

const amount = z
  .string()
  .max(60)
  .refine((text) => isDecimal(text) && !text.startsWith('-'), 'must be a number such as 250000')
const isHex = (text: string): boolean => /^0x[0-9a-f]{40}$/i.test(text)

export const usd = (words: Words = { title: 'USD' }) => amount.meta({ ...words, format: 'usd' })
export const units = (words: Words) => amount.meta({ ...words, format: 'units' })

/** A symbol means every token that calls itself so. */
export const token = (words: Words = { title: 'Token' }) =>
  z
    .string()
    .trim()
    .min(1, 'must be named')
    .max(80)
    .refine((text) => !/^0x/i.test(text) || isHex(text), 'must be a whole contract address, a symbol, or native')
    .meta({
      description: 'Contract address, symbol, or “native” for the coin of the chain. A symbol means every token that calls itself so.',
      ...words,
      format: 'token',
    })

export const address = (words: Words) =>
  z
    .string()
    .trim()
    .refine(isHex, 'must be a whole address: 0x and 40 digits of 0–9 and a–f')
    .meta({ ...words, format: 'address' })

export const label = (words: Words) =>
  z
    .string()
    .trim()
    .min(1, 'must be named')
    .max(120)
    .meta({ ...words, format: 'label' })
export const role = (words: Words) => z.enum(labelRoles.map(({ id }): LabelRole => id)).meta({ ...words, format: 'role' })
export const chain = (words: Words) =>
  z
    .number()
    .int()
    .positive()
    .meta({ ...words, format: 'chain' })
export const flow = (words: Words) => z.enum(flows).meta({ ...words, format: 'flow' })
export const minutes = (words: Words, most: number) =>
  z
    .number()
    .int()
    .min(1)
    .max(most)
    .meta({ ...words, format: 'minutes' })
export const count = (words: Words, least: number, most: number) =>
  z
    .number()
    .int()
    .min(least)
    .max(most)
    .meta({ ...words, format: 'count' })

export const directions = ['either', 'from', 'to'] as const
export type Direction = (typeof directions)[number]
export const direction = (words: Words = { title: 'Side' }) =>
  z
    .enum(directions)
    .default('either')
    .meta({ description: 'from: it gave or sent; to: it received.', ...words, format: 'direction' })

/** Whether an asset is what the user called it: by contract, by `native`, or by symbol, in any case. */
export function isToken(asset: Asset, name: string): boolean {
  const folded = name.trim().toLowerCase()
  return (asset.address ?? 'native') === folded || asset.symbol.toLowerCase() === folded
}

/** Accounts of an order on a side, each once. Nobody is the zero address, so nobody did anything there. */
export const accountsOn = ({ from, to }: TableRow, side: Direction): string[] =>
  [...new Set(side === 'either' ? [from, to] : [side === 'from' ? from : to])].filter((account) => !/^0x0*$/.test(account))
