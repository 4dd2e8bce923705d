/** Settings: a search, the sections in groups, and the one that is open. Every change is stored at once. */
import './settings.css'
import './networks.css'
import './side.css'
import './care/care.css'
import type { ComponentType } from 'react'
import { settingKeys } from '#shared/settings.ts'
import { t, tn } from '../../i18n/t.ts'
import { useSettings } from '../../stores/settings.ts'
import { goTo, goToSetting, type SettingsSection, useView } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { AboutSection } from './AboutSection.tsx'
import { AppSection } from './AppSection.tsx'
import { ChannelsPart } from './ChannelsPart.tsx'
import { BackupSection } from './care/BackupSection.tsx'
import { DoctorSection } from './care/DoctorSection.tsx'
import { PrivacySection } from './care/PrivacySection.tsx'
import { StorageSection } from './care/StorageSection.tsx'
import { DisclosuresSection } from './DisclosuresSection.tsx'
import { JournalSection } from './JournalSection.tsx'
import { LabelsSection } from './LabelsSection.tsx'
import { NetworksSection } from './NetworksSection.tsx'
import { NotificationsSection } from './NotificationsSection.tsx'
import { PacksSection } from './PacksSection.tsx'
import { PricesSection } from './PricesSection.tsx'
import { RulesSection } from './RulesSection.tsx'
import { SettingsSearch } from './SettingsSearch.tsx'
import { sectionGroups, sectionNames, sectionOf } from './sections.ts'
import { ThresholdsSection } from './ThresholdsSection.tsx'
import { ViewSection } from './ViewSection.tsx'

const contents: Readonly<Record<SettingsSection, ComponentType>> = {
  networks: NetworksSection,
  thresholds: ThresholdsSection,
  prices: PricesSection,
  labels: LabelsSection,
  packs: PacksSection,
  rules: RulesSection,
  channels: ChannelsPart,
  notifications: NotificationsSection,
  appearance: ViewSection,
  app: AppSection,
  storage: StorageSection,
  backup: BackupSection,
  privacy: PrivacySection,
  doctor: DoctorSection,
  disclosures: DisclosuresSection,
  journal: JournalSection,
  about: AboutSection,
}

export function SettingsPage() {
  const open = useView((state) => state.section)
  const Content = contents[open]
  return (
    <main className="settings">
      <div className="settings-side">
        <SettingsSearch />
        <nav aria-label={t('Settings')}>
          {sectionGroups.map(({ label, sections }) => (
            <section key={label} aria-label={t(label)}>
              <p className="settings-group faint">{t(label)}</p>
              {sections.map((id) => (
                <button
                  key={id}
                  type="button"
                  data-section={id}
                  aria-current={id === open ? 'page' : undefined}
                  onClick={() => goTo('settings', id)}
                >
                  {t(sectionNames[id])}
                </button>
              ))}
            </section>
          ))}
        </nav>
      </div>
      {/* Another section begins at its top. */}
      <div className="settings-scroll" key={open}>
        <div className="settings-column">
          <Problems />
          <h1>{t(sectionNames[open])}</h1>
          <Content />
        </div>
      </div>
    </main>
  )
}

/** Stored values that could not be used: what stands in for them, and the way to each. */
function Problems() {
  const problems = useSettings((state) => state.problems)
  if (problems.length === 0) return null
  return (
    <section className="settings-problems" aria-label={t('Settings that could not be used')}>
      <h2>{tn(problems.length, '{n} stored setting could not be used', '{n} stored settings could not be used')}</h2>
      <ul>
        {problems.map(({ key, message }) => (
          <li key={`${key} ${message}`}>
            <span className="settings-problem">{message}</span>
            <ToSetting name={key} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function ToSetting({ name }: { name: string }) {
  const key = settingKeys.find((known) => known === name)
  const section = key && sectionOf[key]
  if (!section) return null
  return <Button onClick={() => goToSetting(section, name)}>{t('Show it')}</Button>
}
