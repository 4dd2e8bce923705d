/** The contract over HTTP, for a browser on this machine and nobody else. */
import { createReadStream, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { App } from '#assemble'
import { EngineError } from '#engine/errors.ts'
import { readPageFile } from '#platform/pageFiles.ts'
import { contentSecurityPolicy, contentTypeOf } from '#platform/pageHeaders.ts'
import { failure } from '#shared/result.ts'
import { type Desk, type Desks, ownerOnly } from './desks.ts'
import { streamEvents } from './events.ts'
import type { Downloads } from './fileSaver.ts'
import { isFromHere } from './gate.ts'

/** The largest call is a settings patch; nothing near this size is meant well. */
const MAX_BODY = 1_000_000

export type ServerOptions = {
  readonly app: Pick<App, 'serve' | 'onEvent'>
  /** Folder of the built window. */
  readonly pages: string
  readonly downloads: Pick<Downloads, 'find'>
  readonly token: string
  /** Who else has a token, and what it opens; absent: nobody. */
  readonly desks?: Desks
  /** 0 takes any free one. */
  readonly port: number
  /** Whoever has not said by then what it wants is let go; a call's body may take three times as long. */
  readonly patienceMs?: number
}

type Ready = ServerOptions & { readonly desks: Desks }

const PATIENCE_MS = 10_000

/** Listens on 127.0.0.1 only. Rejects with EngineError PORT when the port cannot be had. */
export async function startServer(options: ServerOptions): Promise<{ readonly port: number; close(): Promise<void> }> {
  const { patienceMs = PATIENCE_MS, desks = ownerOnly(options.app, options.token) } = options
  const patience = { headersTimeout: patienceMs, requestTimeout: 3 * patienceMs, connectionsCheckingInterval: patienceMs }
  const server = createServer(patience, (request, response) => {
    respond(request, response, { ...options, desks }, portOf(server)).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portError(error, options.port)))
    server.listen(options.port, '127.0.0.1', resolve)
  })
  return {
    port: portOf(server),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function respond(request: IncomingMessage, response: ServerResponse, options: Ready, port: number): Promise<void> {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  if (!isFromHere(request, port)) return refuse(response, 403, 'Crowsnest answers only its own page on this machine.')
  const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`)
  const reading = request.method === 'GET' || request.method === 'HEAD'
  if (url.pathname === '/call') {
    if (request.method !== 'POST') return refuse(response, 405, 'Calls are POSTed.')
    const desk = options.desks(request, url)
    return desk === null ? refuse(response, 401, needToken) : answerCall(request, response, desk)
  }
  if (!reading) return refuse(response, 405, 'This address is only read.')
  if (url.pathname === '/events' || url.pathname.startsWith('/download/')) {
    const desk = options.desks(request, url)
    if (desk === null) return refuse(response, 401, needToken)
    if (url.pathname === '/events') return streamEvents(response, desk)
    const id = url.pathname.slice(10)
    return sendFile(response, desk.mayFetch(id) ? id : '', options.downloads)
  }
  const file = await readPageFile(options.pages, url.pathname)
  if (file === null) return refuse(response, 404, 'There is no such page.')
  response.setHeader('content-type', contentTypeOf(file.path))
  response.setHeader('cache-control', file.path.includes('assets') ? 'max-age=31536000, immutable' : 'no-store')
  response.end(request.method === 'HEAD' ? undefined : file.bytes)
}

const needToken = 'Open the whole address that Crowsnest printed when it started; it carries a token that changes with every start.'

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
}

async function answerCall(request: IncomingMessage, response: ServerResponse, desk: Desk): Promise<void> {
  const type = request.headers['content-type'] ?? ''
  if (type.split(';', 1)[0]?.trim().toLowerCase() !== 'application/json') return refuse(response, 415, 'Calls are application/json.')
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > MAX_BODY) {
      response.setHeader('connection', 'close')
      return refuse(response, 413, 'This call is too large.')
    }
    parts.push(part)
  }
  const call = readCall(Buffer.concat(parts).toString('utf8'))
  const result = call === null ? failure('BAD_INPUT', 'A call is {"name": …, "input": …}.') : await desk.serve(call.name, call.input)
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(result))
}

function readCall(text: string): { name: string; input: unknown } | null {
  try {
    const call: unknown = JSON.parse(text)
    if (typeof call !== 'object' || call === null || !('name' in call) || typeof call.name !== 'string') return null
    return { name: call.name, input: 'input' in call ? call.input : null }
  } catch {
    return null
  }
}

function sendFile(response: ServerResponse, id: string, downloads: ServerOptions['downloads']): void {
  const file = downloads.find(id)
  const stat = file === null ? undefined : statSync(file.path, { throwIfNoEntry: false })
  if (file === null || stat === undefined) {
    refuse(response, 404, 'This export is gone; export again.')
    return
  }
  response.setHeader('content-type', `text/${file.name.endsWith('.csv') ? 'csv' : 'plain'}; charset=utf-8`)
  response.setHeader('content-length', stat.size)
  response.setHeader('content-disposition', `attachment; filename="${file.name}"`)
  createReadStream(file.path)
    .on('error', () => response.destroy())
    .pipe(response)
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.statusCode = status
  response.setHeader('content-type', 'text/plain; charset=utf-8')
  response.end(`${sentence}\n`)
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

function portError(error: NodeJS.ErrnoException, port: number): EngineError {
  if (error.code === 'EADDRINUSE')
    return new EngineError('PORT', `Port ${port} is taken by another program: choose another with --port, or --port 0 for any free one.`)
  return new EngineError('PORT', `Port ${port} cannot be opened (${error.code}): choose another with --port.`, { cause: error })
}
