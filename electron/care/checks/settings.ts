/** Settings, rules and channels that cannot be read as they stand. */
import { readChannels } from '#shared/channels.ts'
import { readRules } from '#shared/rules.ts'
import type { Examine } from '../doctor.ts'
import { check, count } from './check.ts'

export const settingsChecks: Examine = {
  id: 'settings',
  area: 'settings',
  run({ settings, problems, ruleProblems }) {
    const { rules, unread } = readRules(settings.rules)
    const channels = readChannels(settings.channels)
    const found = [
      ...problems.map(({ key, message }) =>
        check('settings', `setting-${key}`, key === 'version' ? 'warning' : 'problem', message, mendOf(key)),
      ),
      ...unread.map(({ index, problem }) =>
        check('settings', `rule-${index}`, 'problem', problem, 'Open Rules and make it anew, or remove it.'),
      ),
      ...channels.unread.map(({ index, problem }) =>
        check('settings', `channel-${index}`, 'problem', problem, 'Open Channels and make it anew, or remove it.'),
      ),
      ...ruleProblems.map((problem, index) =>
        check('settings', `rule-problem-${index}`, 'warning', problem, 'Open Rules and mend it there.'),
      ),
    ]
    if (found.length > 0) return found
    const parts = [count(settings.networks.length, 'network'), count(rules.length, 'rule'), count(channels.channels.length, 'channel')]
    return [check('settings', 'settings', 'ok', `All settings can be read: ${parts.join(', ')}.`)]
  },
}

/** The sentences about the file as a whole say themselves what to do. */
const mendOf = (key: string): string | null =>
  key === 'file' || key === 'version' ? null : 'Correct it in the settings, and it is used again.'
