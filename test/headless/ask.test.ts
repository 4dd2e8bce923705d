/** The questions before a watch begins, to endpoints that answer, refuse, babble or hang. */
import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '#platform/clock.ts'
import { post } from '#platform/http.ts'
import { openSocket } from '#platform/socket.ts'
import { askNumber } from '../../electron/headless/ask.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})
const deps = { post, openSocket, clock: { ...systemClock, sleep: () => Promise.resolve() }, until: Number.POSITIVE_INFINITY }

describe('askNumber', () => {
  test('reads the number from the first endpoint that gives one', async () => {
    const html = await serve((_, response) => response.end('<html>hello</html>'))
    const good = await serve((_, response) => response.end('{"jsonrpc":"2.0","id":1,"result":"0x89"}'))
    expect(await askNumber('eth_chainId', [html, good], deps)).toBe(137)
  })

  test.each<[string, RegExp]>([
    ['<html>hello</html>', /no JSON-RPC endpoint/],
    ['{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no"}}', /does not say which chain/],
    ['{"jsonrpc":"2.0","id":1,"result":"0xzz"}', /is no number/],
    ['{"jsonrpc":"2.0","id":1,"result":7}', /is no number/],
    ['null', /no JSON-RPC endpoint/],
  ])('says what is wrong with %s', async (body, sentence) => {
    const url = await serve((_, response) => response.end(body))
    await expect(askNumber('eth_chainId', [url], deps)).rejects.toThrow(sentence)
  })

  test('tries a failing endpoint again, and stops trying when the time is over', async () => {
    let asked = 0
    const url = await serve((_, response) => {
      asked++
      response.writeHead(503).end()
    })
    await expect(askNumber('eth_chainId', [url], deps)).rejects.toThrow(/HTTP 503/)
    expect(asked).toBe(3)
    await expect(askNumber('eth_chainId', [url, url, url], { ...deps, until: 0 })).rejects.toThrow(/HTTP 503/)
    expect(asked).toBe(4)
  })

  test('names a websocket endpoint that is not there', async () => {
    await expect(askNumber('eth_chainId', ['ws://127.0.0.1:9'], deps)).rejects.toThrow(/127.0.0.1:9: it refused the connection/)
  })
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}
