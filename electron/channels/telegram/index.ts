/** A Telegram bot that writes into one chat. */
import { z } from 'zod'
import { defineChannel, type Judgement } from '../defineChannel.ts'
import { address, exposedHost, inText, judgeStatus, line } from '../shape.ts'

/** core.telegram.org/bots/api, sendMessage: 4096 characters after entities; about 20 messages a minute into one group. */
export default defineChannel({
  id: 'telegram',
  label: 'Telegram',
  help: 'Make a bot with @BotFather, write to it once (or add it to your group), and give its token and the chat’s number here. @userinfobot tells the number of your own chat.',
  options: z.object({
    chat: line('Chat', 'The number of the chat, such as -1001234567890, or @name of a public channel.').regex(
      /^(-?\d{1,20}|@\w{4,64})$/,
      'is no chat: a number such as -1001234567890, or @name, is needed',
    ),
    silent: z.boolean().default(false).meta({ title: 'Without a sound', description: 'The phone shows it and keeps still.' }),
    server: address('Server', 'Of the bot API. Leave it unless you run one of your own.').default('https://api.telegram.org'),
  }),
  secrets: [
    {
      ...{ name: 'token', label: 'Bot token', required: true },
      help: 'From @BotFather, such as 123456789:AA… Whoever has it can write as your bot.',
      problem: (value) => (/^\d{1,20}:[\w-]{10,100}$/.test(value) ? null : 'is no token of a bot: it looks like 123456789:AA…'),
    },
  ],
  perMinute: 20,
  burst: 5,
  request(announcement, { chat, silent, server }, { token = '' }) {
    const [title = '', ...rest] = inText(announcement, 4096).split('\n')
    return {
      url: `${server.replace(/\/+$/, '')}/bot${token}/sendMessage`,
      body: JSON.stringify({
        ...{ chat_id: chat, parse_mode: 'HTML', disable_notification: silent, link_preview_options: { is_disabled: true } },
        text: [`<b>${escaped(title)}</b>`, ...rest.map(escaped)].join('\n'),
      }),
      headers: {},
    }
  },
  judge(answer): Judgement {
    const { status, json } = answer
    const words = typeof json.description === 'string' ? json.description.toLowerCase() : ''
    const refused = (sentence: string): Judgement => ({ outcome: 'refused', sentence })
    if (status === 200 && json.ok !== true)
      return { outcome: 'retry', afterMs: null, sentence: 'What answers is no Telegram bot API: look at the address of the server.' }
    if (status === 429)
      return {
        outcome: 'retry',
        afterMs: waitOf(json) ?? answer.retryAfterMs,
        sentence: 'Telegram wants fewer messages: they are sent later.',
      }
    if (status === 401 || (status === 404 && words.startsWith('not found')))
      return refused('Telegram does not accept the bot’s token (any more): make a new one with @BotFather and enter it here.')
    if (status === 403)
      return refused('Telegram lets the bot not write into this chat: it was blocked or removed. Unblock it or add it again, then retry.')
    if (words.includes('upgraded to a supergroup'))
      return refused(`The group has become a supergroup, with another number: enter ${movedTo(json) ?? 'its new number'} as the chat.`)
    if (status === 400 && words.includes('chat not found'))
      return refused('Telegram knows no such chat: write to the bot once, or add it to the group, and look at the number.')
    return judgeStatus(answer, 'Telegram')
  },
  caution({ server }) {
    const host = exposedHost(server)
    return host === null ? null : `${host} is asked over http://, so the bot’s token travels unencrypted: use https:// if it has it.`
  },
})

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const parameters = (json: Readonly<Record<string, unknown>>) =>
  z.object({ retry_after: z.number().optional(), migrate_to_chat_id: z.number().optional() }).catch({}).parse(json.parameters)

const waitOf = (json: Readonly<Record<string, unknown>>): number | null => {
  const { retry_after: seconds } = parameters(json)
  return seconds === undefined ? null : seconds * 1000
}

const movedTo = (json: Readonly<Record<string, unknown>>): number | null => parameters(json).migrate_to_chat_id ?? null
