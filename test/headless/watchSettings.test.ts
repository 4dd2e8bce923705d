/** What the command line says becomes settings, or one sentence. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Given, UsageError } from '../../electron/headless/arguments.ts'
import { endpointsOf, networkOf, proofOf, settingsOf } from '../../electron/headless/watchSettings.ts'

const folder = mkdtempSync(join(tmpdir(), 'crowsnest-settings-'))
const given = (values: Record<string, string[]>): Given => ({ values: new Map(Object.entries(values)), flags: new Set() })
const settings = (values: Record<string, string[]>, warn: string[] = []) => settingsOf(given(values), (line) => warn.push(line))

describe('settingsOf', () => {
  test('takes thresholds and prices, and rings nobody', () => {
    const read = settings({ 'min-usd': ['5000.5'], 'min-units': ['WETH=10'], price: ['native=2000', 'a=b=3'] })
    expect(read).toMatchObject({ minUsd: '5000.5', notify: false, setUp: true })
    expect(read.minUnits).toEqual([{ token: 'WETH', amount: '10' }])
    expect(read.prices).toEqual([
      { token: 'native', usd: '2000' },
      { token: 'a=b', usd: '3' },
    ])
  })

  test('puts the command line before the file, and keeps the rest of the file', () => {
    const file = join(folder, 'good.json')
    writeFileSync(file, JSON.stringify({ minUsd: '7', prices: [{ token: 'X', usd: '1' }], notifyPerMinute: 'x' }))
    const warnings: string[] = []
    const read = settings({ settings: [file], price: ['X=2'] }, warnings)
    expect(read.minUsd).toBe('7')
    expect(read.prices[0]).toEqual({ token: 'X', usd: '2' })
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(/Notifications a minute/)
  })

  test('leaves a file of random bytes as it is and says so', () => {
    const file = join(folder, 'random.json')
    const bytes = Buffer.from([0, 255, 17, 200, 9, 1, 128])
    writeFileSync(file, bytes)
    expect(() => settings({ settings: [file] })).toThrow(/not a JSON object; it was left as it is/)
    expect(readFileSync(file).equals(bytes)).toBe(true)
    expect(() => settings({ settings: [join(folder, 'none.json')] })).toThrow(/cannot be read \(ENOENT\)/)
  })

  test.each<[Record<string, string[]>, RegExp]>([
    [{ 'min-usd': ['-1'] }, /^--min-usd: must be a number/],
    [{ price: ['ETH'] }, /--price: write SYMBOL=NUMBER/],
    [{ price: ['ETH=1e9'] }, /^--price: must be a number/],
    [{ 'min-units': ['=5'] }, /--min-units: write/],
  ])('refuses %j', (values, sentence) => {
    expect(() => settings(values)).toThrow(UsageError)
    expect(() => settings(values)).toThrow(sentence)
  })
})

describe('endpointsOf', () => {
  test('takes lists and repetitions', () => {
    expect(endpointsOf(given({ rpc: ['http://a,ws://b', 'https://c'] }))).toEqual(['http://a', 'ws://b', 'https://c'])
  })

  test('refuses what is no address', () => {
    expect(() => endpointsOf(given({ rpc: ['localhost:8545'] }))).toThrow(/is not an address/)
  })
})

describe('networkOf', () => {
  test('keeps what the settings know of the chain, with the endpoints that were given', () => {
    const known = { chainId: 5, name: 'Five', enabled: false, endpoints: ['http://old'], nativeSymbol: 'V' }
    const network = networkOf(5, ['http://new'], { ...settings({}), networks: [known] })
    expect(network).toEqual({ ...known, enabled: true, endpoints: ['http://new'] })
  })
})

describe('proofOf', () => {
  const a = `0x${'a1'.repeat(20)}`
  const b = `0x${'B2'.repeat(20)}`

  test('takes a family and validators, listed or repeated', () => {
    expect(proofOf(given({ family: ['qbft'], validators: [`${a}, ${b}`, a] }))).toEqual({ family: 'qbft', validators: [a, b, a] })
    expect(proofOf(given({}))).toEqual({})
    const network = networkOf(99, ['http://x'], settings({}), { family: 'clique', validators: [a] })
    expect(network).toMatchObject({ chainId: 99, family: 'clique', validators: [a] })
  })

  test('takes a light client with its checkpoint, and neither without the other', () => {
    const root = `0x${'ab'.repeat(32)}`
    const lightClient = { url: 'http://127.0.0.1:5052', checkpoint: root }
    expect(proofOf(given({ 'light-client': [lightClient.url], checkpoint: [root] }))).toEqual({ lightClient })
    expect(() => proofOf(given({ checkpoint: [root] }))).toThrow(/belong together/)
    expect(() => proofOf(given({ 'light-client': ['ws://x'], checkpoint: [root] }))).toThrow(/must start with http/)
    expect(() => proofOf(given({ 'light-client': ['http://x'], checkpoint: ['0x1'] }))).toThrow(/no block root/)
  })

  test('answers a family that is not known, and a validator that is no address, with one sentence', () => {
    expect(() => proofOf(given({ family: ['raft'] }))).toThrow(/“raft” is not known; choose one of ethereum, .*qbft/)
    expect(() => proofOf(given({ validators: [`${a},0x12`] }))).toThrow(/“0x12” is no address; write 0x and 40 hex digits/)
    expect(() => proofOf(given({ family: ['raft'] }))).toThrow(UsageError)
  })
})
