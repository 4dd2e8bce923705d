/** Blots out of a text what must not leave this machine, in whatever encoding it stands there. */
import { homedir } from 'node:os'
import { maskAddresses } from '#platform/log.ts'

/** Shorter words would blot out half of any text. */
const shortest = 4

/** Answers the text with every private word as `…`, addresses cut to their hosts, accounts and hashes cut, and the user's folder as `~`. */
export function createMask(words: Iterable<string>): (text: string) => string {
  const forms = new Set([...words].flatMap(formsOf).filter((form) => form.length >= shortest))
  // The longest first: a part must not be taken out of the middle of a whole.
  const sorted = [...forms].sort((a, b) => b.length - a.length)
  const home = homedir()
  return (text) => {
    const bare = sorted.reduce((rest, form) => replaceAll(rest, form), maskAddresses(text))
    return cutTokens(home.length > 1 ? bare.replaceAll(home, '~') : bare)
  }
}

/** Every private part of an address: name, password, both together, each part of the path, each value of the query, and the whole. */
export function privatePartsOf(address: string): string[] {
  if (!URL.canParse(address)) return [address]
  const { username, password, pathname, search, hash, searchParams } = new URL(address)
  const long = [...pathname.split('/'), ...searchParams.values()].filter((part) => part.length >= 6)
  return [username, password, password && `${username}:${password}`, ...long, pathname + search, search, hash]
    .flatMap((part) => [part, decoded(part)])
    .filter((part) => part.length >= shortest && part !== '/')
}

/** As it is, in URLs, in JSON, in Base64 of both alphabets with any start, and in hex. */
function formsOf(word: string): string[] {
  if (word.length < shortest) return []
  const bytes = Buffer.from(word)
  const base64 = [0, 1, 2].flatMap((shift) => {
    // Inside of a longer text the first and the last sign belong to its neighbours as well.
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const inner = text.slice(shift === 0 ? 0 : shift + 1, (bytes.length + shift) % 3 === 0 ? undefined : -1)
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')].filter((form) => form.length >= 6)
  })
  const hex = bytes.toString('hex')
  return [word, encodeURIComponent(word), encodeURI(word), JSON.stringify(word).slice(1, -1), ...base64, hex]
}

function replaceAll(text: string, form: string): string {
  // Hex and percent signs come in both cases.
  const pattern = new RegExp(form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi')
  return text.replace(pattern, '…')
}

/** Accounts, hashes, and words so long and with so much in them that they are keys. */
const cutTokens = (text: string): string =>
  text
    .replace(/0x[0-9a-f]{16,}(:-?\d+)?/gi, '0x…')
    .replace(/[A-Za-z0-9_+=-]{24,}/g, (word) => (/\d|([A-Z][^A-Z]*){4}/.test(word) ? '…' : word))

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
