/** A chain's phase as word, icon and colour: never by colour alone. */
import type { ChainStatus } from '#shared/status.ts'
import { group } from '../../format/amount.ts'
import { span } from '../../format/time.ts'
import type { IconName } from '../../ui/Icon.tsx'

export type PhaseLook = { readonly word: string; readonly icon: IconName; readonly tone: 'ok' | 'warn' | 'bad' | 'muted' }

/** What a chain is doing, in two or three words. */
export function phaseLook({ phase, lagBlocks, lagSeconds }: ChainStatus): PhaseLook {
  const behind = lagSeconds === null ? '' : ` by ${span(lagSeconds)}`
  const looks: Readonly<Record<ChainStatus['phase'], PhaseLook>> = {
    starting: { word: 'Starting', icon: 'clock', tone: 'muted' },
    catchingUp: {
      word: lagBlocks ? `Catching up ${group(String(lagBlocks))}` : 'Catching up',
      icon: 'catchUp',
      tone: 'warn',
    },
    live: { word: 'Live', icon: 'pulse', tone: 'ok' },
    late: { word: `Late${behind}`, icon: 'clock', tone: 'warn' },
    stalled: { word: lagSeconds === null ? 'Stalled' : `Stalled for ${span(lagSeconds)}`, icon: 'pause', tone: 'bad' },
    retrying: { word: 'Retrying', icon: 'retry', tone: 'bad' },
    stopped: { word: 'Stopped', icon: 'stop', tone: 'bad' },
  }
  return looks[phase]
}
