/** Loaded into a process before its own code: writes down every host that it looks up or connects to, in every thread. */
import { appendFileSync } from 'node:fs'
import { createRequire, syncBuiltinESMExports } from 'node:module'

const require = createRequire(import.meta.url)
const net = require('node:net')
const dns = require('node:dns')
const dgram = require('node:dgram')
const file = process.env.CROWSNEST_CONTACTS ?? ''
const note = (what) => file !== '' && appendFileSync(file, `${what}\n`)

const connect = net.Socket.prototype.connect
net.Socket.prototype.connect = function (...given) {
  const [first] = Array.isArray(given[0]) ? given[0] : given
  const { host = 'localhost', port, path } = typeof first === 'object' && first !== null ? first : { host: given[1], port: first }
  note(path ? `pipe ${path}` : `connect ${host}:${port}`)
  return connect.apply(this, given)
}
for (const [holder, name] of [dns, dns.promises].flatMap((one) =>
  ['lookup', 'resolve', 'resolve4', 'resolve6'].map((each) => [one, each]),
)) {
  const original = holder[name]
  holder[name] = (...given) => {
    // What is an address already is looked up nowhere.
    if (net.isIP(String(given[0])) === 0) note(`lookup ${given[0]}`)
    return original.apply(holder, given)
  }
}
const send = dgram.Socket.prototype.send
dgram.Socket.prototype.send = function (...given) {
  note('datagram')
  return send.apply(this, given)
}
syncBuiltinESMExports()
