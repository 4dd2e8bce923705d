/** What the shell says and asks outside its window: tray, buttons of notifications, failed updates, the entry that starts it at login. */
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import type { ChainStatus } from '#shared/status.ts'
import { autostartEntry } from '../../electron/main/autostartEntry.ts'
import { callOf } from '../../electron/main/toastActions.ts'
import { trayWords } from '../../electron/main/trayWords.ts'
import { inWords } from '../../electron/main/updateWords.ts'

const chain = (name: string, phase: ChainStatus['phase']): ChainStatus => ({
  ...{ chainId: 1, name, phase, head: 1, stored: 1, final: null, lagBlocks: 0, lagSeconds: 0, evidence: 2, evidenceNotes: [] },
  ...{ blocks: 0, orders: 0, reorgs: 0, endpoints: [], problem: null, needsChoice: false },
})

describe('trayWords', () => {
  test('names the troubled chains first and counts them in the tooltip', () => {
    const words = trayWords({
      chains: [chain('Ethereum', 'live'), chain('Base', 'stopped'), chain('Polygon', 'live')],
      unread: 0,
      paused: false,
    })
    expect(words).toEqual({
      tooltip: 'Crowsnest: 1 stopped, needs you, 2 live',
      chains: ['Base: stopped, needs you', 'Ethereum: live', 'Polygon: live'],
      unread: null,
      paused: false,
    })
  })

  test('says what is unread, and that watching is paused', () => {
    expect(trayWords({ chains: [chain('Base', 'paused')], unread: 1, paused: true })).toMatchObject({
      tooltip: 'Crowsnest: watching is paused; 1 unread alert',
      unread: '1 unread alert',
      paused: true,
    })
    expect(trayWords({ chains: [], unread: 12, paused: false }).tooltip).toBe('Crowsnest: no chain is watched; 12 unread alerts')
  })

  test('a menu does not grow without end', () => {
    const chains = Array.from({ length: 12 }, (_, i) => chain(`Chain ${i}`, 'live'))
    expect(trayWords({ chains, unread: 0, paused: false }).chains).toHaveLength(9)
    expect(trayWords({ chains, unread: 0, paused: false }).chains.at(-1)).toBe('… and 4 more')
  })
})

describe('callOf', () => {
  test('a button that snoozes is a call of the contract', () => {
    expect(callOf('snooze-chain:1')).toEqual({ name: 'alerts.snooze', input: { kind: 'chain', subject: '1', minutes: 60 } })
    expect(callOf('snooze-rule:whales')?.input).toMatchObject({ kind: 'rule', subject: 'whales' })
    expect(callOf(`snooze-wallet:0x${'a'.repeat(40)}`)?.input).toMatchObject({ kind: 'wallet' })
  })

  test('every other button only opens', () => {
    for (const action of ['open', 'default', 'snooze-all:1', 'snooze-rule:', '', `snooze-rule:${'x'.repeat(81)}`])
      expect(callOf(action)).toBeNull()
  })
})

describe('inWords', () => {
  test('a release that is not what was signed or announced is said to be thrown away', () => {
    expect(inWords(Object.assign(new Error('not signed'), { code: 'ERR_UPDATER_INVALID_SIGNATURE' }))).toMatch(/not signed by the makers/)
    expect(inWords(Object.assign(new Error('sha512'), { code: 'ERR_CHECKSUM_MISMATCH' }))).toMatch(/thrown away/)
  })

  test('a place that cannot be reached, or refuses, is named as such', () => {
    expect(inWords(new Error('net::ERR_CONNECTION_REFUSED'))).toMatch(/cannot be reached \(ERR_CONNECTION_REFUSED\)/)
    expect(inWords(new Error('HttpError: 503 \nmethod: GET'))).toMatch(/HTTP 503/)
  })

  test('whatever else it is, it is one line', () => {
    expect(inWords(new Error('boom\n    at somewhere'))).toBe('Looking for updates failed (boom). Try again later.')
  })
})

describe('autostartEntry', () => {
  test('a path with spaces, quotes, dollars, percent signs and backslashes reaches the program as it is', () => {
    const hard = '/home/ann "x" $HOME `id` 100% \\ back'
    const exec = /^Exec=(.*)$/m.exec(autostartEntry(['/bin/echo', hard]))?.[1] ?? ''
    // As the specification reads it: the string first, then the quotes as a shell has them, then the field codes.
    const line = exec.replaceAll('\\\\', '\\').replaceAll('%%', '%')
    const said = spawnSync('/bin/sh', ['-c', `printf '%s' ${line.slice(line.indexOf(' ') + 1)}`], { encoding: 'utf8' })
    expect(said.stdout).toBe(hard)
  })

  test('is a whole entry of the kind that starts an application', () => {
    expect(autostartEntry(['/opt/crowsnest', '--hidden'])).toMatch(
      /^\[Desktop Entry\]\nType=Application\nName=Crowsnest\n[\s\S]*Exec="\/opt\/crowsnest" "--hidden"\n/,
    )
  })
})
