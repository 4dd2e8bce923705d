/** What is shown to strangers holds no secret, label, account or order, in no encoding, wherever it came from. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMask } from '#care/mask.ts'
import { wholeApp } from '../support/wholeApp.ts'

const hidden = {
  path: 'pathKEY99path',
  query: 'queryKEY99query',
  user: 'userName99',
  password: 'pass/Word+99',
  bearer: 'bearerTOKEN99bearer',
  channel: 'channelTOKEN99',
  topic: 'secretTopic99',
  label: 'Zhōu family office',
  rule: 'My secret rule',
  view: 'My secret view',
  account: `0x${'ab'.repeat(20)}`,
  order: `31337:0x${'cd'.repeat(32)}:-1`,
} as const

/** Every form in which a word may turn up; Base64 with one and two bytes before it as well. */
const formsOf = (word: string): string[] => {
  const base64 = ['', 'x', 'xy'].map((before) => Buffer.from(before + word).toString('base64'))
  return [
    ...[
      word,
      encodeURIComponent(word),
      JSON.stringify(word).slice(1, -1),
      Buffer.from(word).toString('hex'),
      Buffer.from(word).toString('hex').toUpperCase(),
    ],
    ...[...base64, ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''))],
  ]
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crowsnest-care-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('diagnostics', () => {
  test('tell what helps and nothing that is private', async () => {
    const password = encodeURIComponent(hidden.password)
    const endpoints = [
      `http://127.0.0.1:9/v3/${hidden.path}?k=${hidden.query}`,
      `http://${hidden.user}:${password}@127.0.0.1:9/`,
      'http://127.0.0.1:9/bearer',
    ]
    const channel = {
      version: 1,
      id: 'hook',
      kind: 'ntfy',
      name: 'My channel',
      enabled: false,
      options: { server: 'https://ntfy.example' },
    }
    const rule = { version: 1, id: 'a', name: hidden.rule, enabled: true, when: { kind: 'value-above', with: { usd: '5' } } }
    const more = { channels: [], sound: 'none', cooldownMinutes: 0, quiet: null, confirmations: 'seen', perDay: null }
    writeFileSync(
      join(folder, 'settings.json'),
      JSON.stringify({
        networks: [{ chainId: 31337, name: 'Local', enabled: true, endpoints }],
        ...{ channels: [channel], rules: [{ ...rule, ...more }], views: [{ name: hidden.view }] },
      }),
    )
    const secrets = { 'http://127.0.0.1:9/bearer': { authorization: `Bearer ${hidden.bearer}` } }
    writeFileSync(join(folder, 'secrets.json'), JSON.stringify({ version: 1, plain: secrets }), { mode: 0o600 })
    mkdirSync(join(folder, 'logs'))
    const noise = Object.values(hidden).flatMap(formsOf)
    writeFileSync(
      join(folder, 'logs', 'crowsnest.log'),
      ['an early line', ...noise.map((text) => `warn it said “${text}” to https://a.example/${text}`)].join('\n'),
    )
    const { app, ask } = await wholeApp(folder, [])
    try {
      const label = {
        chainId: null,
        address: hidden.account,
        name: hidden.label,
        entity: null,
        role: 'other',
        reference: null,
        date: null,
        confidence: 'certain',
      }
      app.store.labels.put([{ ...label, source: 'user', role: 'exchange', confidence: 'certain' }])
      await app.start()
      expect(await ask('channels.save', { channel, secrets: { token: hidden.channel, topic: hidden.topic } })).toHaveProperty('channels')
      const { text } = (await ask('doctor.diagnostics', null)) as { text: string }
      for (const [what, word] of Object.entries(hidden))
        for (const form of formsOf(word)) expect(text.includes(form) ? `${what} as ${form}` : 'hidden').toBe('hidden')
      for (const part of [
        'Node ',
        '31337',
        'http://127.0.0.1:9',
        'minUsd: 100000',
        'ntfy off',
        'value-above',
        'problem · endpoints',
        'warn it said',
      ])
        expect(text).toContain(part)
    } finally {
      await app.stop()
    }
  })

  test('say so where there is no log', async () => {
    const { app, ask } = await wholeApp(folder, [])
    try {
      expect(((await ask('doctor.diagnostics', null)) as { text: string }).text).toContain('There is no log file')
    } finally {
      await app.stop()
    }
  })
})

test('a word is blotted out of any text around it, in every encoding', () => {
  const word = fc.string({ minLength: 8, maxLength: 40, unit: fc.constantFrom(...'abcXYZ012/+=&?.:$^*()[]{}|\\ä€') })
  const around = fc.string({ maxLength: 12 })
  fc.assert(
    fc.property(word, around, around, (secret, before, after) => {
      const mask = createMask([secret])
      for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('hex')])
        expect(mask(`${before} ${form} ${after}`)).not.toContain(form)
      const inside = Buffer.from(`${before}${secret}${after}`).toString('base64')
      const core = Buffer.from(secret).toString('base64').slice(4, -6)
      if (core.length >= 6) expect(mask(`token ${inside} end`)).not.toContain(inside)
    }),
    { numRuns: 300 },
  )
})
