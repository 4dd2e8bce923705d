/** Watches over the validators of one chain: follows who may seal from header to header, and tells what is out of order. Pure; no clock. */
import type { Address, Hex } from '../../types.ts'
import { isProduced, judgeSeals, quorumOf, type SealVerdict } from './judge.ts'
import { countParticipation, type JudgedBlock, type Participation, patienceOf } from './participation.ts'
import type { Seal, SealFamily } from './seal.ts'
import { changeSentence, names, type SealEvent } from './sealEvent.ts'
import { afterBlock, freshState, inTurn, type SetState, sealedTooSoon } from './votes.ts'

export type SealWatchConfig = {
  readonly family: SealFamily
  /**
   * Who may seal at the start. null takes the first list that a header gives for its own block, on that endpoint's word; Bor and Parlia
   * give none, so there a set has to be configured before anything counts as sealed.
   */
  readonly validators: readonly Address[] | null
  /** Sets that the network's settings or its contract foretell, by the first block that each holds for. */
  readonly transitions?: readonly { readonly from: number; readonly validators: readonly Address[] }[]
  /** Blocks between two checkpoints, where open votes are forgotten. 30000 unless said (EIP-225, Besu). */
  readonly epoch?: number
  /** Blocks that participation is counted over, and how deep a reorganisation can be followed. 100 unless said. */
  readonly window?: number
  /** Blocks without a seal after which a validator is called silent. By protocol and size of the set unless said. */
  readonly silentAfter?: number
  /** Where an earlier watch of the same chain ended; blocks go on from there. Goes before `validators`. */
  readonly resume?: WatchMemory
}

/** What a watch has to remember to go on another day: plain data. */
export type WatchMemory = {
  readonly number: number
  readonly hash: Hex
  readonly state: SetState
  readonly silent: readonly Address[]
}

export type SealReport = {
  readonly verdict: SealVerdict
  /** 4 where a set that was configured, or followed without a break from the first, sealed the block by its rule; else 2. */
  readonly evidence: 2 | 4
  readonly events: readonly SealEvent[]
}

export type SealWatch = {
  /** Takes the next header's seal (the header's hash proven). A height may come again, after a reorganisation. Never throws. */
  take(seal: Seal): SealReport
  /** What `take` would find, without taking it; null where its parent is not in view. Never throws. */
  preview(seal: Seal): SealVerdict | null
  /** Looks at a block that is not taken for the chain's own: only whether it was sealed beside one that is. Never throws. */
  witness(seal: Seal): readonly SealEvent[]
  /** What to remember; null before the first block of a known set. */
  memory(): WatchMemory | null
  participation(): readonly Participation[]
  /** Who may seal a child of this block; null where the block is not in view or nobody vouches for a set. */
  validatorsAfter(hash: Hex): readonly Address[] | null
  /** The user vouches for this set from the newest block on, after a change that nothing explained. */
  accept(validators: readonly Address[]): void
}

type Known = { readonly number: number; readonly hash: Hex; readonly state: SetState }
type Tell = (kind: SealEvent['kind'], validators: readonly Address[], sentence: string, announced?: SealEvent['announced']) => void

export const createSealWatch = (config: SealWatchConfig): SealWatch => {
  const { family, epoch = 30_000, window = 100 } = config
  const states = new Map<Hex, Known>()
  /** Every block that was seen at a height of the window, the one taken last first. */
  const seen = new Map<number, readonly JudgedBlock[]>()
  const lastSealed = new Map<Address, number>()
  const silent = new Set<Address>(config.resume?.silent)
  let newest: Known | null = config.resume ?? null
  if (newest !== null) states.set(newest.hash, newest)
  /** A list that nothing explained: told once, not with every block that repeats it. */
  let doubted = ''

  const take = (seal: Seal): SealReport => {
    const events: SealEvent[] = []
    const tell: Tell = (kind, validators, sentence, announced) => {
      const event = { kind, number: seal.number, hash: seal.hash, validators, sentence }
      events.push(announced === undefined ? event : { ...event, announced })
    }
    const before = stateBefore(seal, tell)
    const state = before === null ? null : settle(before, seal, tell)
    const verdict = judgeSeals(seal, state?.validators ?? [])
    const sound = state !== null && verdict.ok
    // The first block of a chain is sealed by nobody.
    if (state !== null && !verdict.ok && doubted === '' && !isFirst(seal)) tell('unsealed', verdict.foreign, verdict.words)
    if (sound) {
      for (const fault of cliqueFaults(state, seal)) tell(...fault)
      tellTwins(seal, tell)
    }
    if ((seal.round ?? 0) > 0) tell('round-change', [], roundSentence(seal))
    remember(seal, sound ? state : before, sound)
    if (sound) tellComing(state, seal, tell)
    if (sound) tellSilence(state, seal, tell)
    return { verdict, evidence: sound ? 4 : 2, events }
  }

  /** The set in force before this header is looked at; null where none is known yet. */
  const stateBefore = (seal: Seal, tell: Tell): SetState | null => {
    const parent = states.get(seal.parentHash)
    if (parent !== undefined) return parent.state
    if (newest === null) {
      const start = foretold(config, -1, seal.number) ?? config.validators ?? (listsOwn(seal) ? seal.validators : null)
      if (start === null) return null
      const begun = freshState(start)
      states.set(seal.parentHash, { number: seal.number - 1, hash: seal.parentHash, state: begun })
      return begun
    }
    tell(
      'gap',
      [],
      `Block ${seal.number} rests on blocks that were not seen, nor the votes in them; the set known at block ${newest.number} goes on.`,
    )
    lastSealed.clear()
    return freshState(foretold(config, newest.number, seal.number) ?? newest.state.validators)
  }

  /** The set for this very block, once its own list is compared with what was expected. */
  const settle = (before: SetState, seal: Seal, tell: Tell): SetState => {
    const { set, listed, isExpected, vouched, state } = compare(before, seal)
    const parent = seen.get(seal.number - 1)?.find(({ seal: { hash } }) => hash === seal.parentHash)
    if (isExpected) {
      doubted = ''
      if (parent !== undefined && !isLater(family)) tellChange(seal, parent.set, listed, set === null ? 'votes' : 'settings', tell)
      return state
    }
    if (vouched || doubted !== listed.join()) tellChange(seal, before.validators, listed, vouched ? 'quorum' : null, tell)
    doubted = vouched ? '' : listed.join()
    return state
  }

  /** Clique's checkpoints repeat the set; they never change it. A BFT set is vouched for by a quorum of the set before. */
  const compare = (before: SetState, seal: Seal) => {
    const set = foretold(config, seal.number - 1, seal.number)
    const expected = set === null ? before : freshState(set)
    const listed = listsOwn(seal) ? [...(seal.validators ?? [])].sort() : expected.validators
    const isExpected = same(listed, expected.validators)
    const old = new Set(seal.signers.filter((signer) => before.validators.includes(signer)))
    const vouched = !isExpected && family !== 'clique' && old.size >= quorumOf(family, before.validators.length)
    return { set, listed, isExpected, vouched, state: isExpected ? expected : vouched ? freshState(listed) : before }
  }

  const preview = (seal: Seal): SealVerdict | null => {
    const before = states.get(seal.parentHash)?.state
    return before === undefined ? null : judgeSeals(seal, compare(before, seal).state.validators)
  }

  const witness = (seal: Seal): SealEvent[] => {
    const events: SealEvent[] = []
    const known = seen.get(seal.number) ?? []
    if (preview(seal)?.ok !== true || known.some(({ seal: { hash } }) => hash === seal.hash)) return events
    tellTwins(seal, (kind, validators, sentence) => events.push({ kind, number: seal.number, hash: seal.hash, validators, sentence }))
    // Behind the chain's own block: that one counts for participation.
    if (known.length > 0) seen.set(seal.number, [...known, { seal, set: [], ok: true }])
    return events
  }

  /** Two sealed blocks at one height: BFT excludes that; elsewhere it is foul play only where the same account sealed both. */
  const tellTwins = (seal: Seal, tell: Tell): void => {
    const known = seen.get(seal.number) ?? []
    if (known.some((other) => other.seal.hash === seal.hash)) return
    for (const other of known.filter(({ ok }) => ok)) {
      const both = [...new Set(seal.signers)].filter((signer) => other.seal.signers.includes(signer))
      if (isProduced(family) && both.length === 0) continue
      const who = both.length === 0 ? 'nobody signed both' : `${names(both)} signed both`
      tell('equivocation', both, `Two blocks were sealed at height ${seal.number}, ${other.seal.hash} and ${seal.hash}: ${who}.`)
    }
  }

  const remember = (seal: Seal, state: SetState | null, ok: boolean): void => {
    const others = (seen.get(seal.number) ?? []).filter(({ seal: { hash } }) => hash !== seal.hash)
    seen.set(seal.number, [{ seal, set: state?.validators ?? [], ok }, ...others])
    for (const number of seen.keys()) if (number <= seal.number - window) seen.delete(number)
    for (const [hash, { number }] of states) if (number <= seal.number - window) states.delete(hash)
    if (state === null) return
    newest = { number: seal.number, hash: seal.hash, state: ok ? afterBlock(state, seal, epoch) : state }
    states.set(seal.hash, newest)
    if (ok) for (const signer of seal.signers) lastSealed.set(signer, Math.max(seal.number, lastSealed.get(signer) ?? 0))
  }

  const tellSilence = ({ validators }: SetState, { number }: Seal, tell: Tell): void => {
    const patience = config.silentAfter ?? patienceOf(family, validators.length)
    for (const gone of silent) if (!validators.includes(gone)) silent.delete(gone)
    for (const validator of validators) {
      const since = lastSealed.get(validator) ?? number
      lastSealed.set(validator, since)
      const quiet = number - since
      if (quiet < patience && silent.delete(validator)) tell('back', [validator], `${validator} seals again, from block ${number} on.`)
      if (quiet < patience || silent.has(validator)) continue
      silent.add(validator)
      tell('silent', [validator], `${validator} has sealed none of the last ${quiet} blocks, up to block ${number}.`)
    }
  }

  return {
    take,
    preview,
    witness,
    memory: () => newest && { ...newest, silent: [...silent] },
    participation: () => countParticipation([...seen.values()].flatMap(([latest]) => (latest === undefined ? [] : [latest]))),
    validatorsAfter: (hash) => {
      const known = states.get(hash)
      return known === undefined ? null : (foretold(config, known.number, known.number + 1) ?? known.state.validators)
    },
    accept: (validators) => {
      doubted = ''
      if (newest === null) return
      const { number, hash } = newest
      newest = { number, hash, state: freshState(validators) }
      seen.set(
        number,
        (seen.get(number) ?? []).map((block) => ({ ...block, set: [...validators].sort() })),
      )
      for (const [hash, known] of states) if (known.number === number) states.set(hash, newest)
    },
  }
}

/** Bor and Parlia list who will seal later, the others who may seal the very block. */
const isLater = (family: SealFamily): boolean => family === 'bor' || family === 'parlia'
const listsOwn = ({ family, validators }: Seal): boolean => validators !== null && !isLater(family)

/** The newest set foretold to begin after block `after` and not after block `upTo`. */
const foretold = ({ transitions = [] }: SealWatchConfig, after: number, upTo: number): readonly Address[] | null =>
  [...transitions].sort((a, b) => a.from - b.from).findLast(({ from }) => from > after && from <= upTo)?.validators ?? null

const tellChange = (seal: Seal, from: readonly Address[], to: readonly Address[], announced: SealEvent['announced'], tell: Tell): void => {
  const joined = to.filter((one) => !from.includes(one))
  const left = from.filter((one) => !to.includes(one))
  if (joined.length + left.length === 0) return
  tell('set-change', [...joined, ...left], changeSentence(seal.number, joined, left, announced), announced ?? null)
}

const tellComing = ({ coming }: SetState, seal: Seal, tell: Tell): void => {
  if (isLater(seal.family) && seal.validators !== null) tellChange(seal, coming, [...seal.validators].sort(), 'header', tell)
}

/** Rules of Clique beside the seal: how often a signer may seal, and what difficulty it has to claim (EIP-225). */
const cliqueFaults = (state: SetState, { family, number, producer, difficulty }: Seal): Parameters<Tell>[] => {
  if (family !== 'clique' || producer === null) return []
  const faults: Parameters<Tell>[] = []
  const turn = inTurn(state, number)
  if (sealedTooSoon(state, number, producer)) {
    const every = Math.floor(state.validators.length / 2) + 1
    faults.push(['rule', [producer], `${producer} sealed block ${number} too soon: it may seal only one block in ${every}.`])
  }
  if ((difficulty === 2) !== (turn === producer)) {
    faults.push(['rule', [producer], `Block ${number} claims difficulty ${difficulty}, which does not fit the turn of ${producer}.`])
  }
  if (turn !== undefined && turn !== producer) faults.push(['missed-turn', [turn], `${turn} did not seal block ${number}, its turn.`])
  return faults
}

const isFirst = ({ number, signers }: Seal): boolean => number === 0 && signers.length === 0

const roundSentence = ({ number, round, producer }: Seal): string =>
  `Block ${number} took ${(round ?? 0) + 1} rounds: only ${producer ?? 'a later proposer'} brought one through.`

const same = (a: readonly Address[], b: readonly Address[]): boolean => a.length === b.length && a.every((one, i) => one === b[i])
