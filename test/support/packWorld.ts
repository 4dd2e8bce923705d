/** A business on a real node: its contract deployed, its parties, the whole app watching it by its pack, and a chain that takes back what is asked. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Abi, encodeDeployData, encodeFunctionData, stringToHex } from 'viem'
import { expect } from 'vitest'
import { systemClock } from '#platform/clock.ts'
import type { Output } from '#shared/contract/index.ts'
import type { DocumentRow, PacksView, Violation } from '#shared/contract/packs.ts'
import type { Pack } from '#shared/pack.ts'
import { startAnvil } from './anvil.ts'
import { dataFolder } from './engineOn.ts'
import { projectRoot } from './machine.mjs'
import { wholeApp } from './wholeApp.ts'

type Hex = `0x${string}`
export type Artefact = {
  readonly name: string
  readonly solc: string
  readonly sourceHash: string
  readonly abi: Abi
  readonly bytecode: Hex
}

/** A compiled contract of `build/contracts`. Throws Error with what to do where there is none. */
export function artefactOf(name: string): Artefact {
  const file = join(projectRoot, 'build/contracts/artefacts', `${name}.json`)
  if (!existsSync(file)) throw new Error(`There is no artefact ${name}: run npm ci && node compile.mjs in build/contracts.`)
  return JSON.parse(readFileSync(file, 'utf8')) as Artefact
}

/** A name as bytes32, as contracts name documents. */
export const idOf = (name: string): Hex => stringToHex(name, { size: 32 })

export type World<Person extends string = string, Contract extends string = string> = {
  /** Parties by name, in small letters. */
  readonly people: Readonly<Record<Person, Hex>>
  readonly contracts: Readonly<Record<Contract, Hex>>
  /** Calls a contract's function as a party, in a block of its own; Error with the node's words where it fails. Answers the transaction's hash. */
  send(contract: Contract, fn: string, args: readonly unknown[], from: Person): Promise<Hex>
  /** Waits until the newest block is stored. */
  settled(): Promise<void>
  mine(blocks?: number): Promise<void>
  /** Moves the chain's clock, and mines a block at that time. */
  pass(seconds: number): Promise<void>
  /** Unix seconds of the newest block. */
  now(): Promise<number>
  /** Every violation of the pack in any state, oldest first. */
  violations(): Promise<Violation[]>
  /** Sentences of the alarms in the inbox. */
  alarms(): Promise<string[]>
  documents(): Promise<DocumentRow[]>
  document(type: string, id: string): Promise<NonNullable<Output<'business.document'>>>
  balances(): Promise<Output<'business.balances'>['units']>
  /** What a party holds of a unit, '0' for nothing. */
  held(unit: string, person: Person): Promise<string>
  /** `from role → to role key amount (count)`, sorted. */
  flows(): Promise<string[]>
  /** Takes back the last blocks; `again` mines their transactions anew, each a block later. One more block makes it the longer branch. */
  reorg(depth: number, again?: boolean): Promise<void>
  head(): Promise<number>
}

export type WorldOptions<Person extends string, Contract extends string> = {
  readonly pack: Pack
  /** The artefact of each contract of the pack, with arguments for its constructor. */
  readonly contracts: Readonly<Record<Contract, string | { readonly artefact: string; readonly args: readonly unknown[] }>>
  /** Up to ten parties, and the roles that they have from the beginning. */
  readonly people: Readonly<Record<Person, readonly string[]>>
  readonly chainId?: number
}

/** `ends` gets what has to be ended after the test. The clock of the chain is that of the machine until `pass` moves it. */
export async function packWorld<Person extends string, Contract extends string>(
  options: WorldOptions<Person, Contract>,
  ends: (() => unknown)[],
): Promise<World<Person, Contract>> {
  const { chainId = 31337 } = options
  const anvil = await startAnvil({ chainId })
  ends.push(() => anvil.stop())
  const names = Object.keys(options.people) as Person[]
  const people = Object.fromEntries(names.map((name, index) => [name, anvil.accounts[index]])) as Record<Person, Hex>
  if (names.length > anvil.accounts.length) throw new Error(`The node has ${anvil.accounts.length} accounts for ${names.length} parties.`)

  const abis = new Map<string, Abi>()
  const places = new Map<string, Hex>()
  const transact = async (transaction: { from: Hex; to?: Hex; data: Hex }, what: string) => {
    const hash = (await anvil.ask('eth_sendTransaction', [{ ...transaction, gas: '0x1c9c380' }]).catch((error: unknown) => {
      throw new Error(`${what} was refused: ${error instanceof Error ? error.message : String(error)}`)
    })) as Hex
    const receiptOf = async () =>
      (await anvil.ask('eth_getTransactionReceipt', [hash])) as { status: Hex; contractAddress: Hex | null } | null
    // The node answers before it mines.
    await until(`${what} was mined`, async () => (await receiptOf()) !== null, 10)
    const receipt = await receiptOf()
    if (receipt?.status !== '0x1') throw new Error(`${what} failed on the chain.`)
    return { hash, created: receipt.contractAddress }
  }
  for (const [name, how] of Object.entries(options.contracts) as [string, string | { artefact: string; args: readonly unknown[] }][]) {
    const { artefact, args } = typeof how === 'string' ? { artefact: how, args: [] } : how
    const { abi, bytecode } = artefactOf(artefact)
    const from = anvil.accounts.at(-1) ?? '0x'
    const { created } = await transact({ from, data: encodeDeployData({ abi, bytecode, args }) }, `Deploying ${artefact}`)
    abis.set(name, abi)
    places.set(name, (created ?? '0x').toLowerCase() as Hex)
  }

  const pack = placed(options.pack, chainId, places, options.people, people)
  const { app, ask, phase } = await wholeApp(dataFolder(ends), [])
  ends.push(() => app.stop())
  const asked = async <T>(name: string, input: unknown): Promise<T> => {
    const answer = await ask(name, input)
    if (typeof answer === 'object' && answer !== null && 'code' in answer && 'message' in answer)
      throw new Error(`${name}: ${answer.message}`)
    return answer as T
  }
  const network = { chainId, name: 'Alliance', enabled: true, endpoints: [anvil.http], pollMs: 50 }
  await asked('settings.set', { networks: [network], setUp: true })
  const { packs } = await asked<PacksView>('packs.save', { text: JSON.stringify(pack), enabled: true })
  const known = packs.find((one) => one.pack.id === pack.id)
  if (!known?.enabled || known.problems.length > 0)
    throw new Error(`The pack does not watch: ${known?.problems.join(' ') ?? 'it is not there'}`)
  await app.start()

  const settled = () =>
    until(`block ${phase()?.stored ?? 'none'} was followed by the newest one (${phase()?.problem ?? 'no problem was told'})`, async () => {
      return phase()?.stored === (await anvil.head())
    })
  await settled()

  return {
    people,
    contracts: Object.fromEntries(places) as Record<Contract, Hex>,
    async send(contract, fn, args, from) {
      const abi = abis.get(contract) ?? []
      const data = encodeFunctionData({ abi, functionName: fn, args })
      const { hash } = await transact({ from: people[from], to: places.get(contract) ?? '0x', data }, `${contract}.${fn} by ${from}`)
      return hash
    },
    settled,
    mine: (blocks = 1) => anvil.mine(blocks),
    async pass(seconds) {
      await anvil.ask('evm_increaseTime', [seconds])
      await anvil.mine(1)
    },
    now: async () => Number(((await anvil.ask('eth_getBlockByNumber', ['latest', false])) as { timestamp: Hex }).timestamp),
    async violations() {
      const { violations } = await asked<Output<'business.violations'>>('business.violations', { pack: pack.id, limit: 500 })
      return violations.reverse()
    },
    async alarms() {
      const { alerts } = await asked<Output<'alerts.page'>>('alerts.page', { limit: 200 })
      return alerts.flatMap(({ orderId, body }) => (orderId === null ? [body] : []))
    },
    async documents() {
      return (await asked<Output<'business.documents'>>('business.documents', { pack: pack.id, limit: 500 })).documents
    },
    async document(type, id) {
      const found = await asked<Output<'business.document'>>('business.document', { pack: pack.id, chainId, type, id })
      if (!found) throw new Error(`There is no ${type} ${id}.`)
      return found
    },
    balances: async () => (await asked<Output<'business.balances'>>('business.balances', { pack: pack.id })).units,
    async held(unit, person) {
      const { units } = await asked<Output<'business.balances'>>('business.balances', { pack: pack.id })
      return units.find((one) => one.unit === unit)?.top.find(({ account }) => account === people[person])?.held ?? '0'
    },
    async flows() {
      const flows = await asked<Output<'business.flows'>>('business.flows', { pack: pack.id })
      return flows.map(({ from, to, key, amount, count }) => `${from ?? '-'} → ${to ?? '-'} ${key} ${amount} (${count})`).sort()
    },
    async reorg(depth, again = false) {
      const blockAt = async (number: number) =>
        (await anvil.ask('eth_getBlockByNumber', [`0x${number.toString(16)}`, false])) as { hash: Hex; transactions: Hex[] }
      const transactions: [unknown, number][] = []
      const head = await anvil.head()
      const dropped = await Promise.all(Array.from({ length: depth }, (_, n) => blockAt(head - depth + 1 + n)))
      for (const [offset, block] of dropped.entries())
        for (const hash of again ? block.transactions : [])
          transactions.push([await anvil.ask('eth_getRawTransactionByHash', [hash]), Math.min(offset + 1, depth - 1)])
      await anvil.reorg(depth, transactions)
      await anvil.mine(1)
      const stands = await Promise.all(
        dropped.flatMap((block) => block.transactions.map((hash) => anvil.ask('eth_getTransactionReceipt', [hash]))),
      )
      if (stands.some((receipt) => (receipt !== null) !== again) || (await blockAt(head)).hash === dropped.at(-1)?.hash)
        throw new Error(`The node did not take back ${depth} blocks${again ? ' and mine their transactions again' : ''}.`)
    },
    head: () => anvil.head(),
  }
}

/** The pack with its contracts where they stand and its roles filled in. */
function placed(
  pack: Pack,
  chainId: number,
  places: ReadonlyMap<string, Hex>,
  roles: Readonly<Record<string, readonly string[]>>,
  people: Readonly<Record<string, Hex>>,
): Pack {
  const contracts = Object.entries(pack.contracts).map(([name, contract]) => {
    const address = places.get(name)
    return [name, { ...contract, at: address ? [{ chainId, address }] : [] }]
  })
  const filled = Object.entries(pack.roles).map(([role, known]) => {
    const members = Object.entries(roles).flatMap(([person, has]) => (has.includes(role) ? [people[person]] : []))
    return [role, { ...known, members: [...known.members, ...members] }]
  })
  return { ...pack, contracts: Object.fromEntries(contracts), roles: Object.fromEntries(filled) }
}

/** One breach as the books tell it, less what differs from run to run. */
export type Told = { readonly invariant: string; readonly document?: string | null; readonly account?: string | null }

type Watched = Pick<World, 'settled' | 'violations' | 'alarms' | 'head' | 'mine' | 'reorg'>

/**
 * Does what breaks something, and holds the books and the inbox to it: told once and no more, told once still where the chain takes the blocks back
 * and mines the same transactions again, and taken back where they do not come again. Afterwards the world is as it was before.
 */
export async function breaks(world: Watched, act: () => Promise<unknown>, expected: readonly Told[]): Promise<void> {
  await world.settled()
  const [before, from] = [await world.violations(), await world.head()]
  const known = new Set(before.map(({ id }) => id))
  const found = async (state: Violation['state']) =>
    (await world.violations())
      .filter(({ id }) => !known.has(id))
      .map((one) => ({ invariant: one.invariant, document: one.document?.id ?? null, account: one.account, state: one.state }))
      .map((one) => (one.state === state ? { ...one, state: 'as expected' } : one))
  const wanted = expected.map(({ invariant, document = null, account = null }) => ({ invariant, document, account, state: 'as expected' }))
  await act()
  await world.settled()
  expect(await found('open')).toEqual(wanted)
  await world.mine(1)
  await world.reorg((await world.head()) - from, true)
  await world.settled()
  expect(await found('open')).toEqual(wanted)
  await world.reorg((await world.head()) - from)
  await world.settled()
  expect(await found('retracted')).toEqual(wanted)
  // Rung once, whatever the chain took back; what stands unread in the same words is not rung again.
  const sentences = new Set((await world.violations()).filter(({ id }) => !known.has(id)).map(({ sentence }) => sentence))
  for (const sentence of sentences) {
    const rung = async () => (await world.alarms()).filter((one) => one === sentence).length
    await until(`it rang: ${sentence}`, async () => (await rung()) > 0)
    expect(await rung()).toBe(1)
  }
}

/** Looks every `everyMs` milliseconds, for half a minute at most. */
async function until(what: string, check: () => Promise<boolean>, everyMs = 30): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += everyMs) {
    if (await check()) return
    await systemClock.sleep(everyMs)
  }
  throw new Error(`waited in vain until ${what}`)
}
