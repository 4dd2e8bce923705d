/** Settings and networks. */
import { z } from 'zod'
import { EndpointSecret } from '../secrets.ts'
import { type Settings, SettingsPatch } from '../settings.ts'
import { call } from './define.ts'

export const SettingsView = z.object({
  settings: z.custom<Settings>((value) => typeof value === 'object' && value !== null),
  problems: z.array(z.object({ key: z.string(), message: z.string() })),
})

export const EndpointTest = z.object({
  url: z.string(),
  ok: z.boolean(),
  chainId: z.number().int().nullable(),
  head: z.number().int().nullable(),
  latencyMs: z.number().nullable(),
  client: z.string().nullable(),
  blockReceipts: z.boolean().nullable(),
  finalizedTag: z.boolean().nullable(),
  /** One sentence: what was found, or what is wrong and what to do. */
  message: z.string(),
})
export type EndpointTest = z.infer<typeof EndpointTest>

/** Which endpoints have a token or headers of their own; what these are is never told. */
export const SecretStanding = z.object({
  endpoints: z.array(z.string()),
  /** Which have a client certificate, or an authority of their own. */
  certificates: z.array(z.string()),
  /** One sentence where they are not as safe as they could be, and what to do; null where all is well. */
  warning: z.string().nullable(),
})
export type SecretStanding = z.infer<typeof SecretStanding>

export const calls = {
  'settings.get': call(z.null(), SettingsView),
  'settings.set': call(SettingsPatch, SettingsView),
  /** Asks one endpoint who it is. `chainId: null` means that any chain will do. */
  'networks.test': call(z.object({ url: z.string().max(2000), chainId: z.number().int().nullable() }), EndpointTest),
  'networks.secrets': call(z.null(), SecretStanding),
  /**
   * Keeps the token, headers or certificate that open an endpoint, beside the settings and encrypted where the system can: what is not named
   * stays, and null forgets them all.
   */
  'networks.setSecret': call(z.object({ endpoint: z.url().max(2000), secret: EndpointSecret.nullable() }), SecretStanding),
  /** The user's choice for a stopped chain: try again as it is, or keep what is stored and go on from the head. */
  'networks.resume': call(z.object({ chainId: z.number().int(), how: z.enum(['retry', 'fromHead']) }), z.null()),
}

export const events = { 'settings.changed': SettingsView }
