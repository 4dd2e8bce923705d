import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EngineError } from '#engine/errors.ts'
import { serve } from '#ipc/serve.ts'
import { calls, type Handlers } from '#shared/contract/index.ts'

const reached: string[] = []
/** Every call answers with its name: only `serve` itself is under test. */
const handlers = Object.fromEntries(
  Object.keys(calls).map((name) => [
    name,
    () => {
      reached.push(name)
      return null
    },
  ]),
) as unknown as Handlers

describe('serve', () => {
  test('answers a valid call', async () => {
    expect(await serve(handlers)('app.demo', { on: true })).toEqual({ ok: true, value: null })
  })
  test('refuses names that are no calls, those of the prototype included', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'orders.drop', '']) {
      expect(await serve(handlers)(name, null)).toMatchObject({ ok: false, error: { code: 'UNKNOWN_CALL' } })
    }
  })
  test('never lets bad input reach a handler, and never throws', async () => {
    const call = serve(handlers)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(calls)), fc.anything({ maxDepth: 3 }), async (name, input) => {
        reached.length = 0
        const schema = calls[name as keyof typeof calls].input
        const answer = await call(name, input)
        expect(reached).toEqual(schema.safeParse(input).success ? [name] : [])
        expect(answer.ok).toBe(schema.safeParse(input).success)
      }),
      { numRuns: 2000 },
    )
  })
  test('carries the code and the sentence of an engine error', async () => {
    const failing = {
      ...handlers,
      'app.status': () => Promise.reject(new EngineError('DISK_FULL', 'The disk is full.')),
    } as unknown as Handlers
    expect(await serve(failing)('app.status', null)).toEqual({ ok: false, error: { code: 'DISK_FULL', message: 'The disk is full.' } })
  })
  test('reports an answer that breaks its own contract', async () => {
    const faults: string[] = []
    const answer = await serve(handlers, { checkOutput: true, onFault: (name) => faults.push(name) })('orders.count', { filter: {} })
    expect(answer).toMatchObject({ ok: false, error: { code: 'FAULT' } })
    expect(faults).toEqual(['orders.count'])
  })
})
