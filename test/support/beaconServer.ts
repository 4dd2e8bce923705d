/** A beacon node's light-client routes on loopback: it serves what the test lays out, and counts who asked for what. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type BeaconServer = {
  readonly url: string
  /** Paths that were asked for, with their queries, in order. */
  readonly asked: string[]
  /** Answer by the last word of the path: `ROOT` of a bootstrap, `updates`, `finality_update`, `optimistic_update`; what is missing is 404. `updates/PERIOD` goes before. */
  readonly answers: Map<string, unknown>
  stop(): Promise<void>
}

/** Every answer is JSON; a function as an answer tells status, headers and body itself. */
export async function startBeaconServer(): Promise<BeaconServer> {
  const answers = new Map<string, unknown>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    asked.push(request.url ?? '')
    const last = pathname.split('/').at(-1) ?? ''
    const answer = answers.get(`${last}/${searchParams.get('start_period')}`) ?? answers.get(last)
    if (answer instanceof Raw) response.writeHead(answer.status, answer.headers).end(answer.body)
    else if (answer === undefined) response.writeHead(404, { 'content-type': 'application/json' }).end('{"code":404,"message":"not found"}')
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    answers,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** An answer that is not JSON of status 200. */
export class Raw {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string
  constructor(status: number, headers: Record<string, string>, body: string) {
    this.status = status
    this.headers = headers
    this.body = body
  }
}
