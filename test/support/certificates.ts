/** X.509 certificates made on the spot (RFC 5280, DER by hand): an authority, and what it signs. Valid for a day on either side of now. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

export type Made = { readonly cert: string; readonly key: string }
export type Authority = Made & {
  /** A certificate that this authority signs; `server` for a server on 127.0.0.1. */
  issue(name: string, server?: boolean): Made
}

export function makeAuthority(name: string): Authority {
  const own = makeKeys()
  const cert = certificate({
    subject: name,
    issuer: name,
    keys: own,
    signer: own,
    extensions: [extension('2.5.29.19', seq(tlv(0x01, [0xff])), true)],
  })
  return {
    cert,
    key: pemOf(own),
    issue(subject, server = false) {
      const keys = makeKeys()
      const address = extension('2.5.29.17', seq(tlv(0x87, [127, 0, 0, 1])))
      return { cert: certificate({ subject, issuer: name, keys, signer: own, extensions: server ? [address] : [] }), key: pemOf(keys) }
    },
  }
}

/** The same key under a passphrase. */
export const locked = (key: string, passphrase: string): string =>
  createPrivateKey(key).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString()

type Say = {
  readonly subject: string
  readonly issuer: string
  readonly keys: KeyObject
  readonly signer: KeyObject
  readonly extensions: readonly Uint8Array[]
}

function certificate({ subject, issuer, keys, signer, extensions }: Say): string {
  const algorithm = seq(oid('1.2.840.10045.4.3.2'))
  const day = 86_400_000
  const body = seq(
    tlv(0xa0, tlv(0x02, [2])),
    tlv(0x02, [0x01, ...randomBytes(8)]),
    algorithm,
    nameOf(issuer),
    seq(timeOf(Date.now() - day), timeOf(Date.now() + day)),
    nameOf(subject),
    createPublicKey(keys).export({ type: 'spki', format: 'der' }),
    ...(extensions.length === 0 ? [] : [tlv(0xa3, seq(...extensions))]),
  )
  const signature = sign('sha256', body, signer)
  const der = seq(body, algorithm, tlv(0x03, [0, ...signature]))
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

const makeKeys = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()

const tlv = (tag: number, content: Iterable<number>): Uint8Array => {
  const bytes = [...content]
  const { length } = bytes
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Uint8Array.from([tag, ...size, ...bytes])
}
const seq = (...parts: readonly Iterable<number>[]): Uint8Array =>
  tlv(
    0x30,
    parts.flatMap((part) => [...part]),
  )
const text = (value: string): Uint8Array => tlv(0x0c, Buffer.from(value))
const nameOf = (value: string): Uint8Array => seq(tlv(0x31, seq(oid('2.5.4.3'), text(value))))
const timeOf = (time: number): Uint8Array => tlv(0x18, Buffer.from(`${new Date(time).toISOString().replace(/\D/g, '').slice(0, 14)}Z`))
const extension = (id: string, value: Uint8Array, critical = false): Uint8Array =>
  seq(oid(id), critical ? tlv(0x01, [0xff]) : [], tlv(0x04, value))

const oid = (dotted: string): Uint8Array => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return tlv(0x06, [40 * first + second, ...rest.flatMap(base128)])
}
const base128 = (value: number): number[] => (value < 128 ? [value] : [...base128(value >> 7).map((byte) => byte | 0x80), value & 0x7f])
