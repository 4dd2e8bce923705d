/** Settings and networks. */
import { z } from 'zod'
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

export const calls = {
  'settings.get': call(z.null(), SettingsView),
  'settings.set': call(SettingsPatch, SettingsView),
  /** Asks one endpoint who it is. `chainId: null` means that any chain will do. */
  'networks.test': call(z.object({ url: z.string().max(2000), chainId: z.number().int().nullable() }), EndpointTest),
  /** The user's choice for a stopped chain: try again as it is, or keep what is stored and go on from the head. */
  'networks.resume': call(z.object({ chainId: z.number().int(), how: z.enum(['retry', 'fromHead']) }), z.null()),
}

export const events = { 'settings.changed': SettingsView }
