/** The loopback server over real sockets: who is answered, who is not, and what travels. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EventListener } from '#ipc/publish.ts'
import { success } from '#shared/result.ts'
import { createDownloads } from '../../electron/headless/fileSaver.ts'
import { startServer } from '../../electron/headless/server.ts'

const folder = mkdtempSync(join(tmpdir(), 'crowsnest-server-'))
const token = 'the-token-of-this-start'
const listeners = new Set<EventListener>()
const calls: unknown[] = []
const app = {
  serve: (name: string, input: unknown) => {
    calls.push([name, input])
    return Promise.resolve(success({ name, input }))
  },
  onEvent: (listener: EventListener) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}
const downloads = createDownloads(folder, token)
let server: Awaited<ReturnType<typeof startServer>>

beforeAll(async () => {
  const pages = join(folder, 'pages')
  mkdirSync(join(pages, 'assets'), { recursive: true })
  writeFileSync(join(pages, 'index.html'), '<!doctype html>page')
  writeFileSync(join(pages, 'assets/app.js'), 'script')
  server = await startServer({ app, pages, downloads, token, port: 0 })
})
afterAll(() => server.close())

describe('calls', () => {
  const good = { 'content-type': 'application/json', 'x-crowsnest-token': token }
  const body = '{"name":"app.status","input":null}'

  test('reach the app and come back with its answer', async () => {
    const answer = await ask('POST', '/call', good, body)
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toEqual({ ok: true, value: { name: 'app.status', input: null } })
  })

  test.each<[string, number, Record<string, string>]>([
    ['without a token', 401, { 'content-type': 'application/json' }],
    ['with a wrong token', 401, { ...good, 'x-crowsnest-token': `${token}x` }],
    ['under another host name', 403, { ...good, host: 'attacker.example' }],
    ['under our name with another port', 403, { ...good, host: '127.0.0.1:1' }],
    ['from another site', 403, { ...good, origin: 'http://attacker.example' }],
    ['from a page without an origin', 403, { ...good, origin: 'null' }],
    ['as a form would send them', 415, { ...good, 'content-type': 'text/plain' }],
  ])('are refused %s', async (_, status, headers) => {
    calls.length = 0
    expect((await ask('POST', '/call', headers, body)).status).toBe(status)
    expect(calls).toEqual([])
  })

  test('are refused with the token in the address, where a log could keep it', async () => {
    expect((await ask('POST', `/call?token=${token}`, { 'content-type': 'application/json' }, body)).status).toBe(401)
  })

  test('are refused when they are too large or no call', async () => {
    expect((await ask('POST', '/call', good, `"${'x'.repeat(1_100_000)}"`)).status).toBe(413)
    expect(JSON.parse((await ask('POST', '/call', good, 'not json')).body)).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } })
    expect((await ask('GET', '/call', good)).status).toBe(405)
  })
})

describe('events', () => {
  test('are streamed to a page with the token until it goes away', async () => {
    expect((await ask('GET', '/events', {})).status).toBe(401)
    const before = listeners.size
    const stream = connect(server.port, '127.0.0.1')
    stream.write(`GET /events?token=${token} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n\r\n`)
    await until(() => listeners.size > before)
    let text = ''
    stream.on('data', (part) => {
      text += part
    })
    for (const listener of listeners) listener('orders.focus', { id: 'one' })
    await until(() => text.includes('event: orders.focus\ndata: {"id":"one"}\n\n'))
    expect(text).toContain('content-type: text/event-stream')
    stream.destroy()
    await until(() => listeners.size === before)
    expect(listeners.size).toBe(before)
  })
})

describe('pages and downloads', () => {
  test('carry the policy; pages are never kept, assets are', async () => {
    const page = await ask('GET', '/', {})
    expect(page.body).toBe('<!doctype html>page')
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.headers['cache-control']).toBe('no-store')
    expect((await ask('GET', '/assets/app.js', {})).headers['cache-control']).toContain('immutable')
    expect((await ask('GET', '/../secret', {})).status).toBe(404)
  })

  test('a finished export is handed out under its address only', async () => {
    const chosen = await downloads.choose('orders "now".csv')
    writeFileSync(chosen?.path ?? '', 'id\r\n')
    const address = chosen?.shown ?? ''
    const answer = await ask('GET', address, {})
    expect(answer).toMatchObject({ status: 200, body: 'id\r\n' })
    expect(answer.headers['content-disposition']).toBe('attachment; filename="orders--now-.csv"')
    expect((await ask('GET', address.replace(/\?.*/, ''), {})).status).toBe(401)
    expect((await ask('GET', `/download/0000?token=${token}`, {})).status).toBe(404)
    const statement = address.replace('?', '.coverage.txt?')
    expect((await ask('GET', statement, {})).status).toBe(404)
    writeFileSync(`${chosen?.path}.coverage.txt`, 'covers')
    const covers = await ask('GET', statement, {})
    expect(covers).toMatchObject({ status: 200, body: 'covers' })
    expect(covers.headers['content-disposition']).toBe('attachment; filename="orders--now-.csv.coverage.txt"')
    downloads.clear()
    expect((await ask('GET', statement, {})).status).toBe(404)
    expect((await ask('GET', address, {})).status).toBe(404)
  })
})

describe('startServer', () => {
  test('says which port is taken and what to do', async () => {
    const second = startServer({ app, pages: folder, downloads, token, port: server.port })
    await expect(second).rejects.toThrow(`Port ${server.port} is taken by another program: choose another with --port`)
  })
})

type Answer = { status: number; headers: Record<string, unknown>; body: string }

function ask(method: string, path: string, headers: Record<string, string>, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server.port, method, path, headers, agent: false }, (response) => {
      let text = ''
      response.on('data', (part) => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
    })
    // A refused body may meet a closed door; the answer was sent before.
    sent.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? undefined : reject(error)))
    sent.end(body)
  })
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}
