/** Settings as a file: nothing secret goes out, nothing that is here is lost, and no file does harm. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withoutKeys } from '#care/addresses.ts'
import { exportedSettings } from '#care/exportSettings.ts'
import { planImport } from '#care/importSettings.ts'
import { chains } from '#engine/chains/index.ts'
import { largeOrders } from '#shared/rules.ts'
import { readSettings, type Settings, settingKeys, settingsVersion } from '#shared/settings.ts'

const publicUrl = chains.find(({ chainId }) => chainId === 1)?.publicEndpoints[0] ?? ''
const secret = 'hunter2hunter2'
const withSecrets = (): Settings => ({
  ...readSettings({}).settings,
  setUp: true,
  minUsd: '5',
  prices: [{ token: 'WETH', usd: '2000.5' }],
  networks: [
    {
      ...{ chainId: 1, name: 'Ethereum', enabled: true },
      lightClient: { url: `https://beacon.example/${secret}`, checkpoint: `0x${'ab'.repeat(32)}` },
      endpoints: [
        publicUrl,
        `https://eth.example/v3/${secret}`,
        `wss://user:${secret}@ws.example`,
        `https://q.example/?key=${secret}#${secret}`,
      ],
    },
    { chainId: 31337, name: 'Local', enabled: true, endpoints: ['http://127.0.0.1:8545/main', `http://127.0.0.1:8546/x?token=${secret}`] },
  ],
  channels: [
    {
      ...{ version: 1, id: 'hook', kind: 'webhook', name: 'Desk', enabled: true },
      options: {
        url: `https://hooks.example/${secret}?a=${secret}`,
        apiKey: secret,
        deep: { list: [secret] },
        plain: 'all',
        many: [1, true],
      },
    },
    { version: 9, token: secret },
  ],
  rules: [largeOrders('700000'), { version: 9, name: 'From the future', what: 1 }],
})
const written = (settings: Settings) => JSON.stringify(exportedSettings(settings))

describe('an exported file', () => {
  test('holds every setting and no secret, in no encoding, and names what it lacks', () => {
    const text = written(withSecrets())
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64'), Buffer.from(secret).toString('hex')])
      expect(text).not.toContain(form)
    const { format, version, settings, incomplete } = exportedSettings(withSecrets())
    expect([format, version]).toEqual(['crowsnest-settings', settingsVersion])
    expect(Object.keys(settings).sort()).toEqual(settingKeys.filter((key) => key !== 'setUp').sort())
    expect(settings.networks?.map(({ endpoints }) => endpoints)).toEqual([
      [publicUrl, 'https://eth.example', 'wss://ws.example', 'https://q.example'],
      ['http://127.0.0.1:8545/main', 'http://127.0.0.1:8546/x'],
    ])
    expect(settings.networks?.[0]?.lightClient).toEqual({ url: 'https://beacon.example', checkpoint: `0x${'ab'.repeat(32)}` })
    expect(incomplete.filter((sentence) => sentence.includes('light client'))).toHaveLength(1)
    expect(settings.channels).toEqual([
      expect.objectContaining({ options: { url: 'https://hooks.example', plain: 'all', many: [1, true] } }),
    ])
    expect(incomplete.filter((sentence) => sentence.includes('endpoint'))).toHaveLength(4)
    for (const name of ['apiKey', 'url', 'deep', 'its secrets', 'Channel 2'])
      expect(incomplete.some((one) => one.includes(name))).toBe(true)
  })

  test('is cut from any address so that no part behind the host is left', () => {
    const parts = fc.string({ minLength: 8, maxLength: 30, unit: fc.constantFrom(...'abcdefXYZ0123456789-_~') })
    fc.assert(
      fc.property(parts, parts, parts, parts, (user, password, path, query) => {
        const { url, cut } = withoutKeys(`https://${user}:${password}@node.example:8443/${path}/x?k=${query}#${path}`)
        expect({ url, cut }).toEqual({ url: 'https://node.example:8443', cut: true })
      }),
    )
    expect(withoutKeys('https://node.example/')).toEqual({ url: 'https://node.example', cut: false })
    expect(withoutKeys('nonsense')).toEqual({ url: 'not an address', cut: true })
  })

  test('brought back to where it was made changes nothing, and to a new machine brings all but the secrets', () => {
    const settings = withSecrets()
    expect(planImport(written(settings), settings).told.changes).toEqual([])
    const fresh = readSettings({}).settings
    const { told, patch } = planImport(written(settings), fresh)
    expect(told.changes.map(({ key }) => key)).toEqual(['networks', 'minUsd', 'prices', 'rules', 'channels'])
    expect(told.changes.find(({ key }) => key === 'networks')).toMatchObject({
      was: 'nothing',
      becomes: 'Ethereum (4 endpoints), Local (2 endpoints)',
    })
    expect(patch).toMatchObject({ minUsd: '5', prices: [{ token: 'WETH', usd: '2000.5' }] })
    expect(patch.setUp).toBeUndefined()
    expect(patch.rules).toEqual([largeOrders('700000')])
    expect(told.problems.some((one) => one.includes('From the future'))).toBe(true)
    expect(told.problems.some((one) => one.includes('eth.example') && one.includes('enter it again'))).toBe(true)
  })
})

describe('an imported file', () => {
  const file = (settings: unknown, version = settingsVersion) => JSON.stringify({ format: 'crowsnest-settings', version, settings })

  test('of a newer version brings what is known, and names the rest', () => {
    const { told, patch } = planImport(file({ minUsd: '9', sonar: true }, settingsVersion + 1), readSettings({}).settings)
    expect(patch).toEqual({ minUsd: '9' })
    expect(told.problems).toEqual([expect.stringContaining('newer Crowsnest'), expect.stringContaining('“sonar”')])
  })

  test('is judged key by key, and within a list part by part', () => {
    const good = { chainId: 5, name: 'Five', enabled: true, endpoints: [] }
    const { told, patch } = planImport(
      file({ minUsd: 'much', notifyPerMinute: 12, networks: [good, { chainId: 'x' }], rules: [{ version: 1 }, largeOrders('1')] }),
      readSettings({}).settings,
    )
    expect(patch).toEqual({ notifyPerMinute: 12, networks: [good], rules: [largeOrders('1')] })
    expect(told.problems).toHaveLength(3)
    expect(told.problems.every((sentence) => sentence.includes('left out'))).toBe(true)
  })

  test('keeps what is here and is not understood, and the keys that the file may not hold', () => {
    const now = withSecrets()
    const named = exportedSettings(now)
    const changed = {
      ...named,
      settings: { ...named.settings, rules: [], networks: named.settings.networks?.map((one) => ({ ...one, enabled: false })) },
    }
    const { patch } = planImport(JSON.stringify(changed), now)
    expect(patch.rules).toEqual([{ version: 9, name: 'From the future', what: 1 }])
    expect(patch.networks?.map(({ endpoints }) => endpoints)).toEqual(now.networks.map(({ endpoints }) => endpoints))
    expect(patch.networks?.every(({ enabled }) => !enabled)).toBe(true)
    expect(patch.channels).toBeUndefined()
  })

  test('that is none is one sentence and changes nothing, whatever bytes it holds', () => {
    const now = readSettings({}).settings
    const noise = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.json(),
      fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('latin1')),
    )
    fc.assert(
      fc.property(noise, (text) => {
        const { told, patch } = planImport(text, now)
        expect([told.changes, told.problems.length, patch]).toEqual([[], 1, {}])
      }),
      { numRuns: 500 },
    )
  })

  test('with anything at all in its settings never throws, and what it would change is valid', () => {
    const now = readSettings({}).settings
    const value = fc.dictionary(fc.constantFrom(...settingKeys, '__proto__', 'constructor', 'x'), fc.jsonValue({ maxDepth: 3 }), {
      maxKeys: 8,
    })
    fc.assert(
      fc.property(value, fc.jsonValue(), (settings, incomplete) => {
        const { patch } = planImport(JSON.stringify({ format: 'crowsnest-settings', version: 1, settings, incomplete }), now)
        expect(readSettings(patch).problems).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})
