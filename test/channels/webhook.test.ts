/** The webhook: signed so that a receiver of its own can tell, over a real server. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { cautionOf, problemOf } from '#channels/forms.ts'
import { systemClock } from '#platform/clock.ts'
import { alert, channelOf, courierOn, type Heard, startService } from '../support/channelKit.ts'
import { dataFolder } from '../support/engineOn.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** What a receiver does: over the body as it came, with nothing of ours. */
function isGenuine({ headers, body }: Heard, secret: string, now: number): boolean {
  const timestamp = String(headers['crowsnest-timestamp'])
  const expected = Buffer.from(`v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`)
  const given = Buffer.from(String(headers['crowsnest-signature']))
  return given.length === expected.length && timingSafeEqual(given, expected) && Math.abs(now / 1000 - Number(timestamp)) < 300
}

async function sent(secrets: Record<string, string>, announcement = alert(1)) {
  const service = await startService()
  ends.push(() => service.stop())
  const channel = channelOf('webhook', { url: `${service.url}/hook?to=me` })
  const kit = courierOn({ dataDir: dataFolder(ends), clock: systemClock, channels: [channel], secrets: { webhook: secrets } })
  ends.push(() => kit.stop())
  kit.tell('webhook', announcement)
  await expect.poll(() => service.heard.length).toBe(1)
  await expect.poll(() => kit.courier.standing(channel).waiting).toBe(0)
  return { heard: service.heard[0] as Heard, channel, kit }
}

describe('a webhook', () => {
  test('gets the whole announcement, signed with the shared secret', async () => {
    const announcement = alert(7, { title: 'Bewegt: 7 Ξ · “$41.2 M”' })
    const { heard, kit, channel } = await sent({ secret: 'schlüssel 1', token: 'tok-123456' }, announcement)
    expect(heard.path).toBe('/hook?to=me')
    expect(heard.json).toEqual({ version: 1, ...announcement })
    expect(heard.headers).toMatchObject({
      'crowsnest-id': 'alert-7',
      'content-type': 'application/json',
      authorization: 'Bearer tok-123456',
    })
    expect(isGenuine(heard, 'schlüssel 1', Date.now())).toBe(true)
    expect(isGenuine(heard, 'another', Date.now())).toBe(false)
    expect(isGenuine({ ...heard, body: heard.body.replace('41200000', '41200001') }, 'schlüssel 1', Date.now())).toBe(false)
    expect(isGenuine(heard, 'schlüssel 1', Date.now() + 600_000)).toBe(false)
    expect(kit.courier.standing(channel)).toMatchObject({ problem: null, lastSent: expect.any(Number) })
  })

  test('without a secret is not signed, and the settings say so', async () => {
    const { heard, channel } = await sent({})
    expect(heard.headers).not.toHaveProperty('crowsnest-signature')
    expect(heard.headers).not.toHaveProperty('authorization')
    expect(cautionOf(channel, {})).toMatch(/not signed/)
    expect(cautionOf(channel, { secret: 'x' })).toBeNull()
  })

  test('that is asked in clear text over a network is named', () => {
    const channel = channelOf('webhook', { url: 'http://hooks.example/x' })
    expect(cautionOf(channel, { secret: 'x' })).toMatch(/hooks\.example is asked over http:\/\/.*unencrypted/)
    expect(cautionOf(channelOf('webhook', { url: 'http://localhost:1/x' }), { secret: 'x' })).toBeNull()
  })

  test.each([
    ['', /“Address” is no address/],
    ['ftp://x.example', /“Address” is no address/],
    ['https://me:pass@x.example/', /“Address” has a name and password/],
    [undefined, /“Address”/],
  ])('cannot have the address %j', (url, words) => {
    expect(problemOf(channelOf('webhook', { url }), {})).toMatch(words)
  })
})
