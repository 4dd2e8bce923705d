/** The field that finds a setting by a few words, and the list of what it found. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { safeName } from '../../format/address.ts'
import { t } from '../../i18n/t.ts'
import { useSettings } from '../../stores/settings.ts'
import { goTo, goToSetting } from '../../stores/view.ts'
import { Icon } from '../../ui/Icon.tsx'
import { findTargets, searchTargets, type Target } from './search.ts'
import { sectionNames } from './sections.ts'

export function SettingsSearch() {
  const networks = useSettings(({ settings }) => settings.networks)
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  useSearchKeys(input)
  const found = findTargets(query, searchTargets(networks))
  const isOpen = open && query.trim() !== ''
  const go = (target: Target | undefined) => {
    if (!target) return
    setOpen(false)
    if (target.anchor === null) goTo('settings', target.section)
    else goToSetting(target.section, target.anchor)
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      setQuery('')
      return setOpen(false)
    }
    if (event.key === 'Enter') return go(found[at])
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0 || found.length === 0) return
    event.preventDefault()
    setOpen(true)
    setAt((at + by + found.length) % found.length)
  }
  return (
    <search className="settings-search">
      <Icon name="search" />
      <input
        ref={input}
        className="input"
        role="combobox"
        aria-label={t('Find a setting')}
        aria-expanded={isOpen}
        aria-autocomplete="list"
        aria-controls={isOpen ? id : undefined}
        aria-activedescendant={isOpen && found[at] ? `${id}-${at}` : undefined}
        placeholder={t('Find a setting')}
        spellCheck={false}
        autoComplete="off"
        value={query}
        onChange={({ target }) => {
          setQuery(target.value)
          setOpen(true)
          setAt(0)
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={keys}
      />
      {isOpen && (
        <div className="settings-found">
          {found.length === 0 && (
            <p className="settings-nothing muted">{t('No setting says “{text}”.', { text: safeName(query.trim(), 40) })}</p>
          )}
          <div id={id} role="listbox" aria-label={t('Settings that were found')}>
            {found.map((target, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field keeps the focus and takes the keys.
              <div
                key={`${target.section} ${target.anchor}`}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === at}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => go(target)}
              >
                <strong className="settings-found-title clip">{target.title}</strong>
                {target.anchor !== null && <span className="faint clip">{t(sectionNames[target.section])}</span>}
              </div>
            ))}
          </div>
        </div>
      )}
    </search>
  )
}

/** “/” and Ctrl+F (or ⌘F) lead to the field from anywhere on the page; “/” stays a character where something is typed. */
function useSearchKeys(input: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      const slash = event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey
      const find = event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey
      if (!slash && !find) return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [input])
}
