/**
 * A hundred thousand calls that nobody means, against the real handlers over a real store, and some of them over real HTTP.
 * Endpoints and channels cannot be reached here: what the calls may set loose stays on this machine.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { assemble } from '#assemble'
import { EngineError } from '#engine/errors.ts'
import { rules } from '#engine/rules/index.ts'
import { systemClock } from '#platform/clock.ts'
import { createInlineProver } from '#platform/prover.ts'
import { openSecretFile } from '#platform/secretFile.ts'
import { type CallName, calls, type Handlers } from '#shared/contract/index.ts'
import type { Result } from '#shared/result.ts'
import { createDownloads } from '../../electron/headless/fileSaver.ts'
import { startServer } from '../../electron/headless/server.ts'
import { createSettingsStore } from '../../electron/headless/settingsStore.ts'
import { fitting, mutated, pick, type Random, rubbish, type Shape, seeded, shapeOf } from '../support/fuzz.ts'
import { projectRoot } from '../support/machine.mjs'

const total = Number(process.env.CROWSNEST_FUZZ ?? 100_000)
const overHttp = Math.ceil(total / 50)
const seed = Number(process.env.CROWSNEST_SEED ?? 1)
const batch = 50

/** How often a handler was reached, and with what its schema would have refused. */
const { reached, wrong } = vi.hoisted(() => ({ reached: new Map<string, number>(), wrong: [] as string[] }))
vi.mock('#ipc/handlers/index.ts', async (original) => {
  const real = await original<typeof import('#ipc/handlers/index.ts')>()
  return { createHandlers: (services: Parameters<typeof real.createHandlers>[0]) => watched(real.createHandlers(services)) }
})

function watched(handlers: Handlers): Handlers {
  const entries = Object.entries(handlers).map(([name, handler]) => [
    name,
    (input: unknown) => {
      reached.set(name, (reached.get(name) ?? 0) + 1)
      if (!schemaOf(name).safeParse(input).success) wrong.push(`${name} ${JSON.stringify(input)?.slice(0, 300)}`)
      return (handler as (input: unknown) => unknown)(input)
    },
  ])
  return Object.fromEntries(entries) as Handlers
}

const names = Object.keys(calls) as [CallName, ...CallName[]]
const schemaOf = (name: string) => calls[name as CallName].input
/** A condition as its schema cannot show it, because it stands in itself. */
const condition: Shape = {
  anyOf: [
    ...rules.map(({ id, parameters }) => object({ kind: { const: id }, with: shapeOf(parameters) })),
    object({ kind: { type: 'string' }, with: {} }),
    object({ all: { type: 'array', items: object({ kind: { const: rules[0].id }, with: shapeOf(rules[0].parameters) }) } }),
    object({ not: object({ kind: { const: rules[0].id }, with: shapeOf(rules[0].parameters) }) }),
  ],
}
function object(properties: Readonly<Record<string, Shape>>): Shape {
  return { type: 'object', properties, required: Object.keys(properties) }
}
const shapes = new Map(names.map((name) => [name as string, withConditions(shapeOf(schemaOf(name)))]))
function withConditions(shape: Shape): Shape {
  const { properties } = shape
  if (properties === undefined) return shape
  const inner = Object.entries(properties).map(([key, one]) => [key, key === 'when' ? condition : withConditions(one)])
  return { ...shape, properties: Object.fromEntries(inner) }
}

const folder = mkdtempSync(join(tmpdir(), 'crowsnest-fuzz-'))
const faults: string[] = []
const opened: string[] = []
const downloads = createDownloads(folder, 'token')
const unreachable = () => new EngineError('UNREACHABLE', 'Nothing can be reached from here.', { retryable: false })
let app: ReturnType<typeof assemble>

beforeAll(async () => {
  app = assemble({
    ...{ host: 'headless', version: '0', dataDir: folder, clock: systemClock, random: Math.random, checkOutput: true },
    openLink: (url) => void opened.push(url),
    post: () => Promise.reject(unreachable()),
    openSocket(_, { onClose }) {
      queueMicrotask(() => onClose('nothing can be reached from here'))
      return { send() {}, close() {} }
    },
    settings: createSettingsStore(join(folder, 'settings.json')),
    secrets: openSecretFile({ file: join(folder, 'secrets.json'), cipher: null }),
    notifier: { show: () => Promise.resolve({ shown: false, message: 'Nothing can be shown here.' }) },
    fileSaver: downloads,
    demo: { start: () => Promise.reject(unreachable()), stop: () => Promise.resolve() },
    prover: createInlineProver(),
    log: (level, message, data) => void (level === 'error' && faults.push(`${message} ${JSON.stringify(data)?.slice(0, 600)}`)),
  })
  await app.start()
})
afterAll(async () => {
  await app.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** A call: mostly of a real name, with an input that fits, one that is bent, or none of it. */
function nextCall(random: Random): { name: string; input: unknown } {
  if (random() < 0.05)
    return {
      name: pick(random, ['__proto__', 'constructor', 'orders', 'orders.page.', 'ORDERS.PAGE', '', 'a'.repeat(10_000)]),
      input: rubbish(random),
    }
  const name = pick(random, names)
  const kind = random()
  if (kind < 0.35) return { name, input: rubbish(random) }
  const input = fitting(shapes.get(name) ?? {}, random)
  return { name, input: kind < 0.45 ? input : mutated(input, random) }
}

/** What is wrong with an answer; null for an envelope with a value, or with a code and a sentence. */
function faultOf(answer: unknown): string | null {
  const { ok, error } = answer as Partial<Result<unknown> & { error: { code: unknown; message: unknown } }>
  if (ok === true) return null
  if (ok !== false || typeof error?.code !== 'string' || typeof error.message !== 'string') return 'no envelope'
  if (!/^[A-Z][A-Z0-9_]*$/.test(error.code)) return `code ${error.code}`
  if (error.code === 'FAULT') return 'a fault of ours'
  if (/\n\s*at |node:internal|file:\/\/\/(?!etc)|\[object|undefined is not|is not a function/.test(error.message)) return 'no sentence'
  if (error.message === '' || error.message.length > 2_000 || error.message.includes(projectRoot)) return 'no short sentence'
  return null
}

const heap = (): number => {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed / 1e6
}

describe('the contract under fuzz', () => {
  test(`${total} calls, seed ${seed}: always an answer, never a handler with bad input, and no growing memory`, {
    timeout: 600_000,
  }, async () => {
    const random = seeded(seed)
    const bad: string[] = []
    let early = 0
    for (let done = 0; done < total; done += batch) {
      const asked = Array.from({ length: batch }, () => nextCall(random))
      const answers = await inTime(Promise.all(asked.map(({ name, input }) => app.serve(name, input))), () =>
        asked.map(({ name }) => name).join(' '),
      )
      answers.forEach((answer, at) => {
        const fault = faultOf(answer)
        if (fault !== null) bad.push(`${fault}: ${JSON.stringify(asked[at])?.slice(0, 400)} → ${JSON.stringify(answer).slice(0, 400)}`)
      })
      if (done === Math.floor(total / 4 / batch) * batch) early = heap()
    }
    expect(wrong).toEqual([])
    expect(bad.slice(0, 10)).toEqual([])
    expect(faults.slice(0, 10)).toEqual([])
    expect(heap() - early).toBeLessThan(100)
    // A share of the calls was good, so the handlers behind were really tried.
    expect(names.filter((name) => !reached.has(name))).toEqual([])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(opened.filter((url) => !url.startsWith('https://'))).toEqual([])
    expect(await app.serve('orders.page', { filter: {}, limit: 10 })).toMatchObject({ ok: true })
  })

  test(`${overHttp} of them over HTTP: an envelope or a refusal, and the server goes on`, { timeout: 600_000 }, async () => {
    const pages = join(folder, 'pages')
    mkdirSync(pages)
    writeFileSync(join(pages, 'index.html'), 'page')
    const server = await startServer({ app, pages, downloads, token: 'token', port: 0 })
    const random = seeded(seed + 1)
    const bad: string[] = []
    try {
      for (let done = 0; done < overHttp; done += 10) {
        const bodies = Array.from({ length: 10 }, () => bodyOf(random))
        const answers = await Promise.all(bodies.map((body) => send(server.port, body)))
        answers.forEach(({ status, text }, at) => {
          if ([400, 413].includes(status)) return
          const fault = status === 200 ? faultOf(JSON.parse(text)) : `status ${status}`
          if (fault !== null) bad.push(`${fault}: ${bodies[at]?.slice(0, 300)} → ${text.slice(0, 300)}`)
        })
      }
      expect(bad.slice(0, 10)).toEqual([])
      expect(wrong).toEqual([])
      const { status, text } = await send(server.port, '{"name":"app.status","input":null}')
      expect([status, JSON.parse(text)]).toMatchObject([200, { ok: true }])
    } finally {
      await server.close()
    }
  })
})

/** Rejects with the names of calls that are not answered. */
async function inTime<T>(answers: Promise<T>, what: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within a minute from one of: ${what()}`)), 60_000)
  })
  return Promise.race([answers, late]).finally(() => clearTimeout(timer))
}

/** A call as text, now and then cut, doubled or with bytes changed. */
function bodyOf(random: Random): string {
  const text = JSON.stringify(nextCall(random))
  const kind = random()
  if (kind < 0.1) return text.slice(0, Math.floor(random() * text.length))
  if (kind < 0.15) return text.replace('{', '{"name":"app.status","__proto__":{"input":1},')
  if (kind < 0.2) return `${text}${text}`
  if (kind < 0.25) return '['.repeat(Math.floor(random() * 100_000))
  return text
}

function send(port: number, body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-crowsnest-token': 'token' }
    const sent = request({ host: '127.0.0.1', port, method: 'POST', path: '/call', headers }, (response) => {
      let text = ''
      response.on('data', (part) => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
