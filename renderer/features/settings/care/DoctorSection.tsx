/** The doctor: what is right and what is not, each in a sentence, with what to do about it; and the text for whoever helps. */
import type { DoctorCheck } from '#shared/contract/care.ts'
import { client } from '../../../bridge/host.ts'
import { fullTime } from '../../../format/time.ts'
import { type PlainKey, t, tn } from '../../../i18n/t.ts'
import { goTo, type SettingsSection } from '../../../stores/view.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon, type IconName } from '../../../ui/Icon.tsx'
import { Line } from '../Line.tsx'
import { byArea } from './byArea.ts'
import { Diagnostics } from './Diagnostics.tsx'
import { runDoctor, useDoctor } from './doctor.ts'

const looks = {
  ok: { icon: 'check', tone: 'ok', word: 'Fine' },
  warning: { icon: 'warning', tone: 'warn', word: 'Warning' },
  problem: { icon: 'close', tone: 'bad', word: 'Problem' },
  skipped: { icon: 'dot', tone: 'faint', word: 'Not looked at' },
} as const satisfies Record<DoctorCheck['state'], { icon: IconName; tone: string; word: PlainKey }>

const areas = {
  settings: { label: 'Settings', section: 'backup' },
  endpoints: { label: 'Endpoints', section: 'networks' },
  clock: { label: 'Clock', section: null },
  disk: { label: 'Disk', section: 'storage' },
  database: { label: 'Database', section: 'storage' },
  keyring: { label: 'Keyring', section: 'networks' },
  notifications: { label: 'Notifications', section: 'notifications' },
  channels: { label: 'Channels', section: 'channels' },
  app: { label: 'App', section: 'app' },
} as const satisfies Record<DoctorCheck['area'], { label: PlainKey; section: SettingsSection | null }>

export function DoctorSection() {
  const { busy, found, problem } = useDoctor()
  return (
    <>
      <Line
        anchor="doctor"
        title={t('Look at everything')}
        help={t(
          'Asks each endpoint once, and looks at the clock, the disk, the database, the keyring, notifications and channels. It takes some seconds and changes nothing.',
        )}
      >
        <Button kind="primary" disabled={busy} onClick={() => void runDoctor()}>
          <Icon name="pulse" />
          {busy ? t('Looking…') : found ? t('Look again') : t('Look now')}
        </Button>
      </Line>
      <div aria-live="polite">
        {problem && <p className="form-error">{problem}</p>}
        {found && <Summary checks={found.checks} at={found.at} />}
      </div>
      {found && byArea(found.checks).map(({ area, checks }) => <Area key={area} area={area} checks={checks} />)}
      <Diagnostics ask={() => client['doctor.diagnostics'](null)} />
    </>
  )
}

function Summary({ checks, at }: { checks: readonly DoctorCheck[]; at: number }) {
  const count = (state: DoctorCheck['state']) => checks.filter((check) => check.state === state).length
  const [problems, warnings] = [count('problem'), count('warning')]
  const tone = problems > 0 ? 'bad' : warnings > 0 ? 'warn' : 'ok'
  return (
    <p className={`doctor-summary ${tone}`} data-testid="doctor-summary">
      <Icon name={problems + warnings > 0 ? 'warning' : 'check'} />
      <strong>
        {problems + warnings === 0
          ? t('Nothing is wrong.')
          : [
              problems > 0 ? tn(problems, '{n} problem', '{n} problems') : null,
              warnings > 0 ? tn(warnings, '{n} warning', '{n} warnings') : null,
            ]
              .filter((part) => part !== null)
              .join(t(', '))}
      </strong>
      <span className="faint">{t('{n} checks, {time}', { n: checks.length, time: fullTime(Math.floor(at / 1000)) })}</span>
    </p>
  )
}

function Area({ area, checks }: { area: DoctorCheck['area']; checks: readonly DoctorCheck[] }) {
  const { label, section } = areas[area]
  const isWell = checks.every(({ state }) => state === 'ok' || state === 'skipped')
  return (
    <section className="doctor-area" aria-label={t(label)}>
      <header>
        <h2>{t(label)}</h2>
        {section !== null && !isWell && (
          <Button kind="quiet" onClick={() => goTo('settings', section)}>
            {t('To its settings')}
            <Icon name="arrowRight" size={12} />
          </Button>
        )}
      </header>
      <ul>
        {checks.map((check) => (
          <CheckLine key={check.id} check={check} />
        ))}
      </ul>
    </section>
  )
}

function CheckLine({ check: { state, sentence, mend } }: { check: DoctorCheck }) {
  const { icon, tone, word } = looks[state]
  return (
    <li data-state={state}>
      <span className={tone}>
        <Icon name={icon} />
      </span>
      <div>
        <p>
          <span className="visually-hidden">{t(word)}: </span>
          {sentence}
        </p>
        {mend && <p className="muted">{mend}</p>}
      </div>
    </li>
  )
}
