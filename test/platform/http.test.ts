/** Real servers that misbehave in every way an endpoint can, and the sentence that each ends in. */
import { createServer, type RequestListener, type Server } from 'node:http'
import { connect, createServer as createRawServer, type Server as RawServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { EndpointError } from '#engine/errors.ts'
import { post } from '#platform/http.ts'

const servers: (Server | RawServer)[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close()
    if ('closeAllConnections' in server) server.closeAllConnections()
  }
})

const options = { timeoutMs: 5000, maxBytes: 100_000 }

describe('post', () => {
  test('sends the body as JSON and returns the bytes as they came', async () => {
    const url = await serve((request, response) => {
      let body = ''
      request.on('data', (part) => {
        body += part
      })
      request.on('end', () => response.setHeader('content-type', 'application/json').end(`${request.headers['content-type']} ${body}`))
    })
    const answer = await post(url, '{"a":1}', options)
    expect(answer.status).toBe(200)
    expect(new TextDecoder().decode(answer.bytes)).toBe('application/json {"a":1}')
    expect(answer.contentType).toBe('application/json')
  })

  test('keeps its connections for the requests that follow', async () => {
    let connections = 0
    const url = await serve(
      (_, response) => response.end('{}'),
      () => connections++,
    )
    for (let i = 0; i < 20; i++) await post(url, '{}', options)
    expect(connections).toBeLessThan(5)
  })

  test('hands on a 429 with its Retry-After, and HTML with its type, for the caller to judge', async () => {
    const url = await serve((_, response) =>
      response.writeHead(429, { 'retry-after': '7', 'content-type': 'text/html' }).end('<h1>slow down</h1>'),
    )
    expect(await post(url, '{}', options)).toMatchObject({ status: 429, retryAfter: '7', contentType: 'text/html' })
  })

  test('stops reading a body that never ends', async () => {
    const url = await serve((_, response) => {
      const more = setInterval(() => response.write('x'.repeat(20_000)), 1)
      response.on('close', () => clearInterval(more))
    })
    await expectFailure(post(url, '{}', options), 'TOO_LARGE', /larger than 100 kB/)
  })

  test('refuses a body that declares itself too large before it is read', async () => {
    const url = await serve((_, response) => response.writeHead(200, { 'content-length': 5_000_000 }).write('x'))
    await expectFailure(post(url, '{}', options), 'TOO_LARGE', /larger than 100 kB/)
  })

  test('counts what a compressed body unpacks to', async () => {
    const { gzipSync } = await import('node:zlib')
    const bomb = gzipSync(Buffer.alloc(5_000_000))
    const url = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb))
    await expectFailure(post(url, '{}', options), 'TOO_LARGE', /larger than 100 kB/)
  })

  test('names a body that was cut off', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 1000 })
      response.write('half of it')
      setTimeout(() => response.destroy(), 50)
    })
    await expectFailure(post(url, '{}', options), 'UNREACHABLE', /cut off after 10 bytes/)
  })

  test('gives up on a server that says nothing, and on one that stops in the middle', async () => {
    const silent = await serve(() => {})
    await expectFailure(post(silent, '{}', { ...options, timeoutMs: 200 }), 'TIMEOUT', /did not answer within 0.2 s/)
    const stuck = await serve((_, response) => void response.writeHead(200).write('abc'))
    await expectFailure(post(stuck, '{}', { ...options, timeoutMs: 400 }), 'TIMEOUT', /not complete after 0.4 s \(3 bytes came\)/)
  })

  test('says what to do when nobody listens, and when what listens is no HTTP server', async () => {
    await expectFailure(
      post(`http://127.0.0.1:${await freePort()}`, '{}', options),
      'UNREACHABLE',
      /refused the connection. Check that the node/,
    )
    const raw = createRawServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n'))
    servers.push(raw)
    await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve))
    await expectFailure(
      post(`http://127.0.0.1:${portOf(raw)}`, '{}', options),
      'UNREACHABLE',
      /not HTTP|closed the connection|could not be reached/,
    )
    await expectFailure(post('not an address', '{}', options), 'UNREACHABLE', /not an address/)
  })

  test('does not follow a redirect to a host that the user did not name', async () => {
    let asked = 0
    const other = await serve((_, response) => {
      asked++
      response.end('{}')
    })
    const url = await serve((_, response) => response.writeHead(307, { location: other }).end())
    await expectFailure(post(url, '{}', options), 'HTTP', new RegExp(`redirects to ${new URL(other).host}`))
    expect(asked).toBe(0)
  })

  test('turns a name and password in the address into a header', async () => {
    const url = await serve((request, response) => response.end(request.headers.authorization))
    const answer = await post(url.replace('http://', 'http://ann:s%40me@'), '{}', options)
    expect(new TextDecoder().decode(answer.bytes)).toBe(`Basic ${btoa('ann:s@me')}`)
  })

  test('ends at once when it is cancelled', async () => {
    const url = await serve(() => {})
    const cancel = new AbortController()
    const pending = post(url, '{}', { ...options, signal: cancel.signal })
    setTimeout(() => cancel.abort(), 20)
    await expectFailure(pending, 'UNREACHABLE', /cancelled/)
  })
})

async function expectFailure(promise: Promise<unknown>, code: string, sentence: RegExp): Promise<void> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(EndpointError)
  expect(error).toMatchObject({ code, message: expect.stringMatching(sentence) })
}

async function serve(listener: RequestListener, onConnection?: () => void): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  if (onConnection !== undefined) server.on('connection', onConnection)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${portOf(server)}/key/secret`
}

function portOf(server: Server | RawServer): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function freePort(): Promise<number> {
  const server = createRawServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const port = portOf(server)
  await new Promise((resolve) => server.close(resolve))
  await new Promise<void>((resolve) => connect(port, '127.0.0.1').on('error', () => resolve()))
  return port
}
