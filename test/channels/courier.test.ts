/** The courier over real stores and real servers: what fails is repeated, what storms is gathered, nothing is lost and nobody waits for another. */
import { afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '#platform/clock.ts'
import { post } from '#platform/http.ts'
import { alert, channelOf, courierOn, handClock, type Reply, startService } from '../support/channelKit.ts'
import { dataFolder } from '../support/engineOn.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function service(reply?: (index: number, body: string) => Reply) {
  const one = await startService(reply ? ({ body }, index) => reply(index, body) : undefined)
  ends.push(() => one.stop())
  return one
}
const hook = (url: string, id = 'webhook') => channelOf('webhook', { url }, { id, name: id })
const ids = (heard: readonly { readonly headers: Record<string, unknown> }[]) => heard.map(({ headers }) => headers['crowsnest-id'])
const ok: Reply = { status: 200 }

describe('what does not arrive', () => {
  test('waits as long as the service asks, then arrives with the same id, before what came later', async () => {
    const { heard, url } = await service((index) => (index === 0 ? { status: 429, headers: { 'retry-after': '7' } } : ok))
    const time = handClock()
    const channel = hook(url)
    const kit = courierOn({ dataDir: dataFolder(ends), clock: time.clock, channels: [channel] })
    ends.push(() => kit.stop())
    kit.tell('webhook', alert(1), alert(2))
    await expect.poll(time.asleep).toEqual([7_500])
    expect(kit.courier.standing(channel)).toMatchObject({ waiting: 2, lastSent: null, problem: expect.stringContaining('sent later') })
    time.advance(7_499)
    kit.courier.poke()
    await expect.poll(time.asleep).toEqual([1])
    expect(heard).toHaveLength(1)
    time.advance(1)
    await expect.poll(() => ids(heard)).toEqual(['alert-1', 'alert-1', 'alert-2'])
    await expect.poll(() => kit.courier.standing(channel)).toEqual({ waiting: 0, lastSent: time.clock.now(), problem: null })
  })

  test('is repeated after waits by chance that double up to a quarter of an hour, and given up after a day', async () => {
    const { heard, url } = await service(() => ({ status: 500 }))
    const time = handClock()
    const channel = hook(url)
    const kit = courierOn({ dataDir: dataFolder(ends), clock: time.clock, channels: [channel], random: () => 0.9990001 })
    ends.push(() => kit.stop())
    kit.tell('webhook', alert(1))
    const waits: number[] = []
    while (kit.courier.standing(channel).waiting > 0) {
      await expect.poll(() => time.asleep().length + (kit.courier.standing(channel).waiting === 0 ? 1 : 0)).toBe(1)
      const [wait] = time.asleep()
      if (wait === undefined) break
      waits.push(Math.round(wait / 999))
      time.advance(wait)
    }
    expect(waits.slice(0, 12)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900])
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(86_000)
    expect(heard).toHaveLength(waits.length + 1)
    expect(kit.courier.standing(channel).problem).toMatch(/status 500.*One message was given up; the inbox/)
    // The next that arrives ends the complaint.
    expect(kit.store.deliveries.standing('webhook')).toMatchObject({ givenUp: 1, waiting: 0 })
  })

  test('is not held for years by a clock that was set back', async () => {
    const { heard, url } = await service((index) => (index === 0 ? { status: 500 } : ok))
    const time = handClock(Date.UTC(2036, 0, 1))
    const channel = hook(url)
    const kit = courierOn({ dataDir: dataFolder(ends), clock: time.clock, channels: [channel] })
    ends.push(() => kit.stop())
    kit.tell('webhook', alert(1))
    await expect.poll(time.asleep).toEqual([500])
    time.advance(-10 * 365 * 86_400_000)
    kit.courier.poke()
    await expect.poll(() => ids(heard)).toEqual(['alert-1', 'alert-1'])
    await expect.poll(() => kit.courier.standing(channel)).toMatchObject({ waiting: 0, problem: null })
  })

  test('because nobody answers is called off after 15 seconds and holds no other channel up', async () => {
    const silent = await service(() => 'hang')
    const good = await service()
    const channels = [hook(silent.url, 'silent'), hook(good.url, 'good')]
    // The clock of the wire is real: 15 s of it are asked for, and become a moment here.
    const asked: number[] = []
    const impatient: typeof post = (url, body, options) => {
      asked.push(options.timeoutMs)
      return post(url, body, { ...options, timeoutMs: url.startsWith(silent.url) ? 300 : options.timeoutMs })
    }
    const time = handClock()
    const kit = courierOn({ dataDir: dataFolder(ends), clock: time.clock, channels, post: impatient })
    ends.push(() => kit.stop())
    kit.tell('silent', alert(1))
    kit.tell('good', alert(2), alert(3))
    await expect.poll(() => good.heard.length).toBe(2)
    await expect.poll(time.asleep).toEqual([500])
    expect(asked).toEqual([15_000, 15_000, 15_000])
    expect(kit.courier.standing(channels[0] as (typeof channels)[0])).toMatchObject({
      waiting: 1,
      problem: expect.stringContaining('did not answer within'),
    })
    expect(kit.courier.standing(channels[1] as (typeof channels)[0])).toMatchObject({ waiting: 0, problem: null })
  })

  test('because of a redirect goes nowhere else', async () => {
    const elsewhere = await service()
    const { heard, url } = await service(() => ({ status: 307, headers: { location: `${elsewhere.url}/take` } }))
    const channel = hook(url)
    const time = handClock()
    const kit = courierOn({
      dataDir: dataFolder(ends),
      clock: time.clock,
      channels: [channel],
      secrets: { webhook: { token: 'tok-123456' } },
    })
    ends.push(() => kit.stop())
    kit.tell('webhook', alert(1))
    await expect
      .poll(() => kit.courier.standing(channel).problem)
      .toMatch(/redirects to 127\.0\.0\.1:\d+; enter that address in the channel/)
    expect(heard).toHaveLength(1)
    expect(elsewhere.heard).toHaveLength(0)
  })

  test('because it was never wanted is left out, said, and the next one arrives', async () => {
    const { heard, url } = await service((index) => (index === 0 ? { status: 400, body: { message: 'no such field' } } : ok))
    const channel = hook(url)
    const time = handClock()
    const kit = courierOn({ dataDir: dataFolder(ends), clock: time.clock, channels: [channel] })
    ends.push(() => kit.stop())
    kit.tell('webhook', alert(1))
    await expect
      .poll(() => kit.courier.standing(channel).problem)
      .toMatch(/did not take this message \(status 400\)\. It says: no such field/)
    kit.tell('webhook', alert(2))
    await expect.poll(() => ids(heard)).toEqual(['alert-1', 'alert-2'])
    await expect.poll(() => kit.courier.standing(channel)).toMatchObject({ waiting: 0, problem: null })
  })

  test('because the service refuses waits for the user, and goes when the user says so', async () => {
    let status = 401
    const { heard, url } = await service(() => ({ status }))
    const channel = hook(url)
    const time = handClock()
    const kit = courierOn({ dataDir: dataFolder(ends), clock: time.clock, channels: [channel] })
    ends.push(() => kit.stop())
    kit.tell('webhook', alert(1))
    await expect.poll(() => kit.courier.standing(channel).problem).toMatch(/refuses messages \(status 401\)/)
    await expect.poll(time.asleep).toEqual([900_000])
    kit.tell('webhook', alert(2))
    for (let quarter = 0; quarter < 8; quarter++) {
      time.advance(900_000)
      await expect.poll(() => time.asleep().length).toBe(1)
    }
    expect(heard).toHaveLength(1)
    expect(kit.told).toEqual([expect.stringMatching(/^Channel “webhook”: The webhook refuses messages/)])
    status = 200
    kit.courier.retry('webhook')
    await expect.poll(() => ids(heard)).toEqual(['alert-1', 'alert-1', 'alert-2'])
    await expect.poll(() => kit.courier.standing(channel)).toMatchObject({ waiting: 0, problem: null })
    expect(kit.told.slice(1)).toEqual([null])
  })

  test('is told to the user when it lasts, not for one bad moment, and no more of a channel that was switched off', async () => {
    const { url } = await service(() => ({ status: 500 }))
    const time = handClock()
    const channels = [hook(url)]
    const kit = courierOn({ dataDir: dataFolder(ends), clock: time.clock, channels })
    ends.push(() => kit.stop())
    kit.tell('webhook', alert(1))
    for (const wait of [500, 1_000]) {
      await expect.poll(time.asleep).toEqual([wait])
      expect(kit.told).toEqual([])
      time.advance(wait)
    }
    await expect.poll(() => kit.told).toEqual([expect.stringContaining('has trouble of its own')])
    channels[0] = { ...hook(url), enabled: false }
    kit.courier.poke()
    expect(kit.told[1]).toBeNull()
  })
})

describe('a crash', () => {
  test('between sending and noting it repeats the message with the same id, and loses none', async () => {
    let answered = 0
    const { heard, url } = await service(() => {
      answered += 1
      return answered === 1 ? 'hang' : ok
    })
    const dataDir = dataFolder(ends)
    const channel = hook(url)
    const first = courierOn({ dataDir, clock: systemClock, channels: [channel] })
    first.tell('webhook', ...[1, 2, 3].map((n) => alert(n)))
    await expect.poll(() => heard.length).toBe(1)
    // It arrived, and what would have noted so is gone.
    await first.stop()

    const second = courierOn({ dataDir, clock: systemClock, channels: [channel] })
    ends.push(() => second.stop())
    second.courier.poke()
    await expect.poll(() => ids(heard)).toEqual(['alert-1', 'alert-1', 'alert-2', 'alert-3'])
    await expect.poll(() => second.courier.standing(channel).waiting).toBe(0)
  })

  test('does not let a message that may have arrived become a part of another', async () => {
    let hang = true
    const { heard, url } = await service(() => (hang ? 'hang' : { status: 200, body: { ok: true } }))
    const dataDir = dataFolder(ends)
    const channel = channelOf('telegram', { chat: '-100', server: url })
    const secrets = { telegram: { token: '123456789:AAabcdefghijk' } }
    const first = courierOn({ dataDir, clock: systemClock, channels: [channel], secrets })
    first.tell('telegram', alert(1))
    await expect.poll(() => heard.length).toBe(1)
    first.tell('telegram', ...[2, 3, 4, 5, 6, 7, 8].map((n) => alert(n)))
    await first.stop()
    hang = false
    const second = courierOn({ dataDir, clock: systemClock, channels: [channel], secrets })
    ends.push(() => second.stop())
    second.courier.poke()
    await expect.poll(() => heard.length).toBe(3)
    const [, again, rest] = heard.map(({ json }) => String(json.text))
    expect(again).toMatch(/^<b>Moved 1 ETH/)
    expect(rest).toMatch(/^<b>7 alerts, gathered/)
  })

  test('is not needed to end while a service hangs: it gets one more second', async () => {
    const { heard, url } = await service(() => 'hang')
    const time = handClock()
    const kit = courierOn({ dataDir: dataFolder(ends), clock: time.clock, channels: [hook(url)] })
    kit.tell('webhook', alert(1))
    await expect.poll(() => heard.length).toBe(1)
    const ended = kit.stop()
    expect(time.asleep()).toEqual([1_000])
    time.advance(1_000)
    await ended
    // Nothing more is sent after the end.
    kit.courier.poke()
    expect(heard).toHaveLength(1)
  })

  test('is not waited for by channels that sleep', async () => {
    const { url } = await service(() => ({ status: 500 }))
    const time = handClock()
    const kit = courierOn({ dataDir: dataFolder(ends), clock: time.clock, channels: [hook(url)] })
    kit.tell('webhook', alert(1))
    await expect.poll(time.asleep).toEqual([500])
    await kit.stop()
    expect(time.asleep()).toEqual([])
  })
})

describe('a storm', () => {
  test('is one message in a chat: the newest titles, and how many it stands for', async () => {
    const { heard, url } = await service(() => ({ status: 200, body: { ok: true } }))
    const time = handClock()
    const channel = channelOf('telegram', { chat: '-100', server: url })
    const kit = courierOn({
      dataDir: dataFolder(ends),
      clock: time.clock,
      channels: [channel],
      secrets: { telegram: { token: '123456789:AAabcdefghijk' } },
    })
    ends.push(() => kit.stop())
    kit.tell('telegram', ...Array.from({ length: 200 }, (_, n) => alert(n)))
    await expect.poll(() => kit.courier.standing(channel).waiting).toBe(0)
    expect(heard).toHaveLength(1)
    const text = String(heard[0]?.json.text)
    expect(text).toMatch(/^<b>200 alerts, gathered into one message<\/b>\nMoved 199 ETH[^\n]*\nMoved 198 ETH/)
    expect(text).toMatch(/… and 180 before these: the inbox has them all\.$/)
  })

  test('keeps to the pace of the service, and gathers what comes meanwhile', async () => {
    const { heard, url } = await service(() => ({ status: 200, body: { ok: true } }))
    const time = handClock()
    const channel = channelOf('telegram', { chat: '-100', server: url })
    const kit = courierOn({
      dataDir: dataFolder(ends),
      clock: time.clock,
      channels: [channel],
      secrets: { telegram: { token: '123456789:AAabcdefghijk' } },
    })
    ends.push(() => kit.stop())
    for (let n = 0; n < 40; n++) {
      kit.tell('telegram', alert(n))
      await expect.poll(() => heard.length).toBe(Math.min(n + 1, 20))
      await expect.poll(() => kit.courier.standing(channel).waiting).toBe(Math.max(0, n - 19))
      time.advance(1_000)
    }
    // The first message went out 40 s ago: 20 s more, and there is room again.
    expect(time.asleep()).toEqual([20_000])
    time.advance(20_000)
    await expect.poll(() => heard.length).toBe(21)
    expect(String(heard[20]?.json.text)).toMatch(/^<b>20 alerts, gathered/)
  })

  test('reaches a webhook in parts that have every order', async () => {
    const { heard, url } = await service()
    const channel = hook(url)
    const kit = courierOn({ dataDir: dataFolder(ends), clock: systemClock, channels: [channel] })
    ends.push(() => kit.stop())
    kit.tell('webhook', ...Array.from({ length: 250 }, (_, n) => alert(n)))
    await expect.poll(() => kit.courier.standing(channel).waiting, { timeout: 20_000 }).toBe(0)
    const told = heard.flatMap(({ json }) => (json.orders as { blockNumber: number }[]).map(({ blockNumber }) => blockNumber))
    expect(told).toEqual(Array.from({ length: 250 }, (_, n) => n))
    expect(heard[0]?.json).toMatchObject({ event: 'digest', count: 100 })
  })

  test('beyond what is kept becomes one digest of the oldest that says how many', async () => {
    const { heard, url } = await service(() => ({ status: 503 }))
    const time = handClock()
    const channel = hook(url)
    const kit = courierOn({ dataDir: dataFolder(ends), clock: time.clock, channels: [channel] })
    ends.push(() => kit.stop())
    kit.tell('webhook', alert(0))
    await expect.poll(time.asleep).toHaveLength(1)
    for (let n = 1; n <= 10_001; n++) kit.store.deliveries.add('webhook', alert(n, { orders: [] }), time.clock.now())
    kit.courier.poke()
    await expect.poll(() => kit.courier.standing(channel).waiting).toBe(9_002)
    expect(heard).toHaveLength(1)
    expect(kit.store.deliveries.next('webhook')).toMatchObject({ attempts: 1, announcement: { id: 'alert-0' } })
    kit.store.deliveries.arrived(kit.store.deliveries.next('webhook')?.id ?? 0, 0)
    expect(kit.store.deliveries.next('webhook')?.announcement).toMatchObject({
      event: 'digest',
      count: 1_001,
      title: '1,001 alerts, gathered into one message',
    })
  })
})

describe('a channel', () => {
  test('that is off, gone or of an unknown kind sends nothing and says why', async () => {
    const { heard, url } = await service()
    const off = { ...hook(url), enabled: false }
    const strange = channelOf('carrier-pigeon')
    const time = handClock()
    const kit = courierOn({ dataDir: dataFolder(ends), clock: time.clock, channels: [off, strange] })
    ends.push(() => kit.stop())
    for (const id of ['webhook', 'carrier-pigeon', 'gone']) kit.tell(id, alert(1))
    expect(kit.courier.standing(strange)).toMatchObject({
      waiting: 1,
      problem: expect.stringContaining('knows no channels of the kind “carrier-pigeon”'),
    })
    expect(await kit.courier.test(strange)).toMatchObject({ ok: false, message: expect.stringContaining('carrier-pigeon') })
    expect(heard).toHaveLength(0)
  })

  test('can be tested past its queue, and a test that arrives sends what waits', async () => {
    let status = 500
    const { heard, url } = await service(() => ({ status }))
    const channel = hook(url)
    const time = handClock()
    const kit = courierOn({ dataDir: dataFolder(ends), clock: time.clock, channels: [channel] })
    ends.push(() => kit.stop())
    kit.tell('webhook', alert(1))
    await expect.poll(time.asleep).toHaveLength(1)
    expect(await kit.courier.test(channel)).toEqual({ ok: false, message: expect.stringContaining('status 500') })
    status = 200
    expect(await kit.courier.test(channel)).toEqual({ ok: true, message: 'Webhook took the test message.' })
    await expect.poll(() => kit.courier.standing(channel)).toMatchObject({ waiting: 0, problem: null })
    expect(heard.map(({ json }) => json.event)).toEqual(['alert', 'test', 'test', 'alert'])
  })
})
