/** What assets were worth at one block: feeds are asked in order, and a declared peg stands only while no measurement contradicts it. */
import { add, compare, type Decimal, multiply, parseDecimal } from '#shared/decimal.ts'
import type { ContractCall, ReadContracts } from '../rpc/contractReads.ts'
import type { AssetRef, Hex } from '../types.ts'
import type { Feed, FeedContext, Price, PriceQuestion } from './feeds/defineFeed.ts'
import { feeds } from './feeds/index.ts'
import { answersAt, callKey, createPriceMemory, isFresh, keep } from './memory.ts'
import { throughMulticall } from './multicall.ts'

/** How far a measured price may be from a declared one before the declaration is not believed: 2 %. */
const tolerance = parseDecimal('0.02')
/** No unit of anything is worth more: such a figure is a broken contract or a slip. */
const most = parseDecimal('1000000000000')
const nothing = parseDecimal('0')

const ordered: readonly Feed[] = feeds

export type PriceContext = Omit<PriceQuestion, 'tokens' | 'memory'> &
  Partial<Pick<PriceQuestion, 'tokens' | 'memory'>> & {
    /** Contract reads at exactly this block, in one batch; null where a call failed or reverted. */
    readonly read: ReadContracts
  }

/**
 * USD for one unit of each asset at the context's block, with its source; an asset without an honest price is absent. What an asset
 * derives its price from is priced too. All feeds read together: once, and once more where the answers name contracts that are met for
 * the first time. Answers are kept in `memory` by block. Rejects only when `read` does.
 */
export async function price(
  assets: readonly AssetRef[],
  { read, tokens = new Map(), memory = createPriceMemory(), ...given }: PriceContext,
): Promise<ReadonlyMap<AssetRef, Price>> {
  const question: PriceQuestion = { ...given, tokens, memory }
  const answers = answersAt(memory, question.block.hash)
  const answer: FeedContext['answer'] = (call) => answers.get(callKey(call)) ?? null
  const ask = async (calls: readonly ContractCall[]): Promise<void> => {
    const open = [...new Map(calls.map((call) => [callKey(call), call])).values()].filter((call) => answer(call) === null)
    if (open.length === 0) return
    const found = await throughMulticall(read, question.chain, question.block)(open)
    for (const [index, call] of open.entries()) remember(answers, call, found[index])
  }
  const first = turnsOf(assets, question)
  const calls = callsOf(first, question)
  await ask(calls)
  const context = { ...question, answer, complete: false }
  // Where nothing could be read at all, a missing answer says nothing about the contract.
  if (answers.size > 0) noteSilence(first, context)
  const turns = turnsOf(assets, question)
  const asked = new Set(calls.map(callKey))
  const more = callsOf(turns, question).filter((call) => !asked.has(callKey(call)))
  await ask([...more, ...turns.flatMap(({ feed, assets: each }) => feed.furtherCalls?.(each, context) ?? [])])
  return settle(turns, { ...context, complete: true })
}

type Turn = { readonly feed: Feed; readonly assets: readonly AssetRef[] }

/** Which feed is to price which assets, those among them that others derive from. */
function turnsOf(assets: readonly AssetRef[], question: PriceQuestion): Turn[] {
  const bases = ordered.flatMap((feed) => feed.bases?.(assets.filter(isFor(feed, question)), question) ?? [])
  const distinct = [...new Set([...assets, ...bases])]
  return ordered.map((feed) => ({ feed, assets: distinct.filter(isFor(feed, question)) }))
}

const callsOf = (turns: readonly Turn[], question: PriceQuestion): ContractCall[] =>
  turns.flatMap(({ feed, assets }) => feed.calls?.(assets, question) ?? [])

/** Manual prices settle an asset; the last resort is for what nobody else knows, or knows but has no figure for. */
function isFor(feed: Feed, question: PriceQuestion): (asset: AssetRef) => boolean {
  const before = ordered.slice(0, ordered.indexOf(feed)).filter(({ id, declared }) => (feed.lastResort ? !declared : id === 'manual'))
  return (asset) => {
    const isOpen = feed.lastResort && isFresh(question.memory.silent.get(asset), question.block.timestamp)
    return before.every((other) => (isOpen && other.id !== 'manual') || !other.knows(asset, question)) && feed.knows(asset, question)
  }
}

/** Remembers whose own feeds have nothing to say at this block, and forgets those that speak again. */
function noteSilence(turns: readonly Turn[], context: Omit<FeedContext, 'known'>): void {
  const measuring = turns.filter(({ feed }) => !feed.declared && !feed.lastResort)
  // Once without the declarations, which stand before every measurement that agrees with them, and once with what derives from them.
  const [measured, all] = [settle(measuring, context), settle(turns, context)]
  for (const asset of new Set(measuring.flatMap(({ assets }) => assets))) {
    const isMeasured = measured.has(asset) || measuring.some(({ feed }) => feed.id === all.get(asset)?.figure.feed)
    if (isMeasured) context.memory.silent.delete(asset)
    else if (!isFresh(context.memory.silent.get(asset), context.block.timestamp))
      keep(context.memory.silent, asset, context.block.timestamp)
  }
}

function remember(answers: Map<string, Hex>, call: ContractCall, found: Hex | null | undefined): void {
  if (found) answers.set(callKey(call), found)
}

function settle(turns: readonly Turn[], context: Omit<FeedContext, 'known'>): ReadonlyMap<AssetRef, Price> {
  const prices = new Map<AssetRef, Price>()
  const declared = new Set<AssetRef>()
  for (const { feed, assets } of turns) {
    const open = assets.filter((asset) => !prices.has(asset) || declared.has(asset))
    for (const [asset, found] of feed.price(open, { ...context, known: prices })) {
      const claim = prices.get(asset)
      if (!isHonest(found.usd) || (claim && !contradicts(found.usd, claim.usd))) continue
      prices.set(asset, found)
      if (feed.declared) declared.add(asset)
      else declared.delete(asset)
    }
  }
  return prices
}

const isHonest = (usd: Decimal): boolean => compare(usd, nothing) > 0 && compare(usd, most) <= 0

function contradicts(measured: Decimal, claimed: Decimal): boolean {
  const margin = multiply(claimed, tolerance)
  const negative: Decimal = { digits: -margin.digits, scale: margin.scale }
  return compare(measured, add(claimed, margin)) > 0 || compare(measured, add(claimed, negative)) < 0
}
