/** Bytecode of the tiny token that the tests deploy: hand-assembled, so that no compiler is needed and nothing about it is hidden. */

export type TokenOptions = {
  readonly symbol: string
  readonly decimals: number
  /** Repeats the symbol until its bytes number this many: for hostile names. */
  readonly symbolBytes?: number
}

const topics = {
  transfer: 'ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef',
  deposit: 'e1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c',
  withdrawal: '7fcf532c15f0a6db0bd6d0e038bea71d30d808c7d98cb3bf7268a95bf5081b65',
}

/** Calls that the token understands; it keeps no balances, it only says what it is told. */
export const selectors = {
  transfer: 'a9059cbb',
  mint: '40c10f19',
  burn: '42966c68',
  deposit: 'd0e30db0',
  withdraw: '2e1a7d4d',
  decimals: '313ce567',
  symbol: '95d89b41',
} as const

const firstArgument = '600435'
const secondArgument = '602435'
const storeWord = '5f52'
const returnWord = `${storeWord}60205ff3`
/** LOG3 with one word of data: top of the stack is topic 3, then what the body pushed. */
const log = (amount: string, event: string, from: string, to: string | null): string =>
  `${amount}${storeWord}${to ?? ''}${from}7f${event}60205f${to === null ? 'a2' : 'a3'}`
const zero = '5f'
const caller = '33'
const value = '34'

const bodies: Readonly<Record<keyof typeof selectors, (token: { decimals: number; tail: number; tailBytes: number }) => string>> = {
  transfer: () => `${log(secondArgument, topics.transfer, caller, firstArgument)}6001${returnWord}`,
  mint: () => `${log(secondArgument, topics.transfer, zero, firstArgument)}6001${returnWord}`,
  burn: () => `${log(firstArgument, topics.transfer, caller, zero)}6001${returnWord}`,
  deposit: () => `${log(value, topics.deposit, caller, null)}00`,
  withdraw: () => `${log(firstArgument, topics.withdrawal, caller, null)}00`,
  decimals: ({ decimals }) => `60${byte(decimals)}${returnWord}`,
  symbol: ({ tail, tailBytes }) => `62${word(tailBytes, 3)}62${word(tail, 3)}5f3962${word(tailBytes, 3)}5ff3`,
}

/** The token's code, as it stands in the chain's state (for `anvil_setCode`). */
export function tokenCode({ symbol, decimals, symbolBytes }: TokenOptions): `0x${string}` {
  const name = Buffer.from(symbolBytes ? symbol.repeat(Math.ceil(symbolBytes / Buffer.byteLength(symbol))) : symbol)
  const text = name.subarray(0, symbolBytes ?? name.length).toString('hex')
  const tail = word(32, 32) + word(text.length / 2, 32) + text.padEnd(Math.ceil(text.length / 64) * 64, '0')
  const names = Object.keys(selectors) as (keyof typeof selectors)[]
  const assemble = (tailAt: number): string => {
    const parts = names.map((name) => `5b${bodies[name]({ decimals, tail: tailAt, tailBytes: tail.length / 2 })}`)
    const head = 5 + names.length * 11 + 3
    const starts = parts.map((_, index) => head + parts.slice(0, index).join('').length / 2)
    const dispatch = names.map((name, index) => `8063${selectors[name]}1461${word(starts[index] ?? 0, 2)}57`).join('')
    return `5f3560e01c${dispatch}5f5ffd${parts.join('')}`
  }
  return `0x${assemble(assemble(0).length / 2)}${tail}`
}

/** Input of a call to the token. */
export const tokenCall = (name: keyof typeof selectors, ...inputs: readonly (bigint | `0x${string}`)[]): `0x${string}` =>
  `0x${selectors[name]}${inputs.map((input) => BigInt(input).toString(16).padStart(64, '0')).join('')}`

const word = (number: number, bytes: number): string => number.toString(16).padStart(bytes * 2, '0')
const byte = (number: number): string => word(number, 1)
