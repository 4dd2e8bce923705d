/** Server-sent events: what happens in the app, as it happens, to one open page. */
import type { ServerResponse } from 'node:http'
import type { App } from '#assemble'

const BEAT_MS = 15_000
/** A page that reads no more is let go; it comes back by itself and asks for what it missed. */
const MAX_WAITING = 8_000_000

/** Streams until the page goes away. */
export function streamEvents(response: ServerResponse, app: Pick<App, 'onEvent'>): void {
  response.setHeader('content-type', 'text/event-stream')
  response.write('retry: 1000\n\n')
  const send = (text: string) => {
    if (response.writableLength > MAX_WAITING) response.destroy()
    else response.write(text)
  }
  const stop = app.onEvent((name, payload) => send(`event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`))
  const beat = setInterval(() => send(': beat\n\n'), BEAT_MS)
  response.on('close', () => {
    stop()
    clearInterval(beat)
  })
}
