/** Where the light client of one network asks, and the block that it begins from. Both are needed; without them nobody is asked. */
import { useState } from 'react'
import { LightClient, type Network } from '#shared/settings.ts'
import { t } from '../../i18n/t.ts'
import { Field } from '../../ui/Field.tsx'
import { EndpointAccess } from './EndpointAccess.tsx'

type Props = { readonly network: Network; readonly onChange: (network: Network) => Promise<string | null> }
type Draft = { readonly url: string; readonly checkpoint: string }

export function LightClientFields({ network, onChange }: Props) {
  const stored = network.lightClient
  const [draft, setDraft] = useState<Draft>({ url: stored?.url ?? '', checkpoint: stored?.checkpoint ?? '' })
  const { url, checkpoint } = LightClient.shape
  const commit = async (part: Partial<Draft>): Promise<string | null> => {
    const next = { ...draft, ...part }
    if (next.url !== '' && !url.safeParse(next.url).success) return t('The address must start with http:// or https://.')
    if (next.checkpoint !== '' && !checkpoint.safeParse(next.checkpoint).success)
      return t('This is no block root: 0x and 64 hex digits are needed.')
    setDraft(next)
    const { lightClient: _, ...rest } = network
    const whole = next.url !== '' && next.checkpoint !== ''
    return whole || stored ? onChange(whole ? { ...rest, lightClient: next } : rest) : null
  }
  return (
    <>
      <div className="network-wide">
        <Field
          mono
          label={t('Light client: beacon node')}
          placeholder={t('nobody is asked')}
          inputMode="url"
          help={t('A beacon node with its light-client server on. What the sync committee signed lifts blocks to L4.')}
          value={draft.url}
          onCommit={(text) => commit({ url: text })}
        />
      </div>
      <div className="network-wide">
        <Field
          mono
          label={t('Light client: checkpoint')}
          placeholder="0x…"
          help={t('Root of a finalised beacon block of the last weeks, from a source that you trust: everything rests on it.')}
          value={draft.checkpoint}
          onCommit={(text) => commit({ checkpoint: text })}
        />
      </div>
      {stored && (
        <div className="network-wide">
          <EndpointAccess url={stored.url} />
        </div>
      )}
    </>
  )
}
