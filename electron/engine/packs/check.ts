/** Whether a pack can be used: its shape first, then what its parts say of each other. Every problem is one sentence. */
import type { AbiParameter } from 'viem'
import { Pack, type PackRef } from '#shared/pack.ts'
import { type Item, parameterAt, readItem } from './abi.ts'
import { findItem, itemsOf } from './compile.ts'
import type { Invariant } from './invariants/defineInvariant.ts'
import { invariants } from './invariants/index.ts'
import { shapeWords } from './shapeWords.ts'

/** More than this is said in one sentence. */
const most = 50

/** The pack of a file's text, or why there is none; a pack with problems comes with them. Never throws. */
export function readPack(text: string): { pack: Pack | null; problems: string[] } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return {
      pack: null,
      problems: [`This is no JSON: ${error instanceof Error ? error.message : String(error)}. Choose the file of a pack.`],
    }
  }
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined
  if (typeof version === 'number' && version > 1)
    return {
      pack: null,
      problems: [`This pack has form ${version}, and this Crowsnest knows form 1: update it. The pack is kept as it is.`],
    }
  const parsed = Pack.safeParse(value)
  if (parsed.success) return { pack: parsed.data, problems: checkPack(parsed.data) }
  return { pack: null, problems: shortened(parsed.error.issues.map(shapeWords)) }
}

/** What its parts contradict of each other; empty where all is well. `others`: packs that watch already. */
export function checkPack(pack: Pack, others: readonly Pack[] = []): string[] {
  const items = itemsOf(pack)
  return shortened([
    ...unreadable(pack),
    ...verbProblems(pack, items),
    ...roleProblems(pack, items),
    ...Object.entries(pack.units).flatMap(([name, { contract }]) =>
      contract && !Object.hasOwn(pack.contracts, contract)
        ? [`Unit “${name}” names the contract “${contract}”, which the pack does not have.`]
        : [],
    ),
    ...Object.entries(pack.documents).flatMap(([name, document]) => documentProblems(name, document, pack)),
    ...invariantProblems(pack),
    ...overlaps(pack, others),
  ])
}

const shortened = (problems: readonly string[]): string[] =>
  problems.length <= most ? [...problems] : [...problems.slice(0, most), `And ${problems.length - most} problems more.`]

function unreadable(pack: Pack): string[] {
  return Object.entries(pack.contracts).flatMap(([name, { abi }]) =>
    abi.flatMap((entry, index) => {
      try {
        readItem(entry)
        return []
      } catch (error) {
        const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
        return [`The ABI of “${name}”, item ${index + 1}, cannot be read: ${reason}`]
      }
    }),
  )
}

type Items = ReadonlyMap<string, readonly Item[]>

function verbProblems(pack: Pack, items: Items): string[] {
  return Object.entries(pack.verbs).flatMap(([key, verb]) => {
    const problems: string[] = []
    const say = (sentence: string) => problems.push(`Verb “${key}”: ${sentence}`)
    const item = findNamed(
      pack,
      items,
      verb.on.contract,
      'event' in verb.on ? 'event' : 'function',
      'event' in verb.on ? verb.on.event : verb.on.function,
      say,
    )
    if (verb.unit !== undefined && !Object.hasOwn(pack.units, verb.unit)) say(`there is no unit “${verb.unit}”.`)
    if (verb.amount !== undefined && verb.unit === undefined) say('an amount needs a unit.')
    if (verb.document && !Object.hasOwn(pack.documents, verb.document.type)) say(`there is no document “${verb.document.type}”.`)
    for (const role of [...(verb.roles?.from ?? []), ...(verb.roles?.to ?? []), ...(verb.only ?? [])])
      if (!Object.hasOwn(pack.roles, role)) say(`there is no role “${role}”.`)
    if (item) {
      const inputs = item.item.inputs as readonly AbiParameter[]
      checkRef(verb.from, /^(address|bytes32)$/, 'an account', inputs, say)
      checkRef(verb.to, /^(address|bytes32)$/, 'an account', inputs, say)
      if (verb.amount) checkRef(verb.amount, /^u?int/, 'a number', inputs, say)
      if (verb.less) checkRef(verb.less, /^u?int/, 'a number', inputs, say)
      if (verb.less && !verb.amount) say('what is taken off needs an amount that it is taken off.')
      if (verb.due) checkRef(verb.due, /^uint/, 'a time', inputs, say)
      for (const ref of [verb.rate, verb.document?.id, verb.document?.within, ...(verb.when ?? []).flatMap(({ value, to }) => [value, to])])
        if (ref) checkRef(ref, /./, 'a value', inputs, say)
    }
    return problems
  })
}

function findNamed(
  pack: Pack,
  items: Items,
  contract: string,
  type: 'event' | 'function',
  name: string,
  say: (sentence: string) => void,
): Item | null {
  if (!Object.hasOwn(pack.contracts, contract)) {
    say(`there is no contract “${contract}”.`)
    return null
  }
  const item = findItem(items, contract, type, name)
  if (item) return item
  const own = (items.get(contract) ?? []).filter((one) => one.item.type === type)
  const same = own.filter((one) => one.item.name === name)
  if (same.length > 1)
    say(`the ${type} ${name} may be ${same.map(({ signature }) => signature).join(' or ')}: name the one that is meant in full.`)
  else {
    const has = own.slice(0, 8).map(({ signature }) => signature)
    say(
      `the ABI of “${contract}” has no ${type} ${name}${has.length > 0 ? `; it has ${has.join(', ')}${own.length > has.length ? ' …' : ''}` : ''}.`,
    )
  }
  return null
}

function checkRef(ref: PackRef, type: RegExp, what: string, inputs: readonly AbiParameter[], say: (sentence: string) => void): void {
  if (!ref.startsWith('arg:')) return
  const [name = '', part] = ref.slice(4).split('@')
  const parameter = parameterAt(inputs, name)
  if (!parameter)
    say(`there is no argument “${name}”; there are ${inputs.map((one, index) => one.name || String(index)).join(', ') || 'none'}.`)
  else if (part !== undefined) {
    if (!/^bytes(\d+)?$/.test(parameter.type)) say(`the argument “${name}” is ${parameter.type}: only of bytes a part can be taken.`)
    else if (Number(part.split('+')[1]) < 1 || Number(part.split('+')[1]) > 32) say(`“${ref}” must be 1 to 32 bytes long.`)
  } else if (!type.test(parameter.type)) say(`the argument “${name}” is ${parameter.type}, where ${what} is needed.`)
}

function roleProblems(pack: Pack, items: Items): string[] {
  const problems = Object.entries(pack.roles).flatMap(([role, { given = [], taken = [] }]) =>
    [...given, ...taken].flatMap(({ contract, event, account }) => {
      const said: string[] = []
      const say = (sentence: string) => said.push(`Role “${role}”: ${sentence}`)
      const item = findNamed(pack, items, contract, 'event', event, say)
      if (item) checkRef(account, /^(address|bytes32)$/, 'an account', item.item.inputs as readonly AbiParameter[], say)
      return said
    }),
  )
  const roleOf = new Map<string, string>()
  for (const [role, { members, overlaps: mayOverlap }] of Object.entries(pack.roles))
    for (const member of members) {
      const other = roleOf.get(member)
      if (other !== undefined && other !== role && !mayOverlap && !pack.roles[other]?.overlaps)
        problems.push(
          `${member} is “${other}” and “${role}”: which of them acts could not be told. Take it out of one, or let one of them say that it overlaps.`,
        )
      roleOf.set(member, role)
    }
  return problems
}

function documentProblems(name: string, { states, transitions }: Pack['documents'][string], pack: Pack): string[] {
  const problems: string[] = []
  const say = (sentence: string) => problems.push(`Document “${name}”: ${sentence}`)
  for (const { by, from, to } of transitions) {
    if (!Object.hasOwn(pack.verbs, by)) say(`there is no verb “${by}”.`)
    else if (pack.verbs[by]?.document?.type !== name) say(`the verb “${by}” names no document of this kind.`)
    for (const state of [...from.filter((one) => one !== 'new'), to])
      if (!Object.hasOwn(states, state)) say(`there is no state “${state}”.`)
    for (const state of from) if (states[state]?.final) say(`“${state}” is final, yet “${by}” leads out of it.`)
  }
  if (!transitions.some(({ from }) => from.includes('new'))) say('nothing leads from “new” into it: name the verb that makes one.')
  const twice = transitions.filter((a, index) =>
    transitions.some((b, at) => at < index && a.by === b.by && a.to !== b.to && a.from.some((state) => b.from.includes(state))),
  )
  for (const { by } of twice) say(`“${by}” leads from one state to two: which one could not be told.`)
  const cycle = findCycle(transitions)
  if (cycle) say(`its states go in a circle: ${cycle.join(' → ')}. If a document may really come back, the step back must say “again”.`)
  return problems
}

/** States that lead back to themselves by steps that do not say `again`; a step that stays where it is is none. */
function findCycle(transitions: Pack['documents'][string]['transitions']): string[] | null {
  const next = new Map<string, string[]>()
  for (const { from, to, again } of transitions)
    for (const state of again ? [] : from) if (state !== to) next.set(state, [...(next.get(state) ?? []), to])
  const done = new Set<string>()
  const walk = (state: string, path: readonly string[]): string[] | null => {
    const at = path.indexOf(state)
    if (at >= 0) return [...path.slice(at), state]
    if (done.has(state)) return null
    for (const to of next.get(state) ?? []) {
      const found = walk(to, [...path, state])
      if (found) return found
    }
    done.add(state)
    return null
  }
  for (const state of next.keys()) {
    const found = walk(state, [])
    if (found) return found
  }
  return null
}

function invariantProblems(pack: Pack): string[] {
  const byId = new Map<string, Invariant>(invariants.map((kind): [string, Invariant] => [kind.id, kind]))
  return Object.entries(pack.invariants).flatMap(([name, { kind, with: given }]) => {
    const known = byId.get(kind)
    if (!known) return [`Invariant “${name}”: there is no kind “${kind}”; there are ${[...byId.keys()].join(', ')}.`]
    const parsed = known.parameters.safeParse(given)
    if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `Invariant “${name}”: ${path.join('.')} ${message}.`)
    return (known.unknown?.(parsed.data, pack) ?? []).map((what) => `Invariant “${name}” names “${what}”, which the pack does not have.`)
  })
}

/** One contract under two names, or in two packs, would be read twice. */
function overlaps(pack: Pack, others: readonly Pack[]): string[] {
  const problems: string[] = []
  const at = new Map<string, string>()
  for (const [name, contract] of Object.entries(pack.contracts))
    for (const { chainId, address } of contract.at) {
      const place = `${chainId}:${address}`
      const other = at.get(place)
      if (other !== undefined && other !== name)
        problems.push(`The contracts “${other}” and “${name}” are the same: ${address} on chain ${chainId}. Make one of them.`)
      at.set(place, name)
    }
  for (const other of others)
    if (other.id !== pack.id)
      for (const contract of Object.values(other.contracts))
        for (const { chainId, address } of contract.at) {
          const name = at.get(`${chainId}:${address}`)
          if (name !== undefined)
            problems.push(
              `“${name}” (${address} on chain ${chainId}) is watched by the pack “${other.name}” already: switch one of them off.`,
            )
        }
  return problems
}
