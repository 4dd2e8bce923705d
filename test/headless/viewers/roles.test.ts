/** The file of roles: what it may say, and the sentence for what it may not. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readRoles } from '../../../electron/headless/roles.ts'

const folder = mkdtempSync(join(tmpdir(), 'crowsnest-roles-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'roles.json')
const account = `0x${'aB'.repeat(20)}`
const bank = { name: 'Bank', audience: 'party', accounts: [account], packs: ['bills'] }
const read = (value: unknown) => {
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value))
  return readRoles(file)
}

describe('the file of roles', () => {
  test('gives every viewer a token of its own, another at each reading where none is named', () => {
    const named = 'a-token-that-was-given-away-before'
    const [one, two] = read({ viewers: [bank, { name: 'Watch', audience: 'regulator', packs: ['bills'], token: named }] })
    expect(one?.viewer).toEqual({ ...bank, accounts: [account.toLowerCase()] })
    expect(one?.token).toMatch(/^[\w-]{32}$/)
    expect(two).toEqual({ viewer: { name: 'Watch', audience: 'regulator', accounts: [], packs: ['bills'] }, token: named })
    expect(readRoles(file)[0]?.token).not.toBe(one?.token)
  })

  test.each<[string, unknown, RegExp]>([
    ['no JSON', '{', /is not JSON: It looks like \{"viewers"/],
    ['a list', [], /cannot be used: it /],
    ['nobody', { viewers: [] }, /viewers names nobody/],
    ['an unknown audience', { viewers: [{ ...bank, audience: 'auditor' }] }, /audience of “Bank” must be one of party, peer, regulator/],
    ['no account', { viewers: [{ ...bank, accounts: ['0x12'] }] }, /accounts\.0 of “Bank” must be an account: 0x and 40 hex digits/],
    ['no pack', { viewers: [{ ...bank, packs: [] }] }, /packs of “Bank” must name at least one pack/],
    ['a short token', { viewers: [{ ...bank, token: 'secret' }] }, /token of “Bank” must have at least 24 characters/],
    ['a field too many', { viewers: [{ ...bank, admin: true }] }, /“Bank”.*admin/],
    ['a party without accounts', { viewers: [{ ...bank, accounts: [] }] }, /names no account of the party “Bank”/],
    ['one name twice', { viewers: [bank, bank] }, /names “Bank” twice/],
    [
      'one token twice',
      {
        viewers: [
          { ...bank, token: 'x'.repeat(30) },
          { ...bank, name: 'B', token: 'x'.repeat(30) },
        ],
      },
      /the token of somebody else/,
    ],
  ])('with %s is refused in one sentence', (_, value, sentence) => {
    expect(() => read(value)).toThrow(sentence)
  })

  test('that is not there is refused with its name', () => {
    expect(() => readRoles(join(folder, 'none.json'))).toThrow(/none\.json/)
  })
})
