/** One setting as a line: what it is on the left, its control on the right. */
import type { ReactNode } from 'react'
import type { SettingKey } from '#shared/settings.ts'
import { settingWords } from '../../i18n/words.ts'

export function Setting({ name, children, wide = false }: { name: SettingKey; children: ReactNode; wide?: boolean }) {
  const { label, help } = settingWords(name)
  return (
    <section className={wide ? 'setting wide' : 'setting'}>
      <div>
        <h2 className="setting-name">{label}</h2>
        <p className="muted">{help}</p>
      </div>
      <div className="setting-control">{children}</div>
    </section>
  )
}
