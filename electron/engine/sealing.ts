/** The seals of one chain's blocks: what they lift, what they refuse, and what the validators did that is worth telling. */
import type { SealStatus } from '#shared/status.ts'
import type { Read } from './chainReader.ts'
import type { Chain } from './chains/defineChain.ts'
import { chainOf } from './chains/index.ts'
import { EngineError, ProofError } from './errors.ts'
import type { ChainStore, Clock, Incident, Log } from './ports.ts'
import { gist, readMemory, writeMemory } from './sealMemory.ts'
import type { Address, BlockReading, Hex } from './types.ts'
import type { SealContext } from './verify/seals/index.ts'
import { judgeSeals, quorumRule } from './verify/seals/judge.ts'
import type { Seal } from './verify/seals/seal.ts'
import type { SealEvent } from './verify/seals/sealEvent.ts'
import { createSealWatch, type SealWatch, type WatchMemory } from './verify/seals/watch.ts'

/** The level of a block with its seals, and why it is not higher. */
export type Lifted = { readonly evidence: number; readonly notes: readonly string[] }

export type Sealing = {
  /** What the prover needs to read seals; undefined where nobody watches over them. */
  context(): SealContext | undefined
  /** Begins at the stored tip, or anew. */
  begin(tip: { readonly number: number; readonly hash: Hex } | null): void
  /** Throws ProofError SEALS for a block that those configured did not seal, as far as that can be told before its parents are there. */
  check(reading: BlockReading, host: string): void
  /** Takes blocks that become the chain's, in order, before they are committed; answers their levels by hash. Throws as `check`. */
  take(reads: readonly Read[]): ReadonlyMap<string, Lifted>
  /** They were committed: what was to be told of them is told. */
  committed(): void
  /** The level of a block of history, by the validators that are known now. */
  lift(read: Read): Lifted
  /** A block that is not the chain's own may have been sealed beside one that is. */
  witness(read: Read): void
  status(): SealStatus | undefined
  /** Remembers where it stands. */
  close(): void
}

/** These come again with every block of a chain in trouble: told once in so many milliseconds for the same validators. */
const repetitive: ReadonlySet<SealEvent['kind']> = new Set(['round-change', 'missed-turn', 'unsealed', 'rule', 'gap'])
const againMs = 10 * 60_000
/** How often the place is remembered while nothing changes, milliseconds. */
const rememberMs = 5_000
/** Bor's Jaipur fork on its public chains (maticnetwork/bor params): Polygon PoS and Amoy. */
const jaipur: Readonly<Record<number, number>> = { 137: 23_850_000, 80002: 73_100 }

type Deps = {
  readonly chain: Chain
  readonly store: Pick<ChainStore, 'accuse' | 'sealMemory' | 'rememberSeals'>
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
  equivocation(alarm: Incident): void
}

/**
 * Seals are read where the network's family or validators were configured, or where the chain is none of the known ones: the producers of
 * Polygon's blocks prove nothing as long as nobody names them.
 */
export function createSealing({ chain, store, clock, log, equivocation }: Deps): Sealing {
  const { chainId, validators: configured = null } = chain
  const watched = configured !== null || chain.familyChosen === true || chainOf(chainId) === null
  const key = [...(configured ?? [])].sort().join()
  let watch: SealWatch | null = null
  let family: Seal['family'] | null = null
  let resume: WatchMemory | null = null
  /** Blocks were missed: until one is sealed by the known set again, a stranger's seal may come of a change that was not seen. */
  let loose = false
  let waiting: Incident[] = []
  let remembered = ''
  let rememberedAt = 0
  let shown: SealStatus | undefined
  const told = new Map<string, number>()

  const watching = (of: Seal['family']): SealWatch => {
    if (watch !== null && family === of) return watch
    family = of
    watch = createSealWatch({ family, validators: configured, ...(resume === null ? {} : { resume }) })
    return watch
  }

  const refusal = (number: number, words: string, host: string): ProofError => {
    const remedy = 'If the validators are others now, correct them in the network’s settings.'
    return new ProofError('SEALS', number, `${lowerFirst(words.replace(/^Block \d+ /, 'it '))} Served by ${host}. ${remedy}`, { host })
  }

  const note = (event: SealEvent, host: string): void => {
    const { kind, number, hash, validators, sentence, announced } = event
    const at = clock.now()
    const what = `${kind} ${validators.join()} ${repetitive.has(kind) ? '' : hash}`
    if (at - (told.get(what) ?? Number.NEGATIVE_INFINITY) < againMs) return
    for (const [old, time] of told) if (at - time >= againMs) told.delete(old)
    told.set(what, at)
    const data = { hash, validators: validators.join(', '), ...(announced ? { announced } : {}) }
    waiting.push({ chainId, host, at, code: codeOf(kind), block: number, sentence, data })
  }

  const tellWaiting = (): void => {
    const alarms = waiting
    waiting = []
    for (const alarm of alarms) {
      log(alarm.code === codeOf('equivocation') ? 'error' : 'warn', `${chain.name}: ${alarm.sentence}`)
      try {
        store.accuse(alarm)
      } catch (unwritable) {
        // A full disk stops the chain by itself, with its own sentence.
        if (!(unwritable instanceof EngineError)) throw unwritable
      }
      if (alarm.code === codeOf('equivocation')) equivocation(alarm)
    }
  }

  const takeOne = ({ reading, endpoint }: Read): Lifted => {
    const { seals, evidence, header } = reading
    if (seals === undefined) return { evidence, notes: [] }
    if (seals.seal === null) return { evidence, notes: seals.note === null ? [] : [seals.note] }
    const watch = watching(seals.seal.family)
    const isFirst = watch.memory() === null
    const known = isFirst || watch.preview(seals.seal) !== null
    if (!known) loose = true
    const report = watch.take(seals.seal)
    if (report.evidence !== 4 && configured !== null && known && !loose && !isGenesis(seals.seal)) {
      if (isFirst) unwatch()
      throw refusal(header.number, report.verdict.words, endpoint.host)
    }
    if (report.evidence === 4) loose = false
    for (const event of report.events) note(event, endpoint.host)
    if (report.evidence === 4) return { evidence: Math.max(evidence, 4), notes: configured === null ? [unvouched] : [] }
    return { evidence, notes: [isGenesis(seals.seal) ? (seals.note ?? report.verdict.words) : report.verdict.words] }
  }

  const remember = (always = false): void => {
    const memory = watch?.memory() ?? null
    if (memory === null) return
    const now = clock.now()
    if (!always && gist(memory) === remembered && now - rememberedAt < rememberMs) return
    remembered = gist(memory)
    rememberedAt = now
    try {
      store.rememberSeals(chainId, writeMemory(key, memory))
    } catch (unwritable) {
      // As above.
      if (!(unwritable instanceof EngineError)) throw unwritable
    }
  }

  const show = (watch: SealWatch, family: Seal['family']): void => {
    shown = statusOf(watch, family, configured, resume)
  }

  const unwatch = (): void => {
    watch = null
    family = null
  }

  return {
    context: () =>
      watched ? { validators: null, chainId, ...(jaipur[chainId] === undefined ? {} : { jaipurBlock: jaipur[chainId] }) } : undefined,

    begin(tip) {
      unwatch()
      // What was followed from other validators than those of the settings now says nothing.
      const kept = watched ? readMemory(store.sealMemory(chainId), key) : null
      // It is written down at every change: blocks after it changed nothing but, perhaps, votes that are open.
      resume = kept !== null && tip !== null ? { ...kept, number: tip.number, hash: tip.hash } : kept
      loose = kept !== null && tip !== null && kept.hash !== tip.hash
      // Who may seal is shown before the next block comes.
      const begun = chain.family === 'polygon' ? 'bor' : chain.family
      if (watched && (configured !== null || resume !== null) && isSealFamily(begun)) show(watching(begun), begun)
    },

    check({ header, seals }, host) {
      if (configured === null || loose || seals?.seal == null || isGenesis(seals.seal)) return
      const verdict = watching(seals.seal.family).preview(seals.seal)
      if (verdict !== null && !verdict.ok) throw refusal(header.number, verdict.words, host)
    },

    take(reads) {
      const lifted = new Map<string, Lifted>()
      for (const read of reads) {
        try {
          lifted.set(read.reading.header.hash, takeOne(read))
        } catch (error) {
          read.endpoint.failed(error)
          throw error
        }
      }
      return lifted
    },

    committed() {
      tellWaiting()
      remember()
      if (watch !== null && family !== null) show(watch, family)
    },

    lift({ reading: { seals, evidence } }) {
      if (seals === undefined) return { evidence, notes: [] }
      if (seals.seal === null || isGenesis(seals.seal)) return { evidence, notes: seals.note === null ? [] : [seals.note] }
      const { words, ok } = judgeSeals(seals.seal, watch?.memory()?.state.validators ?? configured ?? [])
      if (ok) return { evidence: Math.max(evidence, 4), notes: configured === null ? [unvouched] : [] }
      return { evidence, notes: [`${words} Others may have been validators then, so its seals do not count as proof.`] }
    },

    witness({ reading: { seals }, endpoint }) {
      if (seals?.seal == null || watch === null) return
      for (const event of watch.witness(seals.seal)) note(event, endpoint.host)
      tellWaiting()
    },

    status: () => shown,
    close: () => remember(true),
  }
}

const unvouched =
  'Who may seal is the word of the first block that was read here, followed from there on. Enter the validators in the network’s settings to rest on more.'

/** `SEAL_EQUIVOCATION` and the like: codes of alarms, told apart from faults of endpoints by their first word. */
const codeOf = (kind: SealEvent['kind']): string => `SEAL_${kind.toUpperCase().replaceAll('-', '_')}`

const isSealFamily = (family: string): family is Seal['family'] => Object.hasOwn(quorumRule, family)

const statusOf = (
  watch: SealWatch,
  family: Seal['family'],
  configured: readonly Address[] | null,
  resume: WatchMemory | null,
): SealStatus => {
  const silent = new Set(watch.memory()?.silent)
  const seen = watch.participation()
  const first = [...new Set(resume?.state.validators ?? configured ?? [])].sort()
  const all = seen.length > 0 ? seen : first.map((validator) => ({ validator, sealed: 0, proposed: 0, of: 0 }))
  return {
    rule: quorumRule[family],
    vouched: configured === null ? 'firstBlock' : 'settings',
    validators: all.map(({ validator, sealed, proposed, of }) => ({
      address: validator,
      sealed,
      proposed,
      of,
      silent: silent.has(validator),
    })),
  }
}

const isGenesis = ({ number, signers }: Seal): boolean => number === 0 && signers.length === 0

const lowerFirst = (sentence: string): string => sentence.slice(0, 1).toLowerCase() + sentence.slice(1)
