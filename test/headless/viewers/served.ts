/** The whole app over HTTP with its owner and viewers, and the business of the sample stored in it. */
import { request } from 'node:http'
import { join } from 'node:path'
import type { Pack } from '#shared/pack.ts'
import type { Result } from '#shared/result.ts'
import type { Viewer } from '#shared/viewer.ts'
import { withViewers } from '../../../electron/headless/desks.ts'
import { createDownloads } from '../../../electron/headless/fileSaver.ts'
import { admit } from '../../../electron/headless/roles.ts'
import { startServer } from '../../../electron/headless/server.ts'
import { dataFolder } from '../../support/engineOn.ts'
import { wholeApp } from '../../support/wholeApp.ts'
import { blockOf, deeds, stepOf } from './sample.ts'

export const ownerToken = 'the-token-of-the-owner-of-this-start'

export async function served(packs: readonly Pack[], viewers: readonly Viewer[], ends: (() => unknown)[]) {
  const folder = dataFolder(ends)
  const downloads = createDownloads(folder, ownerToken)
  const { app, ask } = await wholeApp(folder, [], [], downloads)
  ends.push(() => app.stop())
  for (const pack of packs) await ask('packs.save', { text: JSON.stringify(pack), enabled: true })
  const admitted = admit(viewers, 'The test')
  const desks = withViewers(app, ownerToken, admitted)
  const server = await startServer({ app, pages: folder, downloads, token: ownerToken, desks, port: 0 })
  ends.push(() => server.close())
  const tokenOf = (name: string): string => admitted.find(({ viewer }) => viewer.name === name)?.token ?? ownerToken
  /** Everything that each viewer was sent, as text. */
  const heard = new Map<string, string>()
  const hear = (name: string, text: string) => void heard.set(name, (heard.get(name) ?? '') + text)

  return {
    folder,
    app,
    ask,
    port: server.port,
    tokenOf,
    heard: (name: string) => heard.get(name) ?? '',
    /** Stores the deeds of the sample under the first pack. */
    store() {
      const [pack] = packs
      if (pack) for (const [index, deed] of deeds.entries()) app.store.apply(stepOf([deed], blockOf(index), pack))
    },
    async call(name: string, call: string, input: unknown): Promise<Result<unknown>> {
      const { body } = await get(server.port, 'POST', '/call', tokenOf(name), JSON.stringify({ name: call, input }))
      hear(name, body)
      return JSON.parse(body) as Result<unknown>
    },
    /** Listens to the events of a viewer until the test ends. */
    listen(name: string) {
      const stream = request({ host: '127.0.0.1', port: server.port, path: `/events?token=${tokenOf(name)}` })
      stream.on('response', (response) => response.setEncoding('utf8').on('data', (text: string) => hear(name, text)))
      stream.on('error', () => {})
      stream.end()
      ends.push(() => stream.destroy())
    },
    fetch: (path: string) => get(server.port, 'GET', path, null, null),
    fileOf: (name: string) => join(folder, name),
  }
}

function get(port: number, method: string, path: string, token: string | null, body: string | null) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const headers = {
      ...(body === null ? {} : { 'content-type': 'application/json' }),
      ...(token === null ? {} : { 'x-crowsnest-token': token }),
    }
    const asked = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
    })
    asked.on('error', reject)
    asked.end(body ?? undefined)
  })
}
