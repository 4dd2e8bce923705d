/** Channels that do not get through. */
import type { Examine } from '../doctor.ts'
import { check, count } from './check.ts'

export const channelChecks: Examine = {
  id: 'channels',
  area: 'channels',
  run({ channels }) {
    if (channels.length === 0) return [check('channels', 'channels', 'ok', 'No channel is set up: only this machine is told.')]
    return channels.map(({ name, enabled, waiting, problem }, index) => {
      const id = `channel-${index}`
      const left = waiting === 0 ? '' : ` (${count(waiting, 'message')} wait)`
      if (!enabled) return check('channels', id, 'skipped', `“${name}” is switched off${left}.`)
      if (problem !== null)
        return check('channels', id, 'problem', `“${name}”: ${problem}${left}`, 'Open Channels, correct it there, and send a test.')
      return check('channels', id, 'ok', `“${name}” has no standing problem${left}.`)
    })
  },
}
