/** What the chaos proxy answers: the upstream's words, sometimes empty, of another view, or altered so that the lie fits together. */
import { type FaultKind, viewKinds } from './kinds.ts'
import { type Json, type LieKind, lieKinds, lies, type Pair, pick } from './lies.ts'
import type { Node } from './world.ts'

export type Call = { readonly id?: unknown; readonly method: string; readonly params: readonly unknown[] }
/** Calls of one exchange; `batch` where they came as a list. */
export type Calls = readonly Call[] & { readonly batch?: true }

type Envelope = { readonly id?: unknown; readonly result?: unknown; readonly error?: unknown }
export type Answers = {
  /** The body to send and the faults in it, which count once it is delivered. */
  reply(calls: Calls): Promise<{ readonly body: string; readonly told: readonly FaultKind[] }>
  readonly told: ReadonlyMap<string, ReadonlySet<FaultKind>>
}

export function createAnswers(world: {
  readonly random: () => number
  readonly strikes: (kind: FaultKind) => boolean
  readonly upstream: () => Node
  /** The foreign view that is shown at present. */
  readonly view: () => 'stale' | 'fork' | null
}): Answers {
  const { random, strikes } = world
  const told = new Map<string, Set<FaultKind>>()
  /** A lie about a block is kept up, so that its header and its receipts tell the same story. */
  const spells = new Map<string, { readonly kind: LieKind; readonly honest: Pair; readonly altered: Pair }>()

  const note = (hash: string, kind: FaultKind): void => {
    const kinds = told.get(hash) ?? new Set()
    told.set(hash, kinds.add(kind))
  }

  /** The lie under which a block stands, or a new one if the dice say so. */
  const spellOf = async (node: Node, reference: unknown): Promise<ReturnType<typeof spells.get>> => {
    const block = await asBlock(node, reference)
    if (!block) return undefined
    const hash = String(block.hash)
    const kind = shuffledKinds().find(strikes)
    if (spells.has(hash) || kind === undefined) return spells.get(hash)
    const receipts = await asReceipts(node, hash)
    const honest = { block, receipts: receipts ?? [] }
    const altered = receipts && lies[kind](honest, random)
    if (!altered) return undefined
    spells.set(hash, { kind, honest, altered })
    for (const [first] of spells) {
      if (spells.size <= spellsKept) break
      spells.delete(first)
    }
    return spells.get(hash)
  }
  const shuffledKinds = (): LieKind[] => {
    const at = Math.floor(random() * lieKinds.length)
    return [...lieKinds.slice(at), ...lieKinds.slice(0, at)]
  }

  const answerOne = async (node: Node, call: Call, envelope: Envelope, log: FaultKind[]): Promise<Envelope> => {
    const { method, params } = call
    if (envelope.error !== undefined || envelope.result === null || envelope.result === undefined) return envelope
    for (const kind of ['null', 'empty'] as const) {
      if (!strikes(kind)) continue
      log.push(kind)
      return { ...envelope, result: kind === 'null' ? null : [] }
    }
    if (params[0] === 'finalized' && strikes('finality')) {
      log.push('finality')
      return { ...envelope, result: (await send(node, [{ ...call, params: ['latest', ...params.slice(1)] }]))[0]?.result ?? null }
    }
    const isBlock = method.startsWith('eth_getBlockBy') && params[1] === true
    if (!isBlock && method !== 'eth_getBlockReceipts') return envelope
    const result = envelope.result
    const reference = isBlock ? (result as Json).hash : params[0]
    if (strikes('mixed')) {
      const other = await neighbour(node, call)
      if (other && JSON.stringify(other.result) !== JSON.stringify(result)) {
        log.push('mixed')
        if (isBlock) note(String(reference), 'mixed')
        return { ...envelope, result: other.result }
      }
    }
    const spell = await spellOf(node, reference)
    if (!spell) return envelope
    const part = isBlock ? 'block' : 'receipts'
    if (JSON.stringify(spell.altered[part]) === JSON.stringify(spell.honest[part])) return envelope
    log.push(spell.kind)
    note(String(spell.honest.block.hash), spell.kind)
    return { ...envelope, result: spell.altered[part] }
  }

  return {
    told,
    async reply(calls) {
      const node = world.upstream()
      const log: FaultKind[] = []
      const view = world.view()
      if (view && viewKinds.includes(view)) log.push(view)
      const half = calls.length > 1 && strikes('mixed') ? Math.ceil(calls.length / 2) : calls.length
      if (half < calls.length) log.push('mixed')
      const honest = await send(node, calls.slice(0, half))
      const mixed = await Promise.all(calls.slice(half).map(async (call) => (await neighbour(node, call)) ?? { id: call.id, result: null }))
      const envelopes: Envelope[] = []
      for (const [index, call] of calls.entries()) {
        const envelope = index < half ? honest.find(({ id }) => id === call.id) : mixed[index - half]
        if (envelope) envelopes.push(await answerOne(node, call, envelope, log))
      }
      if (!calls.batch) return { body: JSON.stringify(envelopes[0] ?? { jsonrpc: '2.0', id: null, result: null }), told: log }
      const reorder = envelopes.length > 1 && strikes('reorder')
      if (reorder) log.push('reorder')
      return { body: JSON.stringify(reorder ? shuffled(envelopes, random) : envelopes), told: log }
    },
  }
}

const spellsKept = 8

/** The same question about the block before. */
async function neighbour(node: Node, call: Call): Promise<Envelope | null> {
  const [reference] = call.params
  const block = typeof reference === 'string' ? await asBlock(node, reference) : null
  if (!block || Number(block.number) < 1) return null
  const by = call.method === 'eth_getBlockByHash' ? block.parentHash : `0x${(Number(block.number) - 1).toString(16)}`
  return (await send(node, [{ ...call, params: [by, ...call.params.slice(1)] }]))[0] ?? null
}

async function asBlock(node: Node, reference: unknown): Promise<Json | null> {
  const method = String(reference).length === 66 ? 'eth_getBlockByHash' : 'eth_getBlockByNumber'
  return ((await send(node, [{ id: 1, method, params: [reference, true] }]))[0]?.result ?? null) as Json | null
}

async function asReceipts(node: Node, hash: string): Promise<readonly Json[] | null> {
  return ((await send(node, [{ id: 1, method: 'eth_getBlockReceipts', params: [hash] }]))[0]?.result ?? null) as readonly Json[] | null
}

/** Asks a node in one exchange; the envelopes carry the ids of the calls. */
async function send(node: Node, calls: readonly Call[]): Promise<Envelope[]> {
  if (calls.length === 0) return []
  const body = JSON.stringify(calls.map(({ id, method, params }) => ({ jsonrpc: '2.0', id, method, params })))
  const response = await fetch(node.http, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  return (await response.json()) as Envelope[]
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const rest = [...list]
  return list.map(() => {
    const chosen = pick(rest, random)
    rest.splice(rest.indexOf(chosen), 1)
    return chosen
  })
}
