/** Secrets of endpoints and channels in a file of their own beside the settings: encrypted where the host can, else readable by this user alone, and said. */
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { EngineError } from '#engine/errors.ts'
import type { SecretStore } from '#ipc/services.ts'
import { ChannelSecret, ClientCertificate, EndpointSecret, headersOf } from '#shared/secrets.ts'
import { faultOf } from './clientCertificate.ts'

/** Encrypts with a key that the system keeps for this user. `decrypt` throws where the key is another. */
export type Cipher = { encrypt(text: string): Buffer; decrypt(bytes: Buffer): string }

export type SecretFileOptions = {
  /** Null where nothing is kept. */
  readonly file: string | null
  /** Null where the system keeps no keys. */
  readonly cipher: Cipher | null
  /** Secrets of this start alone, by address or `channel:ID`; they go before those of the file. */
  readonly given?: Readonly<Record<string, Headers>>
  /** Unix milliseconds; names a file that is set aside. */
  readonly now?: () => number
}

type Headers = Readonly<Record<string, string>>
/** Headers by the address of their endpoint, its certificate under `tls:ADDRESS`, and under `channel:ID` a channel's secrets by their names. */
type Entries = Readonly<Record<string, Headers>>
/** `lost`: the file holds what could not be read. */
type Kept = { readonly entries: Entries; readonly problem: string | null; readonly lost: boolean }

/** Opens the file, or begins without one. Never throws for a bad file: `warning()` says what is wrong with it. */
export function openSecretFile({ file, cipher, given = {}, now = Date.now }: SecretFileOptions): SecretStore {
  let { entries, problem, lost } = file === null ? nothing : read(file, cipher)
  const own = normalised(given)

  const keep = (key: string, values: Headers | null) => {
    if (file === null)
      throw new EngineError('READ_ONLY', 'This start keeps no tokens: start with a data folder, or name them in the environment.')
    const { [key]: _, ...others } = entries
    const next: Entries = values === null ? others : { ...others, [key]: values }
    // What cannot be read now may be readable again one day.
    if (lost && existsSync(file)) renameSync(file, `${file}.unread-${now()}`)
    write(file, next, cipher)
    entries = next
    problem = null
    lost = false
  }

  return {
    headersFor: (url) => (isOther(url) ? {} : (own[addressOf(url)] ?? entries[addressOf(url)] ?? {})),
    endpoints: () => [...new Set([...Object.keys(own), ...Object.keys(entries)])].filter((key) => !isOther(key)),
    certificateFor(url) {
      const kept = own[tlsKey(url)] ?? entries[tlsKey(url)]
      return kept === undefined ? null : certificateIn(kept)
    },
    certificates: () =>
      [...new Set([...Object.keys(own), ...Object.keys(entries)])].flatMap((key) => (key.startsWith('tls:') ? [key.slice(4)] : [])),
    setCertificate(url, certificate) {
      if (certificate !== null && !/^(https|wss):\/\//i.test(url))
        throw new EngineError('BAD_INPUT', 'A certificate needs an address that begins with https:// or wss://.')
      const fault = certificate && faultOf(certificate)
      if (fault !== null) throw new EngineError('BAD_INPUT', fault)
      keep(tlsKey(url), certificate && asEntry(certificate))
    },
    warning() {
      if (problem !== null) return problem
      if (cipher !== null || Object.keys(entries).length === 0) return null
      return `Tokens of endpoints and channels stand unencrypted in ${file}, because this system offers no keyring: only this user may read it, keep it so.`
    },
    set(url, headers) {
      if (isOther(url)) throw new EngineError('BAD_INPUT', 'This is no address of an endpoint: it begins with https:// or wss://.')
      keep(addressOf(url), headers)
    },
    channelSecrets: (id) => ({ ...entries[channelKey(id)], ...own[channelKey(id)] }),
    setChannelSecret(id, name, value) {
      const { [name]: _, ...others } = entries[channelKey(id)] ?? {}
      const next = value === null ? others : { ...others, [name]: value }
      keep(channelKey(id), Object.keys(next).length === 0 ? null : next)
    },
  }
}

/**
 * The secrets that a variable of the environment names: `{"https://node.example":{"bearer":"…"}}` or `{"headers":{"x-api-key":"…"}}`, and of a
 * channel `{"channel:ID":{"token":"…"}}`.
 * Throws EngineError BAD_INPUT; its sentence holds nothing of the text.
 */
export function secretsIn(text: string | undefined, variable: string): Record<string, Headers> {
  if (text === undefined || text === '') return {}
  const help = `write {"https://node.example":{"bearer":"TOKEN"}}, or {"https://node.example":{"headers":{"x-api-key":"KEY"}}}, or {"channel:ID":{"token":"TOKEN"}}.`
  const parsed = parse(text)
  if (parsed === null) throw new EngineError('BAD_INPUT', `The variable ${variable} holds no JSON object: ${help}`)
  return Object.fromEntries(
    Object.entries(parsed).flatMap(([url, value], index) => {
      if (isChannel(url)) return [[url, channelEntry(value, `The variable ${variable}, entry ${index + 1}`, help)] as const]
      const secret = EndpointSecret.safeParse(listed(value))
      if (secret.success && URL.canParse(url)) {
        const { certificate } = secret.data
        const fault = certificate && faultOf(certificate)
        if (fault != null) throw new EngineError('BAD_INPUT', `The variable ${variable}, entry ${index + 1}: ${lowerFirst(fault)}`)
        const headers = headersOf(secret.data)
        return [
          ...(Object.keys(headers).length === 0 ? [] : [[url, headers] as const]),
          ...(certificate === undefined ? [] : [[tlsKey(url), asEntry(certificate)] as const]),
        ]
      }
      const reason = secret.success ? 'it is under no address of an endpoint' : (secret.error.issues[0]?.message ?? 'it is not understood')
      throw new EngineError('BAD_INPUT', `The variable ${variable}, entry ${index + 1}: ${reason}; ${help}`)
    }),
  )
}

const nothing: Kept = { entries: {}, problem: null, lost: false }

function read(file: string, cipher: Cipher | null): Kept {
  if (!existsSync(file)) return nothing
  const lost = (why: string): Kept => ({
    ...nothing,
    problem: `The tokens of endpoints and channels in ${file} ${why}: enter them again.`,
    lost: true,
  })
  try {
    const whole = parse(readFileSync(file, 'utf8'))
    if (whole === null) return lost('cannot be read, it is no JSON object')
    if (typeof whole.encrypted !== 'string') {
      const open = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0
      const problem = open
        ? `Others on this machine can read the tokens of endpoints and channels in ${file}: run chmod 600 on it, and renew them.`
        : null
      return { entries: entriesOf(whole.plain), problem, lost: false }
    }
    if (cipher === null) return lost('are encrypted, and the keyring of this system is not to be had')
    return { entries: entriesOf(parse(cipher.decrypt(Buffer.from(whole.encrypted, 'base64')))), problem: null, lost: false }
  } catch {
    // The cause may hold a part of the text.
    return lost('cannot be decrypted or read by this user')
  }
}

function write(file: string, entries: Entries, cipher: Cipher | null): void {
  const text = JSON.stringify(entries)
  const content = cipher === null ? { version: 1, plain: entries } : { version: 1, encrypted: cipher.encrypt(text).toString('base64') }
  const beside = `${file}.part`
  try {
    if (Object.keys(entries).length === 0) {
      rmSync(file, { force: true })
      return
    }
    writeFileSync(beside, `${JSON.stringify(content)}\n`, { mode: 0o600 })
    chmodSync(beside, 0o600)
    renameSync(beside, file)
  } catch (cause) {
    rmSync(beside, { force: true })
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'error'
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw new EngineError('DISK_FULL', `The token was not saved: the disk that holds ${file} is full. Free some space and try again.`)
    throw new EngineError('READ_ONLY', `The token was not saved in ${file} (${code}): give this user the right to write there.`)
  }
}

/** What is no header of ours is left out: the file may have been changed by hand. */
function entriesOf(value: unknown): Entries {
  const found = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const valid = found.flatMap(([url, headers]) => {
    if (isChannel(url)) {
      const secrets = ChannelSecret.safeParse(headers)
      return secrets.success ? [[url, secrets.data] as const] : []
    }
    if (url.startsWith('tls:')) return ClientCertificate.safeParse(headers).success ? [[url, headers as Headers] as const] : []
    const secret = EndpointSecret.safeParse(listed({ headers }))
    return secret.success ? [[url, headersOf(secret.data)] as const] : []
  })
  return normalised(Object.fromEntries(valid))
}

function channelEntry(value: unknown, where: string, help: string): Headers {
  const secrets = ChannelSecret.safeParse(value)
  if (secrets.success) return secrets.data
  throw new EngineError('BAD_INPUT', `${where}: the secrets of a channel are texts under their names; ${help}`)
}

const tlsKey = (url: string): string => `tls:${addressOf(url)}`
const asEntry = ({ cert, key, ca, passphrase }: ClientCertificate): Headers =>
  Object.fromEntries(Object.entries({ cert, key, ca, passphrase }).filter((part): part is [string, string] => part[1] !== undefined))

/** The same object for the same entry: connections are kept by it. */
function certificateIn(entry: Headers): ClientCertificate {
  const known = certificates.get(entry) ?? ClientCertificate.parse(entry)
  certificates.set(entry, known)
  return known
}
const certificates = new WeakMap<Headers, ClientCertificate>()

const lowerFirst = (sentence: string): string => sentence.slice(0, 1).toLowerCase() + sentence.slice(1)

const channelKey = (id: string): string => `channel:${id}`
const isChannel = (key: string): boolean => key.startsWith('channel:')
const isOther = (key: string): boolean => isChannel(key) || key.startsWith('tls:')

/** Headers written as an object become the list that the schema takes. */
function listed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('headers' in value)) return value
  const { headers } = value
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) return value
  return { ...value, headers: Object.entries(headers).map(([name, text]) => ({ name, value: text })) }
}

const normalised = (entries: Entries): Entries =>
  Object.fromEntries(Object.entries(entries).map(([url, headers]) => [addressOf(url), headers]))

/** One spelling for an address: `https://Node.example` is `https://node.example/`. */
const addressOf = (url: string): string => (!isOther(url) && URL.canParse(url) ? new URL(url).href : url)

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}
