/** One attempt to deliver: the only place where a channel's secrets meet the network, and where what comes back is cleared of them. */
import type { HttpAnswer, HttpPost } from '#engine/ports.ts'
import type { Announcement, Channel } from '#shared/channels.ts'
import type { ChannelAnswer, ChannelSecrets, Judgement } from './defineChannel.ts'
import { readinessOf } from './forms.ts'

type Delivering = {
  readonly channel: Channel
  readonly announcement: Announcement
  readonly at: number
  readonly secrets: ChannelSecrets
  readonly post: HttpPost
  readonly signal: AbortSignal
}

const timeoutMs = 15_000
const maxBytes = 1_000_000

/** Sends one announcement and says what came of it. Never throws; no sentence holds a secret, whatever a service repeats. */
export async function attempt({ channel, announcement, at, secrets, post, signal }: Delivering): Promise<Judgement> {
  const ready = readinessOf(channel, secrets)
  if ('problem' in ready) return { outcome: 'refused', sentence: ready.problem }
  try {
    const { url, body, headers } = await ready.kind.request(announcement, ready.options, secrets, at)
    const answer = await post(url, body, { timeoutMs, maxBytes, signal, headers })
    return clean(ready.kind.judge(answerOf(answer, at, secrets)), secrets)
  } catch (error) {
    return clean(failureOf(error), secrets)
  }
}

function failureOf(error: unknown): Judgement {
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? error.code : ''
  // Redirects are not followed: only the host that the user named is told.
  if (code === 'HTTP')
    return { outcome: 'refused', sentence: message.replace('as the endpoint if you trust it', 'in the channel if you trust it') }
  if (code === 'TOO_LARGE')
    return {
      outcome: 'refused',
      sentence: 'What answers there sends a whole document back: look at the address, a webhook answers shortly.',
    }
  return { outcome: 'retry', afterMs: null, sentence: sentenceOf(message.replace('the node is', 'it is')) }
}

const sentenceOf = (message: string): string => (/[.!?]$/.test(message) ? message : `${message}.`)

/** Secrets go out of the body before anything is cut from it: half of one would not be known again. */
function answerOf({ status, retryAfter, bytes }: HttpAnswer, at: number, secrets: ChannelSecrets): ChannelAnswer {
  const body = blot(new TextDecoder().decode(bytes.subarray(0, 8_192)), Object.values(secrets))
  return { status, retryAfterMs: retryAfter === null ? null : waitOf(retryAfter, at), body, json: objectIn(body) }
}

/** Seconds or a date (RFC 9110, 10.2.3). */
function waitOf(text: string, at: number): number | null {
  const seconds = Number(text)
  const ms = text.trim() === '' ? Number.NaN : Number.isNaN(seconds) ? Date.parse(text) - at : seconds * 1000
  return Number.isFinite(ms) && ms >= 0 ? ms : null
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
  } catch {
    return {}
  }
}

const clean = (judgement: Judgement, secrets: ChannelSecrets): Judgement =>
  'sentence' in judgement ? { ...judgement, sentence: blot(judgement.sentence, Object.values(secrets)) } : judgement

/** Blots secrets out of a text: as they are, as an address, JSON, base64 or hex spells them, and the parts of an address that are a key. */
export function blot(text: string, secrets: readonly string[]): string {
  const words = secrets.flatMap((secret) => [secret, ...keysIn(secret)])
  const forms = words.flatMap((word) => [word, encodeURIComponent(word), JSON.stringify(word).slice(1, -1), base64(word), hex(word)])
  return [...new Set(forms)]
    .filter((word) => word.length > 5)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, word) => rest.replaceAll(word, '…'), text)
}

/** What of a secret address opens the door: its path and query. The host may be named. */
function keysIn(secret: string): string[] {
  if (!/^https?:/i.test(secret) || !URL.canParse(secret)) return secret.split(/[\s:]+/)
  const { pathname, search, searchParams } = new URL(secret)
  return [`${pathname}${search}`, ...pathname.split('/'), ...searchParams.values()].filter((part) => part.length > 8 && part !== 'services')
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const base64 = (text: string): string => btoa(String.fromCharCode(...bytesOf(text))).replace(/=+$/, '')
const hex = (text: string): string => Array.from(bytesOf(text), (byte) => byte.toString(16).padStart(2, '0')).join('')
