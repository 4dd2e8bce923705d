/** Checks an evidence file by itself: no network, no data folder, no trust but in what is recomputed. */
import { unitsFromBase } from '#shared/decimal.ts'
import type { OrderRow } from '#shared/order.ts'
import { Business } from '#shared/pack.ts'
import { EngineError } from '../errors.ts'
import { headMessage } from '../journal/head.ts'
import { isIncluded, leafHash, type Sha256 } from '../journal/merkle.ts'
import { readOrders } from '../orders/readOrders.ts'
import { compilePack } from '../packs/compile.ts'
import type { Address, Leg } from '../types.ts'
import { familyOf } from '../verify/families/index.ts'
import { type ProvenSingle, proveSingle } from '../verify/single.ts'
import { Evidence, evidenceMessage, evidenceText } from './format.ts'

/** What a host lends: SHA-256, and whether an Ed25519 signature (hex) holds under a key (hex). */
export type Checks = { readonly sha256: Sha256; isSignedBy(key: string, message: Uint8Array, signature: string): boolean }

/** `level`: what the file itself proves (0: nothing of the chain). `proven` and `word` are sentences; `problem` is why it is refused. */
export type EvidenceVerdict = {
  readonly ok: boolean
  readonly level: 0 | 2 | 4
  readonly proven: readonly string[]
  readonly word: readonly string[]
  readonly problem: string | null
}

/** `key`: the public key that must have signed. Never throws: what is wrong is the problem. */
export function verifyEvidence(text: string, checks: Checks, key: string | null = null): EvidenceVerdict {
  const proven: string[] = []
  const word: string[] = []
  try {
    const evidence = read(text)
    checkSignature(evidence, checks, key, proven, word)
    checkJournal(evidence, checks, proven, word)
    const level = checkChain(evidence, proven, word)
    tellWord(evidence, word)
    return { ok: true, level, proven, word, problem: null }
  } catch (error) {
    if (!(error instanceof EngineError)) return refused('it does not hold what evidence holds, in a way that this version cannot name.')
    return refused(error.message)
  }
}

const refused = (problem: string): EvidenceVerdict => ({ ok: false, level: 0, proven: [], word: [], problem })

const bad = (sentence: string): EngineError => new EngineError('EVIDENCE', sentence)

/** One spelling a file: what parses to the same but is written otherwise was altered. */
function read(text: string): Evidence {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw bad('The file is no JSON: it was altered or cut off.')
  }
  if (typeof value === 'object' && value !== null && 'version' in value && typeof value.version === 'number' && value.version > 1)
    throw bad(`The file is evidence of version ${value.version}, and this Crowsnest knows version 1: check it with a newer one.`)
  const parsed = Evidence.safeParse(value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw bad(
      `The file is no evidence of Crowsnest, or it was altered: ${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'unreadable'}.`,
    )
  }
  if (evidenceText(parsed.data) !== text) throw bad('The file was altered: it is not spelled as evidence is written.')
  return parsed.data
}

function checkSignature(evidence: Evidence, { isSignedBy }: Checks, key: string | null, proven: string[], word: string[]): void {
  const { signature } = evidence
  if (signature === null) {
    if (key !== null) throw bad('The file is not signed, and a key was asked for.')
    word.push('Nobody signed this file: whatever its proofs do not show may have been written by anyone.')
    return
  }
  if (key !== null && signature.key !== key.toLowerCase())
    throw bad(`The file is signed with key ${signature.key}, not with the one that was asked for.`)
  if (!isSignedBy(signature.key, evidenceMessage(evidence), signature.value))
    throw bad('The signature does not hold: the file was altered after it was signed.')
  proven.push(`Signed by the holder of key ${signature.key}.`)
  if (key === null) word.push('Whose key it is was not checked: compare it with the one that the signer gave you.')
}

function checkJournal({ claims, proofs }: Evidence, { sha256, isSignedBy }: Checks, proven: string[], word: string[]): void {
  const { journal } = proofs
  if (journal === null) return void word.push('The file holds no proof of the signer’s journal.')
  const { entry, head, path, row } = journal
  const data = new TextEncoder().encode(JSON.stringify([entry.index, entry.at, entry.kind, entry.subject, entry.body]))
  const leaf = leafHash(sha256, data)
  if (hex(leaf) !== entry.leaf) throw bad('The entry of the journal does not hash to its leaf.')
  const digest = textIn(entry.body, 'digest')
  if (digest !== hex(sha256(new TextEncoder().encode(row))))
    throw bad('The stored row is not the one that the entry of the journal recorded.')
  const told: unknown = JSON.parse(row)
  if (!Array.isArray(told) || JSON.stringify(told[1]) !== JSON.stringify(claims.order) || entry.subject !== claims.order.id)
    throw bad('The order is not the one that the journal recorded.')
  if (!isIncluded(sha256, { size: head.size, index: entry.index, leaf, path: path.map(bytes), root: bytes(head.root) }))
    throw bad('The entry is not in the journal under the head that the file names.')
  if (head.signature !== '' && !isSignedBy(head.key, headMessage(head), head.signature))
    throw bad('The signature of the journal’s head does not hold.')
  const by = head.signature === '' ? 'an unsigned head' : 'a signed head'
  proven.push(`Entry ${entry.index} of the signer’s journal recorded this very order, under ${by} over ${head.size} entries.`)
}

function checkChain({ claims, proofs }: Evidence, proven: string[], word: string[]): 0 | 2 | 4 {
  const { order, decoding } = claims
  const { block } = proofs
  if (block === null) {
    word.push('The file holds no proof of the chain: that this happened is the signer’s word.')
    return 0
  }
  const family = familyOf(decoding.family)
  const validators = block.validators?.map(asAddress) ?? null
  const context = { validators, chainId: order.chainId }
  const single = proveSingle(block, family, family.seals ? context : undefined)
  if (block.headerHash !== single.header.hash || order.blockHash !== single.header.hash || order.blockNumber !== single.header.number)
    throw bad('The order names another block than the one whose header the file holds.')
  if (order.blockTime !== single.header.timestamp) throw bad('The order names another time than the header of its block.')
  if (order.txHash !== single.transaction.hash) throw bad('The order names another transaction than the one that the file holds.')
  if (order.id !== `${order.chainId}:${order.txHash}:${order.position}`)
    throw bad('The order’s id is not that of its transaction and place.')
  proven.push(
    `The header hashes to block ${order.blockNumber} (${single.header.hash}).`,
    'Transaction and receipt, with every log, are the ones that this header commits to, and the sender signed.',
  )
  checkOrder(claims, single, proven, word)
  if (single.seals?.evidence === 4) {
    proven.push(single.seals.verdict?.words ?? 'The block carries the seals of its validators.')
    word.push(`That the ${validators?.length ?? 0} validators named are those of the chain.`)
    return 4
  }
  word.push('That this header is one of the chain: nothing in the file shows it but the endpoints that the signer names.')
  return 2
}

function checkOrder({ order, notes, decoding }: Evidence['claims'], { transaction }: ProvenSingle, proven: string[], word: string[]): void {
  if (notes.told) return void word.push('The order rests on a trace, which no proof covers.')
  if (!transaction.succeeded) throw bad('The transaction failed, so it cannot hold this order.')
  const context = { chainId: order.chainId, wrappedNative: decoding.wrappedNative === null ? null : asAddress(decoding.wrappedNative) }
  const packs = decoding.pack === null ? [] : [compilePack(decoding.pack, order.chainId)]
  // A part that stands for its order takes the order's place.
  const legs = readOrders(transaction, context, [], packs).flatMap((leg) => [
    leg,
    ...(leg.parts ?? []).map((part) => ({ ...part, position: leg.position })),
  ])
  if (!legs.some((leg) => tells(leg, order) && sameBusiness(leg, notes.business)))
    throw bad('The proven transaction does not tell of this order: read again it says something else.')
  proven.push(
    `Read again by “${order.source}”, the proven receipt tells of this ${order.kind}: accounts, tokens and amounts in base units.`,
  )
  word.push('Symbols and decimals of tokens.')
}

const tells = (leg: Leg, order: OrderRow): boolean =>
  leg.position === order.position &&
  leg.kind === order.kind &&
  leg.source === order.source &&
  leg.from === order.from &&
  leg.to === order.to &&
  sameAmount(leg, order) &&
  (leg.received === undefined) === (order.received === null) &&
  (leg.received === undefined || order.received === null || sameAmount(leg.received, order.received))

/** What a pack says of it is read again with the pack that is in the file. */
function sameBusiness({ business }: Leg, told: Business | undefined): boolean {
  if (told === undefined) return true
  return business !== undefined && JSON.stringify(Business.parse(business)) === JSON.stringify(told)
}

const sameAmount = ({ asset, amount }: Pick<Leg, 'asset' | 'amount'>, told: Pick<OrderRow, 'asset' | 'amount'>): boolean =>
  asset === told.asset.address && unitsFromBase(amount, told.asset.decimals ?? 0) === told.amount

function tellWord({ claims }: Evidence, word: string[]): void {
  const { order, endpoints, labels, notes } = claims
  if (endpoints.length > 0) word.push(`That ${endpoints.join(', ')} ${endpoints.length === 1 ? 'serves' : 'agree on'} this block.`)
  if (order.usd !== null)
    word.push(`The price: ${order.usd} USD${notes.prices.length > 0 ? `, from ${notes.prices.map(({ by }) => by).join('; ')}` : ''}.`)
  if (labels.length > 0) word.push(`Names of accounts: ${[...new Set(labels.map(({ source }) => source))].join(', ')}.`)
  word.push(`That the order is ${order.state} and reached level ${order.evidence}.`)
}

const asAddress = (text: string): Address => `0x${text.slice(2).toLowerCase()}`

function textIn(json: string, name: string): string | null {
  try {
    const value: unknown = JSON.parse(json)
    const found = typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined
    return typeof found === 'string' ? found : null
  } catch {
    return null
  }
}

const hex = (data: Uint8Array): string => Array.from(data, (byte) => byte.toString(16).padStart(2, '0')).join('')
const bytes = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
