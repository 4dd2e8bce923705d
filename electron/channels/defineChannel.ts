/** What a channel kind is: it makes one request of an announcement, and says what the service's answer means. */
import type { z } from 'zod'
import type { Announcement } from '#shared/channels.ts'

/** By the names that the kind gives them. They reach its service and nobody else. */
export type ChannelSecrets = Readonly<Record<string, string>>

/** A POST of JSON. Keys of `headers` in small letters. */
export type ChannelRequest = { readonly url: string; readonly body: string; readonly headers: Readonly<Record<string, string>> }

/** `json` is the body as an object; empty where it is none. */
export type ChannelAnswer = {
  readonly status: number
  /** Milliseconds of the header Retry-After; null where it is absent. */
  readonly retryAfterMs: number | null
  readonly body: string
  readonly json: Readonly<Record<string, unknown>>
}

/**
 * `retry`: later, not before `afterMs` where the service says so. `unwanted`: this one message never, the next one perhaps.
 * `refused`: nothing, until the user changes something. Sentences are for the user and say what to do.
 */
export type Judgement =
  | { readonly outcome: 'arrived' }
  | { readonly outcome: 'retry'; readonly afterMs: number | null; readonly sentence: string }
  | { readonly outcome: 'unwanted' | 'refused'; readonly sentence: string }

export type SecretField = {
  readonly name: string
  readonly label: string
  readonly help: string
  readonly required: boolean
  /** Why a value cannot be it, in words without the value; null where it can. */
  problem?(value: string): string | null
}

export type ChannelKind<Id extends string = string, O extends z.ZodType = z.ZodType> = {
  readonly id: Id
  readonly label: string
  /** What the user has to do to get one, in a few sentences for the form. */
  readonly help: string
  /** What may be seen of it; forms and validation follow from it. Never a key. */
  readonly options: O
  readonly secrets: readonly SecretField[]
  /** So many messages a minute the service takes. */
  readonly perMinute: number
  /** Where more than this wait, they are gathered into one message; `most` of them at a time, where the service's readers want every order. */
  readonly burst: number
  readonly most?: number
  /** Pure. `at`: Unix milliseconds of this attempt. */
  request(announcement: Announcement, options: z.infer<O>, secrets: ChannelSecrets, at: number): ChannelRequest | Promise<ChannelRequest>
  judge(answer: ChannelAnswer): Judgement
  /** What is not as safe as it could be, in words; null where all is well. */
  caution?(options: z.infer<O>, secrets: ChannelSecrets): string | null
}

export const defineChannel = <const Id extends string, O extends z.ZodType>(kind: ChannelKind<Id, O>): ChannelKind<Id, O> => kind
