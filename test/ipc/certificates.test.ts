/** An endpoint that lets in only known certificates, in the whole app: it is served, and the key is found nowhere but in its own file. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { openSecretFile, secretsIn } from '#platform/secretFile.ts'
import { sealers } from '../engine/verify/seals/sealedChain.ts'
import { locked, makeAuthority } from '../support/certificates.ts'
import { dataFolder, until } from '../support/engineOn.ts'
import { sealBlock, sealedChainId, startSealedNode } from '../support/sealedNode.ts'
import { startTlsFront } from '../support/tlsFront.ts'
import { wholeApp } from '../support/wholeApp.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const authority = makeAuthority('Alliance authority')
const member = authority.issue('member')
const passphrase = 'open-sesame-41'
const certificate = { cert: member.cert, key: locked(member.key, passphrase), ca: authority.cert, passphrase }

describe('a client certificate', () => {
  test.each(['https', 'wss'] as const)('opens an endpoint over %s, and stands in no other file', async (carrier) => {
    const node = await startSealedNode([await sealBlock(null, { validators: sealers(4) })])
    ends.push(() => node.stop())
    const front = await startTlsFront(node.http, authority.issue('node', true), authority)
    ends.push(() => front.stop())
    const dataDir = dataFolder(ends)
    const said: string[] = []
    const { app, ask, phase } = await wholeApp(dataDir, said)
    ends.push(() => app.stop())
    const endpoint = front[carrier]
    await ask('settings.set', {
      networks: [{ chainId: sealedChainId, name: 'Alliance', enabled: true, endpoints: [endpoint], pollMs: 100 }],
    })
    await app.start()
    // Its authority is not known, and who we are is not said.
    expect(await ask('networks.test', { url: endpoint, chainId: null })).toMatchObject({ ok: false })
    await ask('networks.setSecret', { endpoint, secret: { certificate: { ca: authority.cert } } })
    expect(await ask('networks.test', { url: endpoint, chainId: null })).toMatchObject({ ok: false })
    await ask('networks.setSecret', {
      endpoint,
      secret: { certificate: { ...makeAuthority('Other').issue('stranger'), ca: authority.cert } },
    })
    expect(await ask('networks.test', { url: endpoint, chainId: null })).toMatchObject({ ok: false })
    expect(await ask('networks.setSecret', { endpoint, secret: { certificate } })).toMatchObject({
      certificates: [`${endpoint}/`],
      endpoints: [],
    })
    expect(await ask('networks.test', { url: endpoint, chainId: null })).toMatchObject({ ok: true, chainId: sealedChainId })
    await until('its block is stored', () => phase()?.stored === 1)
    // A token beside it leaves it where it is; forgetting forgets both.
    await ask('networks.setSecret', { endpoint, secret: { bearer: 'beside' } })
    expect(await ask('networks.test', { url: endpoint, chainId: null })).toMatchObject({ ok: true })
    for (const name of ['settings.get', 'app.status', 'networks.secrets']) await ask(name, null)
    await ask('chains.incidents', { chainId: sealedChainId, limit: 100 })
    const words = [passphrase, ...certificate.key.split('\n').slice(1, 3)]
    for (const name of readdirSync(dataDir, { recursive: true, encoding: 'utf8' })) {
      const path = join(dataDir, name)
      if (!statSync(path).isFile() || name === 'secrets.json') continue
      for (const word of words) expect([name, readFileSync(path).includes(word)]).toEqual([name, false])
    }
    for (const word of words) expect(said.join('\n')).not.toContain(word)
    expect(await ask('networks.setSecret', { endpoint, secret: null })).toMatchObject({ endpoints: [], certificates: [] })
  })

  test('says over HTTPS what is missing', async () => {
    const node = await startSealedNode([await sealBlock(null, { validators: sealers(4) })])
    ends.push(() => node.stop())
    const front = await startTlsFront(node.http, authority.issue('node', true), authority)
    ends.push(() => front.stop())
    const { app, ask } = await wholeApp(dataFolder(ends), [])
    ends.push(() => app.stop())
    expect(await ask('networks.test', { url: front.https, chainId: null })).toMatchObject({
      message: expect.stringMatching(/certificate is not trusted.*authority of its own.*Access/),
    })
    await ask('networks.setSecret', { endpoint: front.https, secret: { certificate: { ca: authority.cert } } })
    expect(await ask('networks.test', { url: front.https, chainId: null })).toMatchObject({
      message: expect.stringMatching(/asks for a client certificate that it knows.*Access/),
    })
  })

  test('that can never be used is answered with one sentence, and nothing is kept', async () => {
    const { app, ask } = await wholeApp(dataFolder(ends), [])
    ends.push(() => app.stop())
    const other = authority.issue('other')
    const endpoint = 'https://node.example'
    const bad = [
      [{ ...certificate, passphrase: 'wrong-passphrase' }, /passphrase is wrong/],
      [{ ...certificate, passphrase: undefined }, /passphrase where it has one/],
      [{ ...member, key: other.key }, /not that of the client certificate/],
      [{ cert: member.cert }, /belong together/],
      [{ ...member, cert: 'MIIB' }, /PEM/],
      [{ ...member, ca: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' }, /authority cannot be read/],
      [{ passphrase: 'alone' }, /is needed/],
    ] as const
    for (const [given, words] of bad) {
      const answer = await ask('networks.setSecret', { endpoint, secret: { certificate: JSON.parse(JSON.stringify(given)) } })
      expect(answer).toMatchObject({ code: 'BAD_INPUT', message: expect.stringMatching(words) })
      expect(JSON.stringify(answer)).not.toMatch(/BEGIN (EC |ENCRYPTED )?PRIVATE KEY|wrong-passphrase/)
    }
    expect(await ask('networks.setSecret', { endpoint: 'http://node.example', secret: { certificate } })).toMatchObject({
      message: expect.stringContaining('https:// or wss://'),
    })
    expect(await ask('networks.secrets', null)).toEqual({ endpoints: [], certificates: [], warning: null })
  })

  test('is kept over a restart, and taken from the environment', () => {
    const file = join(dataFolder(ends), 'secrets.json')
    const url = 'https://node.example'
    openSecretFile({ file, cipher: null }).setCertificate(url, certificate)
    const again = openSecretFile({ file, cipher: null })
    expect(again.certificateFor?.('https://NODE.example/')).toEqual(certificate)
    expect(again.certificateFor?.(url)).toBe(again.certificateFor?.(url))
    expect(again.certificateFor?.('https://other.example')).toBeNull()
    expect(again.headersFor(url)).toEqual({})
    const given = secretsIn(JSON.stringify({ [url]: { bearer: 'abc', certificate } }), 'VARIABLE')
    const store = openSecretFile({ file: null, cipher: null, given })
    expect(store.certificateFor?.(url)).toEqual(certificate)
    expect(store.headersFor(url)).toEqual({ authorization: 'Bearer abc' })
  })
})
