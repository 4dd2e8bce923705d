/** A topic of ntfy on a server of the user's own, on loopback. */
import { afterEach, describe, expect, test } from 'vitest'
import { cautionOf, problemOf } from '#channels/forms.ts'
import { alert, channelOf, courierOn, handClock, type Reply, startService } from '../support/channelKit.ts'
import { dataFolder } from '../support/engineOn.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function topic(secrets: Record<string, string>, reply: (index: number) => Reply = () => ({ status: 200, body: { id: 'x' } })) {
  const service = await startService((_, index) => reply(index))
  ends.push(() => service.stop())
  const channel = channelOf('ntfy', { server: `${service.url}/`, priority: 'high' })
  const time = handClock()
  const kit = courierOn({ dataDir: dataFolder(ends), clock: time.clock, channels: [channel], secrets: { ntfy: secrets } })
  ends.push(() => kit.stop())
  return { service, channel, time, problem: () => kit.courier.standing(channel).problem, ...kit }
}

describe('an ntfy topic', () => {
  test('gets title, message and priority as JSON at the root of the server', async () => {
    const { service, tell } = await topic({ topic: 'whales-k3x', token: 'tk_abcdefghij' })
    tell('ntfy', alert(1))
    await expect.poll(() => service.heard.length).toBe(1)
    expect(service.heard[0]).toMatchObject({
      path: '/',
      headers: { authorization: 'Bearer tk_abcdefghij' },
      json: { topic: 'whales-k3x', title: 'Moved 1 ETH · $41.2 M', message: 'Ethereum · block 1\nfrom 0x1\nto 0x2', priority: 4 },
    })
  })

  test('gets less than the 4,096 bytes from which on a message becomes a file', async () => {
    const { service, tell } = await topic({ topic: 'whales-k3x' })
    tell('ntfy', alert(1, { body: '漢'.repeat(5_000) }), alert(2, { body: '' }))
    await expect.poll(() => service.heard.length).toBe(2)
    expect(Buffer.byteLength(String(service.heard[0]?.json.message))).toBeLessThan(4_096)
    expect(service.heard[0]?.headers).not.toHaveProperty('authorization')
    expect(service.heard[1]?.json.message).toBe('Moved 2 ETH · $41.2 M')
  })

  test.each([
    [401, { code: 40101, error: 'unauthorized' }, /does not let you write to this topic/],
    [403, { code: 40301, error: 'forbidden' }, /does not let you write to this topic/],
    [404, '404 page not found', /no ntfy server/],
  ])('whose server answers %i is said in words', async (status, body, words) => {
    const { tell, problem } = await topic({ topic: 'whales-k3x' }, () => ({ status, body }))
    tell('ntfy', alert(1))
    await expect.poll(problem).toMatch(words)
    expect(problem()).not.toContain('whales-k3x')
  })

  test('is tried again later when the server has had enough', async () => {
    const { service, tell, time } = await topic({ topic: 'whales-k3x' }, (index) =>
      index === 0 ? { status: 429, body: { code: 42901, error: 'limit reached' } } : { status: 200 },
    )
    tell('ntfy', alert(1))
    await expect.poll(time.asleep).toEqual([500])
    time.advance(500)
    await expect.poll(() => service.heard.length).toBe(2)
  })

  test('needs a topic that can be one, and names what travels in clear text', () => {
    expect(problemOf(channelOf('ntfy'), {})).toMatch(/“Topic” is missing/)
    expect(problemOf(channelOf('ntfy'), { topic: 'a b' })).toMatch(/“Topic” is no topic/)
    expect(problemOf(channelOf('ntfy', { priority: 'loud' }), { topic: 'a' })).toMatch(/^“Priority” /)
    expect(problemOf(channelOf('ntfy'), { topic: 'whales' })).toBeNull()
    expect(cautionOf(channelOf('ntfy', { server: 'http://ntfy.example' }), { topic: 'a' })).toMatch(/topic and token travel unencrypted/)
    expect(cautionOf(channelOf('ntfy'), { topic: 'a' })).toBeNull()
  })
})
