/** A webhook of a Discord channel. */
import { z } from 'zod'
import { defineChannel, type Judgement } from '../defineChannel.ts'
import { addressProblem, inText, judgeStatus, line } from '../shape.ts'

/** Flag of a message whose links get no previews (SUPPRESS_EMBEDS). */
const withoutPreviews = 1 << 2

/** discord.com/developers/docs/resources/webhook, Execute Webhook: 2000 characters, `retry_after` in seconds. Nobody is pinged. */
export default defineChannel({
  id: 'discord',
  label: 'Discord',
  help: 'In the settings of the Discord channel, under Integrations, make a webhook and copy its address.',
  options: z.object({ name: line('Shown as', 'The name that messages come under. Empty: the webhook’s own.').max(80).default('') }),
  secrets: [
    {
      ...{ name: 'url', label: 'Webhook address', required: true },
      help: 'Begins with https://discord.com/api/webhooks/. Whoever has it can write into the channel.',
      problem: addressProblem,
    },
  ],
  perMinute: 25,
  burst: 5,
  request: (announcement, { name }, { url = '' }) => ({
    url: waiting(url),
    body: JSON.stringify({
      ...(name === '' ? {} : { username: name }),
      content: inText(announcement, 2000, escaped),
      allowed_mentions: { parse: [] },
      flags: withoutPreviews,
    }),
    headers: {},
  }),
  judge(answer): Judgement {
    const { status, json } = answer
    if (status === 429) {
      const afterMs = typeof json.retry_after === 'number' ? json.retry_after * 1000 : answer.retryAfterMs
      return { outcome: 'retry', afterMs, sentence: 'Discord wants fewer messages: they are sent later.' }
    }
    if (status === 401 || status === 403 || status === 404)
      return {
        outcome: 'refused',
        sentence: 'Discord knows this webhook no more: make a new one in the channel’s settings and enter its address here.',
      }
    return judgeStatus(answer, 'Discord')
  },
})

/** With `wait` Discord answers after it stored the message, not before. */
function waiting(url: string): string {
  const target = new URL(url)
  target.searchParams.set('wait', 'true')
  return target.href
}

/** The title in bold; nothing in it is Markdown of somebody else's making. */
function escaped(text: string): string {
  const [title = '', ...rest] = text.split('\n').map((one) => one.replace(/[\\*_~`|>#[\]()<@:-]/g, '\\$&'))
  return [`**${title}**`, ...rest].join('\n')
}
