/** An incoming webhook of Slack as a server on loopback speaks it. */
import { afterEach, describe, expect, test } from 'vitest'
import { alert, channelOf, courierOn, type Heard, handClock, type Reply, startService } from '../support/channelKit.ts'
import { dataFolder } from '../support/engineOn.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function hook(reply: (index: number) => Reply = () => ({ status: 200, body: 'ok' })) {
  const service = await startService((_, index) => reply(index))
  ends.push(() => service.stop())
  const channel = channelOf('slack')
  const time = handClock()
  const secrets = { slack: { url: `${service.url}/services/T00000000/B00000000/very-secret-part` } }
  const kit = courierOn({ dataDir: dataFolder(ends), clock: time.clock, channels: [channel], secrets })
  ends.push(() => kit.stop())
  return { service, channel, time, problem: () => kit.courier.standing(channel).problem, ...kit }
}

describe('a Slack webhook', () => {
  test('gets a text that calls nobody and links nowhere', async () => {
    const { service, tell, problem } = await hook()
    tell('slack', alert(1, { title: 'Moved 5 <!channel> & <https://evil.example|gift> *b*' }))
    await expect.poll(() => service.heard.length).toBe(1)
    const { path, json } = service.heard[0] as Heard
    expect(path).toBe('/services/T00000000/B00000000/very-secret-part')
    expect(json).toMatchObject({ unfurl_links: false, unfurl_media: false })
    expect(json.text).toMatch(/^\*Moved 5 &lt;!channel&gt; &amp; &lt;/)
    expect(json.text).not.toMatch(/https:\/\/|evil\.example| \*b\*/)
    await expect.poll(problem).toBeNull()
  })

  test('is given the seconds of Retry-After', async () => {
    const { service, tell, time } = await hook((index) =>
      index === 0 ? { status: 429, body: 'rate_limited', headers: { 'retry-after': '30' } } : { status: 200, body: 'ok' },
    )
    tell('slack', alert(1))
    await expect.poll(time.asleep).toEqual([30_500])
    time.advance(30_500)
    await expect.poll(() => service.heard.length).toBe(2)
  })

  test.each([
    [404, 'no_service', /knows this webhook no more: make a new one/],
    [403, 'invalid_token', /knows this webhook no more/],
    [403, 'action_prohibited', /does not let this webhook post here/],
    [410, 'channel_is_archived', /archived or gone/],
  ])('that answers %i %s is said in words, and asked no more', async (status, body, words) => {
    const { service, tell, problem, courier, channel } = await hook(() => ({ status, body }))
    tell('slack', alert(1))
    await expect.poll(problem).toMatch(words)
    expect(service.heard).toHaveLength(1)
    expect(courier.standing(channel).waiting).toBe(1)
  })

  test('that does not understand one message is not kept from the next', async () => {
    const { service, tell, problem } = await hook((index) =>
      index === 0 ? { status: 400, body: 'invalid_payload' } : { status: 200, body: 'ok' },
    )
    tell('slack', alert(1))
    await expect.poll(problem).toMatch(/did not take this message \(status 400\)\. It says: invalid_payload/)
    tell('slack', alert(2))
    await expect.poll(() => service.heard.length).toBe(2)
    await expect.poll(problem).toBeNull()
  })
})
