/** Asks the reader thread: one for each folder, started with the first question and again where it died. */
import { Worker } from 'node:worker_threads'
import { EngineError } from '#engine/errors.ts'
import type { OrderReader } from '#ipc/services.ts'
import { createDesk, type FromDesk, type ToDesk } from './desk.ts'
import { superseded } from './turn.ts'

export type ReaderOptions = {
  readonly dataDir: string
  /** The bundled (or, in Node 24, the TypeScript) entry of the thread; absent: questions are answered where they are asked. */
  readonly workerUrl?: URL
}

/** A question is given up after this long. */
const budgetMs = 15_000

type Open = { readonly lane: string | null; resolve(value: unknown): void; reject(error: Error): void }
type Line = { send(message: ToDesk): void; close(): Promise<void> }

export function createReader({ dataDir, workerUrl }: ReaderOptions): OrderReader {
  const open = new Map<number, Open>()
  const lanes = new Map<string, number>()
  let line: Line | null = null
  let asked = 0
  let closed = false

  const settle = (id: number): Open | undefined => {
    const question = open.get(id)
    open.delete(id)
    if (question?.lane && lanes.get(question.lane) === id) lanes.delete(question.lane)
    return question
  }
  let awake = workerUrl === undefined
  const hear = (message: FromDesk): void => {
    awake = true
    const question = settle(message.id)
    if ('value' in message) question?.resolve(message.value)
    else question?.reject(new EngineError(message.error.code, message.error.message, { retryable: message.error.retryable }))
  }
  const died = (reason: string): void => {
    line = null
    for (const id of [...open.keys()])
      settle(id)?.reject(new EngineError('FAULT', `The stored orders could not be read (${reason}): try again.`, { retryable: true }))
  }
  const start = (): Line => (workerUrl === undefined ? here(dataDir, hear) : inThread(workerUrl, dataDir, hear, died))

  return {
    ask: (name, input) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new EngineError('CLOSED', 'Crowsnest is closing: ask again when it has started.'))
        const lane = input !== null && 'lane' in input && input.lane !== undefined ? `${name}:${input.lane}` : null
        const earlier = lane === null ? undefined : lanes.get(lane)
        line ??= start()
        if (earlier !== undefined) {
          settle(earlier)?.reject(superseded())
          line.send({ cancel: earlier })
        }
        asked += 1
        // What comes back is the answer to the question of this name, as `questions.ts` types it.
        open.set(asked, { lane, resolve: resolve as (value: unknown) => void, reject })
        if (lane !== null) lanes.set(lane, asked)
        line.send({ id: asked, name, input, budgetMs })
      }),
    isAwake: () => awake,
    async close() {
      closed = true
      for (const id of [...open.keys()]) settle(id)?.reject(superseded())
      const last = line
      line = null
      await last?.close()
    },
  }
}

function here(dataDir: string, hear: (message: FromDesk) => void): Line {
  const desk = createDesk(dataDir, hear)
  return {
    send: desk.take,
    close: async () => desk.close(),
  }
}

function inThread(workerUrl: URL, dataDir: string, hear: (message: FromDesk) => void, died: (reason: string) => void): Line {
  const thread = new Worker(workerUrl, { workerData: { dataDir } })
  let closing = false
  const gone = new Promise<void>((resolve) => {
    thread.on('exit', () => {
      if (!closing) died('its thread ended by itself')
      resolve()
    })
  })
  thread.on('message', hear)
  thread.on('error', (error) => died(error instanceof Error ? error.message : String(error)))
  return {
    send: (message) => thread.postMessage(message),
    async close() {
      closing = true
      thread.postMessage('close')
      await gone
    },
  }
}
