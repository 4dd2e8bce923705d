/** Threads that prove blocks: same results, same errors, no block lost with a thread. */
import { afterEach, describe, expect, test } from 'vitest'
import { EndpointError, EngineError, ProofError, RpcError } from '#engine/errors.ts'
import type { BlockJob, Prover } from '#engine/ports.ts'
import { fromParts, toParts } from '#platform/errorParts.ts'
import { createInlineProver, createWorkerProver } from '#platform/prover.ts'
import { fixturesFolder, listBlocks, loadBlock } from '../support/fixtures.ts'

const workerUrl = new URL('../../electron/platform/proverWorker.ts', import.meta.url)
const bytes = (value: unknown): Uint8Array => new Uint8Array(Buffer.from(JSON.stringify(value)))
const answer = (result: unknown): unknown => ({ jsonrpc: '2.0', id: 1, result })
const shared = { chainId: 1, family: 'ethereum', wrappedNative: null, expect: { number: 5, hash: null }, tokens: null }
const emptyJob = (): BlockJob => ({ ...shared, block: bytes(answer(null)), receipts: [] })
const script = (text: string): URL => new URL(`data:text/javascript,${encodeURIComponent(text)}`)

const open: Prover[] = []
const start = (url: URL, threads: number): Prover => {
  const prover = createWorkerProver({ workerUrl: url, threads })
  open.push(prover)
  return prover
}
afterEach(() => {
  for (const prover of open.splice(0)) prover.close()
})

const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  )

describe('createWorkerProver', () => {
  test('rejects with the same error, of the same class, as in place', async () => {
    const here = await caught(createInlineProver().read(emptyJob()))
    const there = await caught(start(workerUrl, 1).read(emptyJob()))
    expect(here).toBeInstanceOf(ProofError)
    expect(there).toBeInstanceOf(ProofError)
    expect(toParts(there)).toEqual(toParts(here))
  })

  test('answers many questions, more than it has threads', async () => {
    const prover = start(workerUrl, 2)
    const errors = await Promise.all(Array.from({ length: 20 }, () => caught(prover.read(emptyJob()))))
    expect(errors.every((error) => error instanceof ProofError && error.code === 'NULL_BLOCK')).toBe(true)
  })

  test('takes whole buffers over and copies views of larger ones', async () => {
    const prover = start(workerUrl, 1)
    const block = bytes(answer(null))
    const pool = new Uint8Array(block.length + 20)
    pool.set(block, 10)
    const view = pool.subarray(10, 10 + block.length)
    expect(await caught(prover.read({ ...emptyJob(), block }))).toMatchObject({ code: 'NULL_BLOCK' })
    expect(await caught(prover.read({ ...emptyJob(), block: view }))).toMatchObject({ code: 'NULL_BLOCK' })
    expect(block.byteLength).toBe(0)
    expect(view.byteLength).toBeGreaterThan(0)
  })

  test('fails the block of a thread that dies with a retryable error, and goes on with another thread', async () => {
    const dies = `import { parentPort } from 'node:worker_threads'
      parentPort.on('message', ({ chainId }) => chainId === 13 ? process.exit(1) : parentPort.postMessage({ reading: chainId }))`
    const prover = start(script(dies), 1)
    const answers = await Promise.all(
      [1, 13, 2, 13, 3].map((chainId) => prover.read({ ...emptyJob(), chainId }).catch((error: unknown) => error)),
    )
    expect(answers.map((one) => (one instanceof EngineError ? [one.code, one.retryable] : one))).toEqual([
      1,
      ['PROVER', true],
      2,
      ['PROVER', true],
      3,
    ])
  })

  test('says why when its threads cannot even start', async () => {
    const error = await caught(start(script('throw new Error("no such wasm")'), 1).read(emptyJob()))
    expect(error).toMatchObject({ code: 'PROVER', retryable: true })
    expect(error instanceof Error && error.message).toContain('no such wasm')
  })

  test('rejects what is under way when it is closed, and everything after', async () => {
    const prover = start(script(`import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => {})`), 1)
    const waiting = [caught(prover.read(emptyJob())), caught(prover.read(emptyJob()))]
    prover.close()
    const errors = await Promise.all([...waiting, caught(prover.read(emptyJob()))])
    expect(errors.map((error) => error instanceof EngineError && error.code)).toEqual(['CLOSED', 'CLOSED', 'CLOSED'])
  })
})

describe.skipIf(fixturesFolder === null)('provers on recorded blocks (skipped without recorded blocks)', () => {
  test('read the same in threads as in place', async () => {
    const prover = start(workerUrl, 2)
    const files = listBlocks().filter(({ number }) => number > 17_000_000 && number < 17_686_114)
    const jobs = files.map(({ path, number }) => (): BlockJob => {
      const { block, receipts } = loadBlock(path)
      return { ...shared, expect: { number, hash: null }, block: bytes(answer(block)), receipts: [bytes(answer(receipts))] }
    })
    const here = await Promise.all(jobs.map((job) => createInlineProver().read(job())))
    const there = await Promise.all(jobs.map((job) => prover.read(job())))
    expect(here.length).toBeGreaterThan(0)
    expect(there).toEqual(here)
  })
})

describe('fromParts', () => {
  test.each([
    new ProofError('BLOOM', 7, 'the logs are others.', { index: 3 }),
    new RpcError('endpoint', 'eth_getBlock', -32601, 'no such method'),
    new EndpointError('NOT_JSON', 'endpoint', 'it answered with HTML.'),
    new EngineError('SOURCE', 'A source failed.'),
  ])('puts a $name together again', (error) => {
    const copy = fromParts(structuredClone(toParts(error)))
    expect(copy).toBeInstanceOf(error.constructor)
    expect({ ...copy }).toEqual({ ...error })
    expect(copy.message).toBe(error.message)
  })

  test('makes a fault of the app of an error that is none of ours', () => {
    expect(fromParts(toParts(new TypeError('x is undefined')))).toMatchObject({ code: 'FAULT', retryable: false })
  })
})
