/** What a business of the demo is: who takes part, what is usual, and what goes wrong now and then. */
import { stringToHex } from 'viem'
import type { Random } from '#demo/random.ts'
import { type Wallet, walletOf } from '#demo/traffic/wallets.ts'
import { roleHash } from '#engine/packs/shipped/accessControl.ts'
import type { Address, Hex } from '#engine/types.ts'
import type { Pack } from '#shared/pack.ts'

/** An event of the pack's contract, with its arguments by name. */
export type Fact = readonly [event: string, args: Readonly<Record<string, unknown>>]

/** One transaction of a case. */
export type Turn = {
  readonly by: Wallet
  readonly facts: readonly Fact[]
  /** Invariants of the pack that are broken by this turn, or by the time that passed before it. */
  readonly breaks: readonly string[]
  /** Blocks that pass before it; absent: a few, by chance. */
  readonly wait?: number
}

/** What a case is made from; the same every time it is asked for. */
export type Cue = {
  readonly random: Random
  /** Counts the cases of a business. */
  readonly number: number
  /** Cases of one lane come one after another; those of others run beside them. */
  readonly lane: number
  /** Unix seconds at which it began. */
  readonly begun: bigint
}
export type Case = (cue: Cue) => readonly Turn[]

export type Business = {
  readonly pack: Pack
  /** Everyone who signs: they get coins for gas. */
  readonly people: readonly Wallet[]
  /** Comes before everything else: who is who. */
  readonly founding: Turn
  readonly usual: readonly [Case, ...Case[]]
  /** Each breaks something on purpose. */
  readonly wrong: readonly Case[]
}

export const lanes = 3

/** So many accounts of a name, the same in every run. */
export const people = (pack: string, role: string, count: number): readonly [Wallet, ...Wallet[]] => [
  walletOf(`${pack} ${role}`, 0),
  ...Array.from({ length: count - 1 }, (_, index) => walletOf(`${pack} ${role}`, index + 1)),
]
/** The one at a place, counted round. */
export const nth = (wallets: readonly [Wallet, ...Wallet[]], place: number): Wallet => wallets[place % wallets.length] ?? wallets[0]

export const turn = (by: Wallet, facts: readonly Fact[], more: { breaks?: string; wait?: number } = {}): Turn => ({
  by,
  facts,
  breaks: more.breaks === undefined ? [] : [more.breaks],
  ...(more.wait === undefined ? {} : { wait: more.wait }),
})

/** Somebody who joined for this case alone; without coins, so that others sign for it. */
export const newcomer = (pack: string, { number }: Cue): Address => walletOf(`${pack} newcomer`, number).address
export const granted = (role: string, account: Address, sender: Wallet): Fact => [
  'RoleGranted',
  { role: roleHash(role), account, sender: sender.address },
]

/** A founding that gives roles as AccessControl does; the names are those that the contract hashes. */
export const founded = (founder: Wallet, roles: Readonly<Record<string, readonly Wallet[]>>): Turn =>
  turn(
    founder,
    Object.entries(roles).flatMap(([role, members]) => members.map(({ address }) => granted(role, address, founder))),
  )

/** A document's name as bytes32: `INV-0012`, with a letter where a case has several. */
export const idOf = (prefix: string, { number }: Cue, letter = ''): Hex => stringToHex(nameOf(prefix, number, letter), { size: 32 })
export const nameOf = (prefix: string, number: number, letter = ''): string => `${prefix}-${String(number + 1).padStart(4, '0')}${letter}`

/** Money or points of two decimals, round as people type them. */
export const sum = (random: Random, from: number, to: number): bigint => BigInt(Math.ceil(random.magnitude(from, to) / 10)) * 1000n

/** Due long after anyone looks, or soon enough to be missed within `lateness` blocks of the demo. */
export const later = ({ begun }: Cue, days: number): bigint => begun + BigInt(days) * 86_400n
export const soon = ({ begun }: Cue): bigint => begun + 16n
export const lateness = 16
