/** Addresses of pages within the window: `#settings/doctor` opens a section, `#settings/app/pause` shows where in it something stands. */

import { sectionNames } from '../features/settings/sections.ts'
import { goTo, goToSetting, type SettingsSection } from '../stores/view.ts'

/** Follows the address now and whenever it changes. It is taken off again, so that a reload stays where the reader went since. */
export function followAddress(): void {
  const follow = () => {
    const place = placeOf(window.location.hash)
    if (place === null) return
    history.replaceState(null, '', window.location.pathname)
    if (place.anchor === null) goTo('settings', place.section)
    else goToSetting(place.section, place.anchor)
  }
  window.addEventListener('hashchange', follow)
  follow()
}

/** What a fragment means; null where it means no section. */
export function placeOf(fragment: string): { readonly section: SettingsSection; readonly anchor: string | null } | null {
  const [, name = '', anchor] = /^#settings\/([a-z]+)(?:\/([\w-]{1,60}))?$/.exec(fragment) ?? []
  return Object.hasOwn(sectionNames, name) ? { section: name as SettingsSection, anchor: anchor ?? null } : null
}
