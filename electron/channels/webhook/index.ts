/** A webhook of the user's own: the whole announcement as JSON, signed where there is a shared secret. */
import { z } from 'zod'
import type { Announcement } from '#shared/channels.ts'
import { defineChannel } from '../defineChannel.ts'
import { address, exposedHost, judgeStatus } from '../shape.ts'

/**
 * POSTs `{"version":1, …}` (`Announcement`) with the headers
 * `crowsnest-id` — the same for every attempt: whoever saw it already answers 200 and does nothing —,
 * `crowsnest-timestamp` — Unix seconds of this attempt —, and with a shared secret
 * `crowsnest-signature: v1=` and the hex HMAC-SHA256, with the secret as UTF-8 for its key, of timestamp, a full stop, and the body's bytes.
 * To verify: compute it over the raw body, compare in constant time, and refuse a timestamp that is more than five minutes away.
 */
export default defineChannel({
  id: 'webhook',
  label: 'Webhook',
  help: 'Posts each alert as JSON to an address of yours. With a shared secret the header crowsnest-signature is “v1=” and the hex HMAC-SHA256 of crowsnest-timestamp, a full stop and the body: compute it over the body as it came, compare, and refuse timestamps more than five minutes away. A repeated message has the same crowsnest-id.',
  options: z.object({
    url: address('Address', 'Where to post. It can be seen in the settings: put keys into the fields below, not in here.'),
  }),
  secrets: [
    {
      ...{ name: 'secret', label: 'Shared secret', required: false },
      help: 'Signs every message. Without it messages are not signed, and whoever knows the address can send what looks like one.',
    },
    {
      ...{ name: 'token', label: 'Token', required: false },
      help: 'Sent as “Authorization: Bearer …”, where your service asks for one.',
      problem: (value) => (/^[\x21-\x7e]+$/.test(value) ? null : 'is one word of plain characters, without “Bearer” before it'),
    },
  ],
  perMinute: 600,
  burst: 100,
  most: 100,
  async request(announcement, { url }, { secret, token }, at) {
    const body = bodyOf(announcement)
    const timestamp = String(Math.floor(at / 1000))
    return {
      url,
      body,
      headers: {
        'crowsnest-id': announcement.id,
        'crowsnest-timestamp': timestamp,
        ...(secret === undefined ? {} : { 'crowsnest-signature': `v1=${await signatureOf(`${timestamp}.${body}`, secret)}` }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
    }
  },
  judge: (answer) => judgeStatus(answer, 'The webhook'),
  caution({ url }, { secret }) {
    const host = exposedHost(url)
    const open = host === null ? [] : [`${host} is asked over http://, so alerts travel unencrypted: use https:// if it has it.`]
    const unsigned = secret === undefined ? ['Without a shared secret its messages are not signed.'] : []
    return [...open, ...unsigned].join(' ') || null
  },
})

const bodyOf = (announcement: Announcement): string => JSON.stringify({ version: 1, ...announcement })

async function signatureOf(text: string, secret: string): Promise<string> {
  const encoder = new TextEncoder()
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
