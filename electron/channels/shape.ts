/** What kinds share: how an address may look, how long a text may be, and what most services mean by a status. */
import { z } from 'zod'
import type { Announcement } from '#shared/channels.ts'
import type { ChannelAnswer, Judgement } from './defineChannel.ts'

/** An address that the user types and may see. No name and password in it: those would be seen as well. */
export const address = (title: string, description: string) =>
  z
    .string()
    .trim()
    .max(2000)
    .refine((value) => /^https?:\/\/[^\s]+$/i.test(value) && URL.canParse(value), 'is no address: it begins with https://')
    .refine(
      (value) => !URL.canParse(value) || new URL(value).username === '',
      'has a name and password in it, which everybody here could see: leave them out',
    )
    .meta({ title, description, format: 'url' })

export const line = (title: string, description: string) => z.string().trim().max(200).meta({ title, description, format: 'text' })

/** Why this cannot be a secret address; null where it can. Plain http is for this machine alone. */
export function addressProblem(value: string): string | null {
  if (!/^https?:\/\/[^\s]+$/i.test(value) || !URL.canParse(value)) return 'is no address: copy it whole, it begins with https://'
  return exposedHost(value) === null ? null : 'begins with http://, so it would travel unencrypted: copy the one that begins with https://'
}

/** The host that is asked unencrypted over a network; null where it is not. */
export function exposedHost(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { protocol, hostname, host } = new URL(url)
  const isNear = hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname)
  return protocol === 'https:' || isNear ? null : host
}

/** Title and body for people, at most `most` characters of what `write` makes of them; what does not fit ends with “…”. */
export function inText(announcement: Announcement, most: number, write: (text: string) => string = (text) => text): string {
  let text = harmless(`${announcement.title}\n${announcement.body}`.trimEnd())
  while (text !== '' && write(text).length > most) {
    const points = [...text]
    text = points.length < 2 ? '' : `${points.slice(0, Math.floor(points.length * 0.9) - 1).join('')}…`
  }
  return write(text)
}

/** A token's symbol may be an address to lure with: messengers shall not make a link of it. */
export const harmless = (text: string): string => text.replace(/:\/\//g, ':/\u2060/').replace(/(\w)\.(?=[a-z]{2})/gi, '$1.\u2060')

/** What the statuses of HTTP mean where a kind knows nothing better. `service` begins the sentence. */
export function judgeStatus(answer: ChannelAnswer, service: string): Judgement {
  const { status, retryAfterMs } = answer
  if (status >= 200 && status < 300) return { outcome: 'arrived' }
  if (status === 429 || status === 503)
    return { outcome: 'retry', afterMs: retryAfterMs, sentence: `${service} wants fewer messages (status ${status}): they are sent later.` }
  if (status >= 500 || status === 408 || status === 425)
    return { outcome: 'retry', afterMs: retryAfterMs, sentence: `${service} has trouble of its own (status ${status}): it is tried again.` }
  if (status === 400 || status === 413 || status === 422)
    return { outcome: 'unwanted', sentence: `${service} did not take this message (status ${status}).${said(answer)}` }
  return { outcome: 'refused', sentence: `${service} refuses messages (status ${status}): look at its address and keys.${said(answer)}` }
}

/** What the service said, short and on one line. */
export function said({ body, json }: ChannelAnswer): string {
  const words = [json.description, json.message, json.error, body].find((one) => typeof one === 'string' && one.trim() !== '')
  // A page of HTML tells nobody anything.
  if (typeof words !== 'string' || /^\s*</.test(words)) return ''
  const short = words
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 160)
  return short === '' ? '' : ` It says: ${short}`
}
