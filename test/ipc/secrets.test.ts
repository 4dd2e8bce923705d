/** An endpoint that asks for a token, in the whole app: it is served, and the token is found nowhere but in its own file. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { sealers } from '../engine/verify/seals/sealedChain.ts'
import { dataFolder, until } from '../support/engineOn.ts'
import { sealBlock, sealedChainId, startSealedNode } from '../support/sealedNode.ts'
import { wholeApp } from '../support/wholeApp.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const token = 'kT9-very-secret-token-41'
const validators = sealers(4)

describe('a token of an endpoint', () => {
  test.each(['http', 'ws'] as const)('opens it over %s, from the moment on at which it is entered', async (carrier) => {
    const node = await startSealedNode([await sealBlock(null, { validators })], { ws: true, authorization: `Bearer ${token}` })
    ends.push(() => node.stop())
    const dataDir = dataFolder(ends)
    const said: string[] = []
    const { app, ask, phase } = await wholeApp(dataDir, said)
    ends.push(() => app.stop())
    const endpoint = node[carrier]
    await ask('settings.set', {
      networks: [{ chainId: sealedChainId, name: 'Alliance', enabled: true, endpoints: [endpoint], pollMs: 100 }],
    })
    await app.start()
    await until('it is refused', () => phase()?.problem !== null && phase()?.endpoints[0]?.problem !== null)
    // A wrong token is refused, by words that repeat it.
    await ask('networks.setSecret', { endpoint, secret: { bearer: `${token}-wrong` } })
    await ask('networks.test', { url: endpoint, chainId: null })
    expect(await ask('networks.setSecret', { endpoint, secret: { bearer: token } })).toEqual({
      endpoints: [`${endpoint}/`],
      certificates: [],
      warning: expect.stringContaining('unencrypted'),
    })
    expect(await ask('networks.secrets', null)).toMatchObject({ endpoints: [`${endpoint}/`] })
    expect(await ask('networks.test', { url: endpoint, chainId: null })).toMatchObject({ ok: true, chainId: sealedChainId })
    await until('its block is stored', () => phase()?.stored === 1)
    for (const name of ['settings.get', 'app.status', 'networks.secrets']) await ask(name, null)
    await ask('chains.incidents', { chainId: sealedChainId, limit: 100 })
    await app.stop()

    expect(said.join('\n')).not.toContain(token)
    for (const name of readdirSync(dataDir, { recursive: true, encoding: 'utf8' })) {
      const path = join(dataDir, name)
      if (statSync(path).isFile()) expect([name, readFileSync(path).includes(token)]).toEqual([name, name === 'secrets.json'])
    }
  })

  test('that cannot be one is answered with one sentence, and nothing is kept', async () => {
    const dataDir = dataFolder(ends)
    const said: string[] = []
    const { app, ask } = await wholeApp(dataDir, said)
    ends.push(() => app.stop())
    const endpoint = 'https://node.example'
    const bad = [
      { bearer: `${token}\nx` },
      {},
      { headers: [{ name: 'host', value: token }] },
      { headers: [{ name: `A: ${token}`, value: 'x' }] },
    ]
    for (const secret of bad) expect(await ask('networks.setSecret', { endpoint, secret })).toMatchObject({ code: 'BAD_INPUT' })
    expect(await ask('networks.secrets', null)).toEqual({ endpoints: [], certificates: [], warning: null })
    expect(said.join('\n')).not.toContain(token)
    expect(await ask('networks.setSecret', { endpoint: 'http://far.example', secret: { bearer: token } })).toMatchObject({
      warning: expect.stringMatching(/far\.example is asked over http:\/\/, so its token travels unencrypted/),
    })
  })
})
