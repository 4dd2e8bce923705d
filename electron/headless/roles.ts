/** The file that says who is shown what: viewers with their audience, accounts, packs and tokens. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Roles, type Viewer } from '#shared/viewer.ts'
import { storageError } from '#storage/errors.ts'
import { UsageError } from './arguments.ts'

/** A viewer and the token of its address. */
export type Admitted = { readonly viewer: Viewer; readonly token: string }

/** Reads the file. Throws UsageError with what is wrong in it; EngineError NOT_FOUND, READ_ONLY … where it cannot be read. */
export function readRoles(file: string): Admitted[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw storageError(error, file)
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new UsageError(`${file} is not JSON: ${example}`)
  }
  const parsed = Roles.safeParse(value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new UsageError(
      `${file} cannot be used: ${placeOf(value, issue?.path ?? [])} ${issue?.message ?? 'is not understood'}. ${example}`,
    )
  }
  return admit(parsed.data.viewers, file)
}

/** Viewers with a token each; two of one name or one token would be taken for one another. Throws UsageError. */
export function admit(entries: readonly (Viewer & { readonly token?: string | undefined })[], file: string): Admitted[] {
  const admitted = entries.map(({ token, ...viewer }) => ({ viewer, token: token ?? randomBytes(24).toString('base64url') }))
  const twice = (of: (one: Admitted) => string) =>
    admitted.find((one, index) => admitted.findIndex((other) => of(other) === of(one)) !== index)
  const name = twice(({ viewer }) => viewer.name)
  if (name) throw new UsageError(`${file} names “${name.viewer.name}” twice: give every viewer a name of its own.`)
  const token = twice((one) => one.token)
  if (token) throw new UsageError(`${file} gives “${token.viewer.name}” the token of somebody else: give every viewer one of its own.`)
  const lost = admitted.find(({ viewer }) => viewer.audience === 'party' && viewer.accounts.length === 0)
  if (lost)
    throw new UsageError(`${file} names no account of the party “${lost.viewer.name}”: name those that are its own, or make it a peer.`)
  return admitted
}

const example =
  'It looks like {"viewers": [{"name": "Bank A", "audience": "party", "accounts": ["0x…"], "packs": ["digital-bills"]}]}, with audience party, peer or regulator.'

/** `viewers.0.audience` in words that somebody finds again. */
function placeOf(value: unknown, path: readonly PropertyKey[]): string {
  const [list, index, ...rest] = path
  if (list !== 'viewers' || typeof index !== 'number') return path.length === 0 ? 'it' : path.map(String).join('.')
  const named = (value as { viewers: { name?: unknown }[] }).viewers[index]?.name
  const who = typeof named === 'string' ? `“${named.slice(0, 40)}”` : `the ${index + 1}. viewer`
  return rest.length === 0 ? who : `${rest.map(String).join('.')} of ${who}`
}
