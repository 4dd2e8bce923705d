/** The kinds of channels as data for the forms of the window, and what is missing before one of them can send. */
import { z } from 'zod'
import type { KindInfo } from '#shared/catalog.ts'
import type { Channel } from '#shared/channels.ts'
import type { ChannelKind, ChannelSecrets } from './defineChannel.ts'
import { channelKind, channels } from './index.ts'

/** Every kind with the JSON Schema of its options, and its secrets by name. */
export const channelKinds = (): KindInfo[] =>
  channels.map(({ id, label, help, options, secrets }) => ({
    id,
    label,
    help,
    schema: { ...z.toJSONSchema(options, { io: 'input' }) },
    secrets: secrets.map(({ name, label, help, required }) => ({ name, label, help, required })),
  }))

/** A channel that can send, or why it cannot, in a sentence. */
export type Readiness = { readonly kind: ChannelKind; readonly options: unknown } | { readonly problem: string }

export function readinessOf(channel: Channel, secrets: ChannelSecrets): Readiness {
  const kind = channelKind(channel.kind)
  if (kind === null)
    return { problem: `This version knows no channels of the kind “${channel.kind}”: it is kept, and nothing is sent to it.` }
  const options = kind.options.safeParse(channel.options)
  if (!options.success) {
    const issue = options.error.issues[0]
    return { problem: `“${titleOf(kind, String(issue?.path[0] ?? ''))}” ${issue?.message ?? 'is not understood'}.` }
  }
  for (const { name, label, required, problem } of kind.secrets) {
    const value = secrets[name]
    if (value === undefined && required) return { problem: `“${label}” is missing: enter it, nothing is sent without it.` }
    const wrong = value === undefined ? null : (problem?.(value) ?? null)
    if (wrong !== null) return { problem: `“${label}” ${wrong}.` }
  }
  return { kind, options: options.data }
}

/** Why a channel cannot send, in a sentence; null where it can. */
export function problemOf(channel: Channel, secrets: ChannelSecrets): string | null {
  const ready = readinessOf(channel, secrets)
  return 'problem' in ready ? ready.problem : null
}

/** What is not as safe as it could be with a channel; null where all is well, or it cannot send. */
export function cautionOf(channel: Channel, secrets: ChannelSecrets): string | null {
  const ready = readinessOf(channel, secrets)
  if ('problem' in ready) return null
  const words = ready.kind.caution?.(ready.options, secrets) ?? null
  return words === null ? null : `${channel.name}: ${words}`
}

/** What the form calls an option. */
function titleOf(kind: ChannelKind, name: string): string {
  const schema = z
    .object({ properties: z.record(z.string(), z.object({ title: z.string().optional() })) })
    .safeParse(z.toJSONSchema(kind.options, { io: 'input' }))
  return (schema.success ? schema.data.properties[name]?.title : undefined) ?? (name === '' ? 'What it is told' : name)
}
