/** How rules ring, in words. */
import type { Confirmations, Sound } from '#shared/rules.ts'
import { t, tn } from '../../i18n/t.ts'

export function confirmationWords(confirmations: Confirmations): string {
  if (confirmations === 'pending') return t('before it is mined')
  if (confirmations === 'seen') return t('as soon as it is in a block')
  if (confirmations === 'final') return t('when it is final')
  return tn(confirmations, 'one block later', '{n} blocks later')
}

export function soundWords(sound: Sound): string {
  const words: Readonly<Record<Sound, string>> = {
    system: t('As the system has it'),
    none: t('Silent'),
    bell: t('Bell'),
    chime: t('Chime'),
    horn: t('Horn'),
  }
  return words[sound]
}
