/** A chain's phase as word, icon and colour: never by colour alone. */
import type { ChainStatus } from '#shared/status.ts'
import { group } from '../../format/amount.ts'
import { span } from '../../format/time.ts'
import { t } from '../../i18n/t.ts'
import type { IconName } from '../../ui/Icon.tsx'

export type PhaseLook = { readonly word: string; readonly icon: IconName; readonly tone: 'ok' | 'warn' | 'bad' | 'muted' }

/** What a chain is doing, in two or three words. */
export function phaseLook({ phase, lagBlocks, lagSeconds }: ChainStatus): PhaseLook {
  const looks: Readonly<Record<ChainStatus['phase'], PhaseLook>> = {
    starting: { word: t('Starting'), icon: 'clock', tone: 'muted' },
    catchingUp: {
      word: lagBlocks ? t('Catching up {n}', { n: group(String(lagBlocks)) }) : t('Catching up'),
      icon: 'catchUp',
      tone: 'warn',
    },
    live: { word: t('Live'), icon: 'pulse', tone: 'ok' },
    late: { word: lagSeconds === null ? t('Late') : t('Late by {time}', { time: span(lagSeconds) }), icon: 'clock', tone: 'warn' },
    stalled: { word: lagSeconds === null ? t('Stalled') : t('Stalled for {time}', { time: span(lagSeconds) }), icon: 'pause', tone: 'bad' },
    retrying: { word: t('Retrying'), icon: 'retry', tone: 'bad' },
    stopped: { word: t('Stopped'), icon: 'stop', tone: 'bad' },
    paused: { word: t('Paused'), icon: 'pause', tone: 'muted' },
  }
  return looks[phase]
}
