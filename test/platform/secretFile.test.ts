/** Secrets of endpoints and channels: kept, encrypted, sent to their endpoint alone, and shown nowhere. */
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Cipher, openSecretFile, secretsIn } from '#platform/secretFile.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crowsnest-secrets-'))
  file = join(folder, 'secrets.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Stands in for the keyring: another key reads nothing. */
const cipherOf = (key: number): Cipher => ({
  encrypt: (text) => Buffer.from([key, ...Buffer.from(text)].map((byte, i) => (i === 0 ? byte : byte ^ key))),
  decrypt(bytes) {
    if (bytes[0] !== key) throw new Error('another key')
    return Buffer.from(bytes.subarray(1).map((byte) => byte ^ key)).toString()
  },
})
const token = { authorization: 'Bearer s3cr3t-t0ken' }
const url = 'https://node.example'

describe('openSecretFile', () => {
  test('keeps the headers of an address, encrypted, over a restart', () => {
    openSecretFile({ file, cipher: cipherOf(7) }).set(url, token)
    expect(readFileSync(file, 'utf8')).not.toMatch(/s3cr3t|node\.example/)
    const again = openSecretFile({ file, cipher: cipherOf(7) })
    expect(again.headersFor('https://NODE.example/')).toEqual(token)
    expect(again.headersFor('https://node.example/other')).toEqual({})
    expect(again.endpoints()).toEqual([`${url}/`])
    expect(again.warning()).toBeNull()
    again.set(url, null)
    expect(again.headersFor(url)).toEqual({})
    expect(existsSync(file)).toBe(false)
  })

  test('without a keyring lets only this user read them, and says so', () => {
    const store = openSecretFile({ file, cipher: null })
    expect(store.warning()).toBeNull()
    store.set(url, token)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(store.warning()).toMatch(/unencrypted in .*only this user may read it/)
    chmodSync(file, 0o644)
    const open = openSecretFile({ file, cipher: null })
    expect(open.headersFor(url)).toEqual(token)
    expect(open.warning()).toMatch(/Others on this machine can read .* chmod 600/)
  })

  test('sets aside what it cannot decrypt instead of writing over it', () => {
    openSecretFile({ file, cipher: cipherOf(7) }).set(url, token)
    const before = readFileSync(file)
    for (const cipher of [cipherOf(8), null]) {
      const other = openSecretFile({ file, cipher, now: () => 5 })
      expect(other.headersFor(url)).toEqual({})
      expect(other.warning()).toMatch(/enter them again/)
      expect(readFileSync(file).equals(before)).toBe(true)
    }
    openSecretFile({ file, cipher: cipherOf(8), now: () => 5 }).set(url, { 'x-key': 'b' })
    expect(readFileSync(`${file}.unread-5`).equals(before)).toBe(true)
    expect(readdirSync(folder)).toHaveLength(2)
  })

  test.each(['', 'not json', '[]', '{"version":1,"encrypted":"AAAA"}'])('begins without tokens where the file is %j', (text) => {
    writeFileSync(file, text, { mode: 0o600 })
    const store = openSecretFile({ file, cipher: cipherOf(7) })
    expect(store.endpoints()).toEqual([])
    expect(store.warning()).toMatch(/enter them again/)
  })
})

describe('secrets of channels', () => {
  test('are kept beside those of endpoints, encrypted, one by one', () => {
    const first = openSecretFile({ file, cipher: cipherOf(7) })
    first.set(url, token)
    first.setChannelSecret('bot', 'token', '1:s3cr3t')
    first.setChannelSecret('bot', 'extra', 'more')
    expect(readFileSync(file, 'utf8')).not.toMatch(/s3cr3t|more/)
    const again = openSecretFile({ file, cipher: cipherOf(7) })
    expect(again.channelSecrets('bot')).toEqual({ token: '1:s3cr3t', extra: 'more' })
    expect(again.channelSecrets('other')).toEqual({})
    expect(again.endpoints()).toEqual([`${url}/`])
    // No endpoint gets them, and none takes their place.
    expect(again.headersFor('channel:bot')).toEqual({})
    expect(() => again.set('channel:bot', null)).toThrow(/no address of an endpoint/)
    again.setChannelSecret('bot', 'extra', null)
    expect(again.channelSecrets('bot')).toEqual({ token: '1:s3cr3t' })
    again.set(url, null)
    again.setChannelSecret('bot', 'token', null)
    expect(existsSync(file)).toBe(false)
  })

  test('join a file from before there were channels, which goes on to be read', () => {
    writeFileSync(file, JSON.stringify({ version: 1, plain: { [`${url}/`]: token } }), { mode: 0o600 })
    const store = openSecretFile({ file, cipher: null })
    store.setChannelSecret('bot', 'token', '1:s3cr3t')
    expect(openSecretFile({ file, cipher: null }).headersFor(url)).toEqual(token)
    expect(openSecretFile({ file, cipher: null }).channelSecrets('bot')).toEqual({ token: '1:s3cr3t' })
  })

  test('that cannot be decrypted are asked for again, and the file is kept', () => {
    openSecretFile({ file, cipher: cipherOf(7) }).setChannelSecret('bot', 'token', '1:s3cr3t')
    const before = readFileSync(file)
    const other = openSecretFile({ file, cipher: cipherOf(8), now: () => 5 })
    expect(other.channelSecrets('bot')).toEqual({})
    expect(other.warning()).toMatch(/tokens of endpoints and channels .* enter them again/)
    other.setChannelSecret('bot', 'token', '2:new')
    expect(readFileSync(`${file}.unread-5`).equals(before)).toBe(true)
  })

  test('of the environment go before those of the file, and stand in no file', () => {
    const given = secretsIn('{"channel:bot":{"token":"1:given"}}', 'SECRETS')
    const store = openSecretFile({ file, cipher: null, given })
    store.setChannelSecret('bot', 'extra', 'more')
    expect(store.channelSecrets('bot')).toEqual({ token: '1:given', extra: 'more' })
    expect(readFileSync(file, 'utf8')).not.toContain('given')
    const without = openSecretFile({ file: null, cipher: null, given })
    expect(() => without.setChannelSecret('bot', 'extra', 'more')).toThrow(/keeps no tokens/)
  })
})

describe('secretsIn', () => {
  test('reads tokens and headers by address', () => {
    const text = JSON.stringify({ [url]: { bearer: 'abc' }, 'wss://b.example/x': { headers: { 'X-Api-Key': 'k y' } } })
    const given = secretsIn(text, 'SECRETS')
    const store = openSecretFile({ file: null, cipher: null, given })
    expect(store.headersFor(url)).toEqual({ authorization: 'Bearer abc' })
    expect(store.headersFor('wss://b.example/x')).toEqual({ 'x-api-key': 'k y' })
    expect(() => store.set(url, token)).toThrow(/keeps no tokens/)
    expect(secretsIn(undefined, 'SECRETS')).toEqual({})
  })

  test.each([
    's3cr3t',
    '["s3cr3t"]',
    '{"https://x.example":"s3cr3t"}',
    '{"https://x.example":{"bearer":"s3cr3t s3cr3t"}}',
    '{"s3cr3t":{"bearer":"a"}}',
    '{"https://x.example":{"headers":{"Authorization: s3cr3t":"s3cr3t"}}}',
    '{"https://x.example":{"headers":{"host":"s3cr3t"}}}',
    '{"channel:bot":"s3cr3t"}',
    '{"channel:bot":{"token":["s3cr3t"]}}',
  ])('answers %s with one sentence that does not repeat it', (text) => {
    let message = ''
    try {
      secretsIn(text, 'SECRETS')
    } catch (error) {
      message = error instanceof Error ? error.message : ''
    }
    expect(message).toMatch(/^The variable SECRETS.*write \{/)
    expect(message).not.toContain('s3cr3t')
  })
})
