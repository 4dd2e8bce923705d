/** What the sign in the tray says, made of the status. */
import type { AppStatus, ChainStatus } from '#shared/status.ts'

export type TrayWords = {
  readonly tooltip: string
  /** One line a chain, the troubled ones first. */
  readonly chains: readonly string[]
  /** Null where everything is read. */
  readonly unread: string | null
  readonly paused: boolean
}

const words: Readonly<Record<ChainStatus['phase'], string>> = {
  starting: 'starting',
  catchingUp: 'catching up',
  live: 'live',
  late: 'late',
  stalled: 'standing still',
  retrying: 'not reached',
  stopped: 'stopped, needs you',
  paused: 'paused',
}
const gravity: readonly ChainStatus['phase'][] = ['stopped', 'stalled', 'retrying', 'late', 'catchingUp', 'starting', 'paused', 'live']
/** A menu of more lines is not read. */
const mostChains = 8

export function trayWords({ chains, unread, paused }: Pick<AppStatus, 'chains' | 'unread' | 'paused'>): TrayWords {
  const sorted = [...chains].sort((a, b) => gravity.indexOf(a.phase) - gravity.indexOf(b.phase))
  const counts = gravity
    .map((phase) => [words[phase], chains.filter((chain) => chain.phase === phase).length] as const)
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${count} ${word}`)
  const state = paused ? 'watching is paused' : chains.length === 0 ? 'no chain is watched' : counts.join(', ')
  const rest = sorted.length - mostChains
  const news = unread === 0 ? null : unread === 1 ? '1 unread alert' : `${unread} unread alerts`
  return {
    tooltip: `Crowsnest: ${state}${news === null ? '' : `; ${news}`}`,
    chains: [
      ...sorted.slice(0, mostChains).map(({ name, phase }) => `${name}: ${words[phase]}`),
      ...(rest > 0 ? [`… and ${rest} more`] : []),
    ],
    unread: news,
    paused,
  }
}
