/** Settings: a list of sections and the one that is open. Every change is stored at once. */
import './settings.css'
import { t } from '../../i18n/t.ts'
import { goTo, type SettingsSection, useView } from '../../stores/view.ts'
import { AboutSection } from './AboutSection.tsx'
import { AppearanceSection } from './AppearanceSection.tsx'
import { DisclosuresSection } from './DisclosuresSection.tsx'
import { NetworksSection } from './NetworksSection.tsx'
import { NotificationsSection } from './NotificationsSection.tsx'
import { ThresholdsSection } from './ThresholdsSection.tsx'

const sections = {
  networks: { label: 'Networks', Content: NetworksSection },
  thresholds: { label: 'Thresholds', Content: ThresholdsSection },
  notifications: { label: 'Notifications', Content: NotificationsSection },
  appearance: { label: 'Appearance', Content: AppearanceSection },
  disclosures: { label: 'Disclosures', Content: DisclosuresSection },
  about: { label: 'About', Content: AboutSection },
} as const

export function SettingsPage() {
  const open = useView((state) => state.section)
  const { label, Content } = sections[open]
  return (
    <main className="settings">
      <nav aria-label={t('Settings')}>
        {Object.entries(sections).map(([id, section]) => (
          <button
            key={id}
            type="button"
            aria-current={id === open ? 'page' : undefined}
            onClick={() => goTo('settings', id as SettingsSection)}
          >
            {t(section.label)}
          </button>
        ))}
      </nav>
      <div className="settings-scroll">
        <div className="settings-column">
          <h1>{t(label)}</h1>
          <Content />
        </div>
      </div>
    </main>
  )
}
