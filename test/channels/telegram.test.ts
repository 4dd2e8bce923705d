/** Telegram's bot API as a server on loopback speaks it: what is sent, and what each refusal means. */
import { afterEach, describe, expect, test } from 'vitest'
import { problemOf } from '#channels/forms.ts'
import type { Announcement, Channel } from '#shared/channels.ts'
import { alert, channelOf, courierOn, handClock, type Reply, startService } from '../support/channelKit.ts'
import { dataFolder } from '../support/engineOn.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const token = '123456789:AAH-secret_token-of-a-bot'
const good: Reply = { status: 200, body: { ok: true, result: { message_id: 1 } } }
const refusal = (code: number, description: string, parameters?: object): Reply => ({
  status: code,
  body: { ok: false, error_code: code, description, ...(parameters ? { parameters } : {}) },
})

async function bot(reply: (index: number) => Reply = () => good, options: Record<string, unknown> = {}) {
  const service = await startService((_, index) => reply(index))
  ends.push(() => service.stop())
  const channel: Channel = channelOf('telegram', { chat: '-1001234567890', server: service.url, ...options })
  const time = handClock()
  const secrets = { telegram: { token } }
  const kit = courierOn({ dataDir: dataFolder(ends), clock: time.clock, channels: [channel], secrets })
  ends.push(() => kit.stop())
  const problem = () => kit.courier.standing(channel).problem
  return { service, channel, time, secrets, problem, ...kit }
}

async function textOf(announcement: Announcement): Promise<string> {
  const { service, tell } = await bot()
  tell('telegram', announcement)
  await expect.poll(() => service.heard.length).toBe(1)
  return String(service.heard[0]?.json.text)
}

describe('a Telegram bot', () => {
  test('writes into its chat, the title in bold, without previews', async () => {
    const { service, tell } = await bot(undefined, { silent: true })
    tell('telegram', alert(1))
    await expect.poll(() => service.heard.length).toBe(1)
    expect(service.heard[0]).toMatchObject({
      path: `/bot${token}/sendMessage`,
      json: {
        chat_id: '-1001234567890',
        parse_mode: 'HTML',
        disable_notification: true,
        link_preview_options: { is_disabled: true },
        text: '<b>Moved 1 ETH · $41.2 M</b>\nEthereum · block 1\nfrom 0x1\nto 0x2',
      },
    })
  })

  test('lets no symbol of a token become markup or a link', async () => {
    const text = await textOf(alert(1, { title: 'Moved 5 <a href="https://evil.example">gift</a> & more of evil.example' }))
    expect(text).toContain('&lt;a href=')
    expect(text).toContain('&amp; more')
    expect(text).not.toMatch(/https:\/\/|evil\.example/)
  })

  test('says the first 4,096 characters of what is longer, and never half a character', async () => {
    const text = await textOf(alert(1, { body: '🐋<&'.repeat(3_000) }))
    const shown = text
      .replace(/<\/?b>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
    expect(shown.length).toBeLessThanOrEqual(4_096)
    expect(shown.length).toBeGreaterThan(3_000)
    expect(shown.endsWith('…')).toBe(true)
    expect(shown).not.toMatch(/\p{Surrogate}/u)
  })

  test('waits as long as Telegram asks, and then goes on', async () => {
    const { service, tell, time, problem } = await bot((index) =>
      index === 0 ? refusal(429, 'Too Many Requests: retry after 43', { retry_after: 43 }) : good,
    )
    tell('telegram', alert(1))
    await expect.poll(time.asleep).toEqual([43_500])
    expect(problem()).toMatch(/wants fewer messages/)
    time.advance(43_500)
    await expect.poll(() => service.heard.length).toBe(2)
    await expect.poll(problem).toBeNull()
  })

  test.each([
    ['a revoked token', refusal(401, 'Unauthorized'), /does not accept the bot’s token \(any more\): make a new one with @BotFather/],
    ['a token that never was', refusal(404, 'Not Found'), /does not accept the bot’s token/],
    ['a user who blocked it', refusal(403, 'Forbidden: bot was blocked by the user'), /blocked or removed\. Unblock it or add it again/],
    ['a group that threw it out', refusal(403, 'Forbidden: bot was kicked from the supergroup chat'), /blocked or removed/],
    ['an unknown chat', refusal(400, 'Bad Request: chat not found'), /knows no such chat: write to the bot once/],
    [
      'a group that moved',
      refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -1009 }),
      /enter -1009 as the chat/,
    ],
    ['another server', { status: 200, body: '<html>' } satisfies Reply, /no Telegram bot API/],
  ])('says in words what to do about %s, and keeps the message', async (_, reply, words) => {
    const { tell, problem, courier, channel } = await bot(() => reply)
    tell('telegram', alert(1))
    await expect.poll(problem).toMatch(words)
    expect(problem()).not.toContain(token.slice(10))
    expect(courier.standing(channel).waiting).toBe(1)
  })

  test('sends what waited once a new token is entered', async () => {
    const { service, tell, problem, secrets, courier } = await bot((index) => (index === 0 ? refusal(401, 'Unauthorized') : good))
    tell('telegram', alert(1))
    await expect.poll(problem).toMatch(/@BotFather/)
    secrets.telegram = { token: '123456789:AAnother-token' }
    courier.retry('telegram')
    await expect
      .poll(() => service.heard.map(({ path }) => path))
      .toEqual([`/bot${token}/sendMessage`, '/bot123456789:AAnother-token/sendMessage'])
    await expect.poll(problem).toBeNull()
  })

  test('needs a chat and a token that can be ones', () => {
    expect(problemOf(channelOf('telegram', { chat: 'me' }), { token })).toMatch(/“Chat” is no chat/)
    expect(problemOf(channelOf('telegram', { chat: '1' }), {})).toMatch(/“Bot token” is missing/)
    expect(problemOf(channelOf('telegram', { chat: '1' }), { token: 'bot-secret' })).toBe(
      '“Bot token” is no token of a bot: it looks like 123456789:AA….',
    )
    expect(problemOf(channelOf('telegram', { chat: '@whales' }), { token })).toBeNull()
  })
})
