/** The channels as a section of the settings. */
import { ChannelsSection } from '../channels/ChannelsSection.tsx'
import { anchorId, useSought } from './Line.tsx'

export function ChannelsPart() {
  const place = useSought<HTMLDivElement>('channels')
  return (
    <div ref={place} id={anchorId('channels')} tabIndex={-1} className="settings-part">
      <ChannelsSection />
    </div>
  )
}
