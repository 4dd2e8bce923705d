/** The one place where a viewer is answered: a list of calls, and the rules of the packs over every answer before it leaves. */
import { EngineError } from '#engine/errors.ts'
import { type CallName, calls, type Input, type Output } from '#shared/contract/index.ts'
import type { Veil } from '#shared/disclosureByRole.ts'
import type { OrderDetail } from '#shared/order.ts'
import type { Pack } from '#shared/pack.ts'
import { failure, type Result, success } from '#shared/result.ts'
import type { Viewer } from '#shared/viewer.ts'
import type { EventListener } from '../publish.ts'
import type { Serve } from '../serve.ts'
import { businessAnswers } from './business.ts'
import { orderAnswers } from './orders.ts'
import { pageAnswers } from './page.ts'
import { createPlaces, type Places } from './places.ts'
import { toldProgress, toldSeq } from './told.ts'

export type SessionDeps = {
  readonly viewer: Viewer
  readonly veil: Veil
  /** The owner's calls: what they answer is covered before it is passed on. */
  readonly serve: Serve
  /** The packs as they are now. */
  packs(): readonly Pack[]
  orderOf(id: string): OrderDetail | null
  onEvent(listener: EventListener): () => void
  /** What the viewer is told of the place of its file; absent: as the owner is. */
  readonly place?: (shown: string) => string
}

/** What answers need: the owner's answers, the packs of the viewer, and what its references stand for. */
export type Desk = Omit<SessionDeps, 'serve' | 'onEvent' | 'packs'> & {
  readonly places: Places
  ask<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>
  /** Throws EngineError FORBIDDEN for a pack that is not shown to this viewer. */
  packOf(id: string): Pack
  readonly shown: () => readonly Pack[]
}

/** Calls that are answered; each is given a valid input. */
export type Answers = { readonly [N in CallName]?: (input: Input<N>) => Promise<Output<N>> }

export type Session = { readonly serve: Serve; onEvent(listener: EventListener): () => void }

/** Answers nothing but what a viewer may ask, and nothing that its packs hide from it; everything else is FORBIDDEN. Throws nothing. */
export function createSession(deps: SessionDeps): Session {
  const { viewer } = deps
  const shown = () => deps.packs().filter(({ id }) => viewer.packs.includes(id))
  const jobs = new Set<string>()
  const desk: Desk = {
    ...deps,
    places: createPlaces(deps.veil),
    shown,
    async ask(name, input) {
      const result = await deps.serve(name, input)
      if (!result.ok) throw new EngineError(result.error.code, result.error.message)
      // The contract says what this call answers.
      return result.value as Output<typeof name>
    },
    packOf(id) {
      const pack = shown().find((one) => one.id === id)
      if (!pack) throw new EngineError('FORBIDDEN', 'This pack is not shown to you.')
      return pack
    },
  }
  const answers: Answers = { ...pageAnswers(desk), ...businessAnswers(desk), ...orderAnswers(desk, jobs) }

  return {
    async serve(name, input): Promise<Result<unknown>> {
      const answer = Object.hasOwn(answers, name) ? answers[name as CallName] : undefined
      if (answer === undefined)
        return failure('FORBIDDEN', 'This is for whoever runs this Crowsnest: you are shown the books of packs, and nothing else.')
      const parsed = calls[name as CallName].input.safeParse(input)
      if (!parsed.success) {
        const issue = parsed.error.issues[0]
        return failure('BAD_INPUT', issue ? `${issue.path.join('.') || 'The input'}: ${issue.message}` : 'The input is not valid.')
      }
      try {
        return success(await (answer as (input: unknown) => Promise<unknown>)(parsed.data))
      } catch (error) {
        // Words of the owner's side may name what is hidden: only those that were written for viewers, or say nothing of the books, are passed on.
        return error instanceof EngineError && plain.has(error.code)
          ? failure(error.code, error.message)
          : failure('FAULT', 'This could not be answered: try again.')
      }
    },
    onEvent: (listener) =>
      deps.onEvent((name, payload) => {
        const told = toldOf(name, payload, viewer, jobs, deps.place)
        if (told !== null) listener(name, told)
      }),
  }
}

const plain = new Set(['FORBIDDEN', 'SUPERSEDED', 'TOO_SLOW', 'GONE'])

function toldOf(
  name: string,
  payload: unknown,
  viewer: Viewer,
  jobs: ReadonlySet<string>,
  place: (shown: string) => string = (shown) => shown,
): object | null {
  if (name === 'business.changed') {
    const packs = (payload as { packs: string[] }).packs.filter((id) => viewer.packs.includes(id))
    return packs.length > 0 ? { packs } : null
  }
  if (name === 'orders.changed') {
    const { rows, lastSeq } = payload as { rows: { source: string }[]; lastSeq: number }
    const sources = viewer.packs.map((id) => `pack:${id}`)
    const concerned = rows.length === 0 || rows.some(({ source }) => sources.includes(source))
    return concerned ? { firstSeq: toldSeq(lastSeq), lastSeq: toldSeq(lastSeq), rows: [] } : null
  }
  if (name === 'orders.exportProgress') {
    const progress = payload as NonNullable<Output<'orders.export'>>
    if (!jobs.has(progress.jobId)) return null
    return toldProgress(progress, place)
  }
  return null
}
