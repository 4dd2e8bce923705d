/** Who stands behind a token: the owner of this Crowsnest, or a viewer with the part of the app that it is shown. */
import type { IncomingMessage } from 'node:http'
import type { App } from '#assemble'
import { holderOf } from './gate.ts'
import type { Admitted } from './roles.ts'

/** What a token opens. */
export type Desk = Pick<App, 'serve' | 'onEvent'> & {
  /** Whether a file of this id may be fetched with it. */
  mayFetch(id: string): boolean
}

/** Null: nobody's token. */
export type Desks = (request: IncomingMessage, url: URL) => Desk | null

/** The owner alone. */
export function ownerOnly(app: Pick<App, 'serve' | 'onEvent'>, token: string): Desks {
  const owner: Desk = { serve: app.serve, onEvent: app.onEvent, mayFetch: () => true }
  return (request, url) => (holderOf(request, url, [token]) === 0 ? owner : null)
}

/** The owner, and viewers. A viewer's session begins, and is written down, with its first question. */
export function withViewers(app: Pick<App, 'serve' | 'onEvent' | 'sessionOf'>, token: string, admitted: readonly Admitted[]): Desks {
  const owner: Desk = { serve: app.serve, onEvent: app.onEvent, mayFetch: () => true }
  const tokens = [token, ...admitted.map((one) => one.token)]
  const sessions = new Map<number, Desk>()
  return (request, url) => {
    const holder = holderOf(request, url, tokens)
    if (holder === 0) return owner
    const one = holder === null ? undefined : admitted[holder - 1]
    if (holder === null || one === undefined) return null
    const desk = sessions.get(holder) ?? begin(app, one)
    sessions.set(holder, desk)
    return desk
  }
}

function begin(app: Pick<App, 'sessionOf'>, { viewer, token }: Admitted): Desk {
  const own = new Set<string>()
  // The owner's token stands in the address that the owner is told; the viewer is told its own.
  const session = app.sessionOf(viewer, (shown) => {
    const id = /^\/download\/([0-9a-f]{32})/.exec(shown)?.[1]
    if (id === undefined) return 'the folder of exports'
    own.add(id)
    return `/download/${id}?token=${token}`
  })
  return { ...session, mayFetch: (id) => own.has(id.slice(0, 32)) }
}
