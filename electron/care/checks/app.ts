/** The app itself: what it runs on, and what only its host can say. */
import type { Examine } from '../doctor.ts'
import { check } from './check.ts'

export const appChecks: Examine = {
  id: 'app',
  area: 'app',
  async run({ version, host, facts, status }) {
    const runsOn = Object.entries(facts?.versions ?? { Node: process.versions.node }).map(([name, number]) => `${name} ${number}`)
    return [
      check(
        'app',
        'versions',
        'ok',
        `Crowsnest ${version || '(no version)'} runs on ${runsOn.join(', ')}, ${process.platform} ${process.arch}.`,
      ),
      ...(facts === null ? [] : await facts.checks()),
      ...(host === 'headless'
        ? [check('notifications', 'notifications', 'skipped', 'Without a window, notifications are lines in the terminal.')]
        : []),
      ...(status?.notices ?? [])
        .filter(({ id }) => !id.startsWith('setting-'))
        .map(({ id, level, text }) =>
          check('app', `notice-${id}`, level === 'error' ? 'problem' : level === 'warning' ? 'warning' : 'ok', text),
        ),
    ]
  },
}
