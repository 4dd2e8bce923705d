/** What carries calls and events between the window and its host: Electron's preload, or HTTP with server-sent events. */
import { events } from '#shared/contract/index.ts'
import { failure, type Result } from '#shared/result.ts'

/** `lost`: no answer, trying again. `refused`: the host answers but does not take this page's token. */
export type Link = 'up' | 'lost' | 'refused'

export type Carrier = {
  call(name: string, input: unknown): Promise<Result<unknown>>
  /** Returns a function that ends the subscription. */
  on(listener: (name: string, payload: unknown) => void): () => void
  /** Told of every change of the link; `up` after `lost` means that events may have been missed. */
  onLink(listener: (link: Link) => void): void
}

/** What the preload script hands to the page. */
export type Preload = Pick<Carrier, 'call' | 'on'>

declare global {
  interface Window {
    crowsnest?: Preload
  }
}

/** Inside Electron the link cannot break: both ends are one application. */
export const preloadCarrier = (preload: Preload): Carrier => ({ call: preload.call, on: preload.on, onLink: () => undefined })

/** Where an address carries its token: "#token=abc". The fragment never reaches a server's log. */
export const tokenOf = (fragment: string): string | null => new URLSearchParams(fragment.replace(/^#/, '')).get('token')

/** Same origin, POST /call and GET /events. The event stream reconnects by itself; a stream that was refused is opened anew. */
export function httpCarrier(token: string): Carrier {
  const listeners = new Set<(name: string, payload: unknown) => void>()
  const linkListeners = new Set<(link: Link) => void>()
  let link: Link = 'up'
  const setLink = (next: Link) => {
    if (next === link) return
    link = next
    for (const listener of linkListeners) listener(next)
  }

  const open = () => {
    const stream = new EventSource(`/events?token=${encodeURIComponent(token)}`)
    stream.onopen = () => setLink('up')
    stream.onerror = () => {
      if (link !== 'refused') setLink('lost')
      if (stream.readyState !== EventSource.CLOSED) return
      // The stream does not say why it was refused; a call does.
      void call('app.status', null)
      setTimeout(open, 2000)
    }
    for (const name of Object.keys(events)) {
      stream.addEventListener(name, (event) => {
        const payload: unknown = JSON.parse(event.data)
        for (const listener of listeners) listener(name, payload)
      })
    }
  }
  const call: Carrier['call'] = async (name, input) => {
    try {
      const response = await fetch('/call', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-crowsnest-token': token },
        body: JSON.stringify({ name, input }),
      })
      if (response.status === 401 || response.status === 403) {
        setLink('refused')
        return failure('REFUSED', 'Crowsnest did not accept this page. Open the address that it printed when it started.')
      }
      return await response.json()
    } catch {
      setLink('lost')
      return failure('LINK', 'Crowsnest did not answer. Check that it is still running.')
    }
  }
  open()

  return {
    call,
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onLink: (listener) => {
      linkListeners.add(listener)
    },
  }
}
