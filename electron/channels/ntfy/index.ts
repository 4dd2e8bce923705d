/** A topic of ntfy, on ntfy.sh or a server of the user's own. */
import { z } from 'zod'
import { defineChannel, type Judgement } from '../defineChannel.ts'
import { address, exposedHost, harmless, inText, judgeStatus } from '../shape.ts'

const priorities = ['min', 'low', 'default', 'high', 'max'] as const

/** docs.ntfy.sh/publish, Publish as JSON: POST to the server's root. 4,096 bytes a message, beyond which it becomes a file. */
export default defineChannel({
  id: 'ntfy',
  label: 'ntfy',
  help: 'Choose a topic that nobody guesses, subscribe to it in the ntfy app, and give it here. On a public server whoever knows the topic reads along.',
  options: z.object({
    server: address('Server', 'ntfy.sh, or one of your own.').default('https://ntfy.sh'),
    priority: z
      .enum(priorities)
      .default('default')
      .meta({ title: 'Priority', description: 'How much the phone makes of it.', format: 'choice' }),
  }),
  secrets: [
    {
      ...{ name: 'topic', label: 'Topic', required: true },
      help: 'As good as a password: letters, digits, hyphens and underscores.',
      problem: (value) =>
        /^[-\w]{1,64}$/.test(value) ? null : 'is no topic: up to 64 letters, digits, hyphens and underscores are needed',
    },
    {
      ...{ name: 'token', label: 'Access token', required: false },
      help: 'Such as tk_…, where the server asks who is there.',
      problem: (value) => (/^[\x21-\x7e]+$/.test(value) ? null : 'is one word of plain characters, without “Bearer” before it'),
    },
  ],
  perMinute: 12,
  burst: 5,
  request(announcement, { server, priority }, { topic = '', token }) {
    const body = announcement.body.trim() === '' ? announcement.title : announcement.body
    return {
      url: `${server.replace(/\/+$/, '')}/`,
      body: JSON.stringify({
        topic,
        title: harmless(announcement.title).slice(0, 250),
        // Of 4,096 bytes, at up to three for a character.
        message: inText({ ...announcement, title: '', body }, 1300).trimStart(),
        priority: priorities.indexOf(priority) + 1,
      }),
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    }
  },
  judge(answer): Judgement {
    const { status } = answer
    if (status === 401 || status === 403)
      return {
        outcome: 'refused',
        sentence: 'The ntfy server does not let you write to this topic: look at the access token and who may write there.',
      }
    if (status === 404) return { outcome: 'refused', sentence: 'What answers is no ntfy server: look at the address.' }
    return judgeStatus(answer, 'The ntfy server')
  },
  caution({ server }) {
    const host = exposedHost(server)
    return host === null ? null : `${host} is asked over http://, so topic and token travel unencrypted: use https:// if it has it.`
  },
})
