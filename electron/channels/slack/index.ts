/** An incoming webhook of Slack, or of a service that speaks as it does. */
import { z } from 'zod'
import { defineChannel, type Judgement } from '../defineChannel.ts'
import { addressProblem, inText, judgeStatus } from '../shape.ts'

/** docs.slack.dev, Sending messages using incoming webhooks: one message a second; refusals are one word in the body. */
export default defineChannel({
  id: 'slack',
  label: 'Slack',
  help: 'Make a Slack app with an incoming webhook for the channel, and copy the webhook’s address. Mattermost and Rocket.Chat take the same.',
  options: z.object({}),
  secrets: [
    {
      ...{ name: 'url', label: 'Webhook address', required: true },
      help: 'Begins with https://hooks.slack.com/services/. Whoever has it can write into the channel.',
      problem: addressProblem,
    },
  ],
  perMinute: 50,
  burst: 5,
  request: (announcement, _options, { url = '' }) => ({
    url,
    body: JSON.stringify({ text: inText(announcement, 3500, escaped), unfurl_links: false, unfurl_media: false }),
    headers: {},
  }),
  judge(answer): Judgement {
    const { status } = answer
    const word = answer.body.trim().slice(0, 60)
    const refused = (sentence: string): Judgement => ({ outcome: 'refused', sentence })
    if (status === 410 || word === 'channel_is_archived')
      return refused('The Slack channel is archived or gone: make a webhook for another one and enter its address here.')
    if (status === 404 || ['no_service', 'no_team', 'invalid_token', 'no_active_hooks'].includes(word))
      return refused('Slack knows this webhook no more: make a new one and enter its address here.')
    if (status === 403)
      return refused('Slack does not let this webhook post here: ask whoever looks after your workspace, or make a new one.')
    return judgeStatus(answer, 'Slack')
  },
})

/** Slack asks for exactly these three (docs.slack.dev, Formatting message text); marks of mrkdwn lose their meaning behind a word joiner. */
function escaped(text: string): string {
  const safe = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[*_~`]/g, '\u2060$&\u2060')
  const [title = '', ...rest] = safe.split('\n')
  return [`*${title}*`, ...rest].join('\n')
}
