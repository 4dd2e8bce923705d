/** A Discord webhook as a server on loopback speaks it. */
import { afterEach, describe, expect, test } from 'vitest'
import { problemOf } from '#channels/forms.ts'
import { alert, channelOf, courierOn, type Heard, handClock, type Reply, startService } from '../support/channelKit.ts'
import { dataFolder } from '../support/engineOn.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function hook(reply: (index: number) => Reply = () => ({ status: 200, body: { id: '1' } }), options: Record<string, unknown> = {}) {
  const service = await startService((_, index) => reply(index))
  ends.push(() => service.stop())
  const channel = channelOf('discord', options)
  const time = handClock()
  const secrets = { discord: { url: `${service.url}/api/webhooks/1234567890/very-secret-part` } }
  const kit = courierOn({ dataDir: dataFolder(ends), clock: time.clock, channels: [channel], secrets })
  ends.push(() => kit.stop())
  return { service, channel, time, problem: () => kit.courier.standing(channel).problem, ...kit }
}

describe('a Discord webhook', () => {
  test('gets a text that pings nobody and is nobody else’s Markdown, and is waited for', async () => {
    const { service, tell } = await hook(undefined, { name: 'Lookout' })
    tell('discord', alert(1, { title: 'Moved 5 @everyone **FREE** [x](https://evil.example)', body: '> quote\n# head' }))
    await expect.poll(() => service.heard.length).toBe(1)
    const { path, json } = service.heard[0] as Heard
    expect(path).toBe('/api/webhooks/1234567890/very-secret-part?wait=true')
    expect(json).toMatchObject({ username: 'Lookout', allowed_mentions: { parse: [] }, flags: 4 })
    expect(json.content).toMatch(/^\*\*Moved 5 \\@everyone \\\*\\\*FREE\\\*\\\* \\\[x\\\]\\\(/)
    expect(json.content).toMatch(/\n\\> quote\n\\# head$/)
    expect(json.content).not.toMatch(/https:\/\/|evil\.example/)
  })

  test('gets at most 2,000 characters', async () => {
    const { service, tell } = await hook()
    tell('discord', alert(1, { body: '*'.repeat(5_000) }))
    await expect.poll(() => service.heard.length).toBe(1)
    const content = String(service.heard[0]?.json.content)
    expect(content.length).toBeLessThanOrEqual(2_000)
    expect(content.length).toBeGreaterThan(1_500)
  })

  test('is given the seconds that it asks for, fractions of them too', async () => {
    const { service, tell, time, problem } = await hook((index) =>
      index === 0
        ? { status: 429, body: { message: 'You are being rate limited.', retry_after: 0.75, global: false } }
        : { status: 204, body: '' },
    )
    tell('discord', alert(1))
    await expect.poll(time.asleep).toEqual([1_250])
    time.advance(1_250)
    await expect.poll(() => service.heard.length).toBe(2)
    await expect.poll(problem).toBeNull()
  })

  test('that was deleted is said in words, without its address', async () => {
    const { service, tell, problem, said } = await hook(() => ({
      status: 404,
      body: { message: `Unknown Webhook very-secret-part`, code: 10_015 },
    }))
    tell('discord', alert(1))
    await expect.poll(problem).toMatch(/knows this webhook no more: make a new one/)
    expect(service.heard).toHaveLength(1)
    expect([problem(), ...said].join()).not.toContain('very-secret-part')
  })

  test('needs its whole address, encrypted', () => {
    const of = (url: string) => problemOf(channelOf('discord'), { url })
    expect(of('discord.com/api/webhooks/1/secret')).toBe('“Webhook address” is no address: copy it whole, it begins with https://.')
    expect(of('http://discord.com/api/webhooks/1/secret')).toMatch(/would travel unencrypted/)
    expect(of('https://discord.com/api/webhooks/1/secret')).toBeNull()
    expect(problemOf(channelOf('discord'), {})).toMatch(/“Webhook address” is missing/)
  })
})
