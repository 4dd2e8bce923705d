/** A node behind TLS that lets in only those whose certificate its authority signed, over HTTP and websocket, on loopback. */
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import type { Authority, Made } from './certificates.ts'

export type TlsFront = { readonly https: string; readonly wss: string; stop(): Promise<void> }

/** `behind` is the address of the node that it passes everything on to. */
export async function startTlsFront(behind: string, own: Made, clients: Authority): Promise<TlsFront> {
  const pass = async (body: string) =>
    (await fetch(behind, { method: 'POST', body, headers: { 'content-type': 'application/json' } })).text()
  const server = createServer({ ...own, ca: clients.cert, requestCert: true, rejectUnauthorized: true }, (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => void pass(Buffer.concat(parts).toString()).then((text) => response.end(text)))
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => socket.on('message', (data) => void pass(String(data)).then((text) => socket.send(text))))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    https: `https://${host}`,
    wss: `wss://${host}`,
    stop: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate()
        sockets.close()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
