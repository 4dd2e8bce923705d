/** What a page of somebody else, a rebound name or a hostile program on this machine may try against the loopback server, over real sockets. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { post } from '#platform/http.ts'
import { success } from '#shared/result.ts'
import { createDownloads } from '../../electron/headless/fileSaver.ts'
import { startServer } from '../../electron/headless/server.ts'
import { wholeApp } from '../support/wholeApp.ts'

const folder = mkdtempSync(join(tmpdir(), 'crowsnest-attacks-'))
const token = 'the-token-of-this-start'
const calls: unknown[] = []
let listeners = 0
const app = {
  serve: (name: string, input: unknown) => {
    calls.push([name, input])
    return Promise.resolve(success(null))
  },
  onEvent: () => {
    listeners++
    return () => void listeners--
  },
}
let server: Awaited<ReturnType<typeof startServer>>

beforeAll(async () => {
  const pages = join(folder, 'pages')
  mkdirSync(join(pages, 'assets'), { recursive: true })
  writeFileSync(join(pages, 'index.html'), '<!doctype html>page')
  writeFileSync(join(folder, 'secret'), 'secret of the folder above')
  writeFileSync(join(pages, '.packages.json'), 'hidden')
  symlinkSync(join(folder, 'secret'), join(folder, 'link'))
  server = await startServer({ app, pages, downloads: createDownloads(folder, token), token, port: 0 })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Sends these very bytes, and answers the status and everything that came back until the other side closes. */
function raw(text: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.on('data', (part) => {
      answer += part
    })
    socket.on('error', reject)
    socket.on('close', () => resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0), text: answer }))
  })
}
const here = () => `127.0.0.1:${server.port}`
const body = '{"name":"settings.get","input":null}'
const call = (lines: readonly string[], path = '/call', host = here()) =>
  raw([`POST ${path} HTTP/1.1`, `Host: ${host}`, ...lines, `Content-Length: ${body.length}`, 'Connection: close', '', body].join('\r\n'))
const json = 'Content-Type: application/json'
const given = `X-Crowsnest-Token: ${token}`
const read = (path: string, lines: readonly string[] = [], host = here(), method = 'GET') =>
  raw([`${method} ${path} HTTP/1.1`, `Host: ${host}`, ...lines, 'Connection: close', '', ''].join('\r\n'))

describe('a name that leads to this machine (DNS rebinding)', () => {
  const names = [
    'rebound.attacker.example',
    '127.0.0.1.attacker.example',
    'localhost.attacker.example',
    '0.0.0.0',
    '[::1]',
    '127.1',
    '2130706433',
  ]

  test.each(names)('gets nothing as %s: no call, no page, no events, even with the token', async (name) => {
    calls.length = 0
    const host = `${name}:${server.port}`
    expect((await call([json, given], '/call', host)).status).toBe(403)
    for (const path of ['/', `/events?token=${token}`, `/download/x?token=${token}`])
      expect((await read(path, [given], host)).status).toBe(403)
    expect(calls).toEqual([])
    expect(listeners).toBe(0)
  })

  test('gets nothing without a Host, with two of them, or with a whole address in the request line', async () => {
    expect((await raw(`GET / HTTP/1.0\r\n\r\n`)).status).toBe(403)
    expect((await raw(`GET / HTTP/1.1\r\nConnection: close\r\n\r\n`)).status).toBe(400)
    const twice = await raw(`GET / HTTP/1.1\r\nHost: attacker.example\r\nHost: ${here()}\r\nConnection: close\r\n\r\n`)
    expect([400, 403]).toContain(twice.status)
    expect((await read('http://attacker.example/', [], 'attacker.example')).status).toBe(403)
  })

  test('reaches no other address of this machine: the server listens on loopback alone', async () => {
    const others = Object.values(networkInterfaces()).flatMap((list) =>
      (list ?? []).filter(({ internal }) => !internal).map(({ address }) => address),
    )
    const reached = await Promise.all(
      others.map(
        (address) =>
          new Promise<boolean>((answer) => {
            const socket = connect({ host: address, port: server.port, timeout: 2_000 }, () => answer(true))
            socket.on('error', () => answer(false))
            socket.on('timeout', () => answer(false))
            socket.on('close', () => socket.destroy())
          }),
      ),
    )
    expect(reached.filter(Boolean)).toEqual([])
  })
})

describe('a page of another site', () => {
  const origins = [
    'https://attacker.example',
    'null',
    'http://127.0.0.1',
    'http://127.0.0.1:1',
    'https://127.0.0.1',
    'file://',
    'http://localhost.attacker.example',
  ]

  test.each(origins)('cannot call, read or listen from %s', async (origin) => {
    calls.length = 0
    const from = `Origin: ${origin}`
    expect((await call([json, given, from])).status).toBe(403)
    expect((await read(`/events?token=${token}`, [from])).status).toBe(403)
    expect(calls).toEqual([])
    expect(listeners).toBe(0)
  })

  test('is given no leave by a preflight, and reads no answer by CORS', async () => {
    const asks = [
      'Origin: https://attacker.example',
      'Access-Control-Request-Method: POST',
      'Access-Control-Request-Headers: x-crowsnest-token',
    ]
    const preflight = await read('/call', asks, here(), 'OPTIONS')
    expect(preflight.status).toBe(403)
    for (const answer of [preflight, await read('/'), await call([json, given])]) expect(answer.text).not.toMatch(/access-control-allow/i)
    expect((await read('/')).text).toMatch(/cross-origin-resource-policy: same-origin/i)
  })

  test('has no way without a preflight: no form, no plain text, no token in the address', async () => {
    calls.length = 0
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp'])
      expect((await call([`Content-Type: ${type}`, given])).status).toBe(415)
    expect((await call([json])).status).toBe(401)
    expect((await call([json], `/call?token=${token}`)).status).toBe(401)
    expect((await call([json, `Cookie: token=${token}`, `Authorization: Bearer ${token}`])).status).toBe(401)
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'TRACE'])
      expect((await read('/call', [given], here(), method)).status).toBe(405)
    expect(calls).toEqual([])
  })

  test('cannot open a websocket or a tunnel', async () => {
    const upgrade = [
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ]
    const answer = await raw(
      [`GET /events HTTP/1.1`, `Host: ${here()}`, 'Origin: https://attacker.example', ...upgrade, '', ''].join('\r\n'),
    )
    expect(answer.status).not.toBe(101)
    expect((await raw(`CONNECT attacker.example:80 HTTP/1.1\r\nHost: attacker.example:80\r\n\r\n`)).status).not.toBe(200)
  })
})

describe('a path', () => {
  test.each([
    '/../secret',
    '/%2e%2e/secret',
    '/..%2fsecret',
    '/assets/../../secret',
    '/assets/%2e%2e%2f%2e%2e%2fsecret',
    '/..\\secret',
    '/%5c..%5csecret',
    '//etc/passwd',
    '/%00/index.html',
    '/index.html%00.js',
    '/.packages.json',
    '/assets/..%2f.packages.json',
    '/download/..%2f..%2fsecret',
    '/%',
  ])('%s leads to nothing outside the pages', async (path) => {
    const answer = await read(path, [given])
    expect([400, 403, 404]).toContain(answer.status)
    expect(answer.text).not.toMatch(/secret of the folder|hidden|root:/)
  })
})

describe('a body', () => {
  test('that never ends is cut at its limit', async () => {
    const socket = connect(server.port, '127.0.0.1')
    socket.write(`POST /call HTTP/1.1\r\nHost: ${here()}\r\n${json}\r\n${given}\r\nTransfer-Encoding: chunked\r\n\r\n`)
    let answer = ''
    let sent = 0
    socket.on('data', (part) => {
      answer += part
    })
    const closed = new Promise<void>((done) => socket.on('close', () => done()))
    socket.on('error', () => {})
    const chunk = 'x'.repeat(65_536)
    while (!socket.destroyed && !answer.includes('413') && sent < 100_000_000) {
      sent += chunk.length
      await new Promise<void>((written) => socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`, () => written()))
    }
    socket.end()
    await closed
    expect(answer).toMatch(/^HTTP\/1\.1 413/)
    expect(sent).toBeLessThan(20_000_000)
  })

  test('that two lengths are told of is refused, so that nobody smuggles a second call', async () => {
    calls.length = 0
    const head = [`POST /call HTTP/1.1`, `Host: ${here()}`, json, given]
    const both = await raw([...head, `Content-Length: 4`, 'Transfer-Encoding: chunked', '', '0\r\n\r\nGET / HTTP/1.1\r\n\r\n'].join('\r\n'))
    const two = await raw([...head, `Content-Length: ${body.length}`, 'Content-Length: 4', '', body].join('\r\n'))
    expect([both.status, two.status]).toEqual([400, 400])
    expect(calls).toEqual([])
  })
})

describe('many slow connections', () => {
  test('hold up nobody else, and are let go', async () => {
    const hasty = await startServer({ app, pages: folder, downloads: createDownloads(folder, token), token, port: 0, patienceMs: 300 })
    const gone: Promise<void>[] = []
    for (let n = 0; n < 200; n++) {
      const socket = connect(hasty.port, '127.0.0.1')
      socket.on('error', () => {})
      socket.resume()
      const head = `POST /call HTTP/1.1\r\nHost: 127.0.0.1:${hasty.port}\r\n${json}\r\n${given}\r\nContent-Length: 500\r\n`
      // One half never ends its headers, the other its body.
      socket.write(n % 2 === 0 ? `${head}X-Slow: ` : `${head}\r\n{`)
      gone.push(new Promise((done) => socket.on('close', () => done())))
    }
    const quick = await post(`http://127.0.0.1:${hasty.port}/call`, body, { timeoutMs: 5_000, maxBytes: 1_000 })
    expect(quick.status).toBe(401)
    await Promise.all(gone)
    await hasty.close()
  })
})

describe('an endpoint of the user', () => {
  let other: Server
  let address: string
  const asked: string[] = []
  beforeAll(async () => {
    const answer = (request: IncomingMessage, code: number) => asked.push(`${code} ${request.method} ${request.url}`)
    other = createServer((request, response) => {
      const code = Number(/^\/(30\d)$/.exec(request.url ?? '')?.[1] ?? 200)
      answer(request, code)
      if (code !== 200) response.writeHead(code, { location: `${address}/inside` }).end()
      else response.end('{"jsonrpc":"2.0","id":1,"result":"0x1"}')
    }).listen(0, '127.0.0.1')
    await new Promise((listening) => other.once('listening', listening))
    address = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
  })
  afterAll(() => void other.close())

  test.each([301, 302, 303, 307, 308])('cannot send the app elsewhere with a %d', async (code) => {
    asked.length = 0
    const answer = await post(`${address}/${code}`, '{}', { timeoutMs: 5_000, maxBytes: 1_000 }).then(
      ({ status }) => status,
      (error: Error) => error.message,
    )
    expect(answer === code || typeof answer === 'string').toBe(true)
    expect(asked).toEqual([`${code} POST /${code}`])
  })

  test.each([
    'file:///etc/passwd',
    'ftp://127.0.0.1/',
    'gopher://127.0.0.1:70/',
    'data:application/json,{}',
    'javascript:1',
    '127.0.0.1:8545',
    'unix:/run/x',
  ])('is none under %s', async (url) => {
    const data = mkdtempSync(join(tmpdir(), 'crowsnest-attacks-app-'))
    const { app, ask } = await wholeApp(data, [])
    try {
      expect(await ask('settings.set', { networks: [{ chainId: 1, name: 'X', enabled: true, endpoints: [url] }] })).toMatchObject({
        code: 'BAD_INPUT',
      })
      const tested = await ask('networks.test', { url, chainId: null })
      expect(tested).not.toMatchObject({ ok: true })
    } finally {
      await app.stop()
      rmSync(data, { recursive: true, force: true })
    }
  })
})
