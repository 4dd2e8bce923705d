/** `headless evidence`: makes the evidence of a stored order, and checks such a file without network or data folder. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { EngineError } from '#engine/errors.ts'
import { verifyEvidence } from '#engine/evidence/verify.ts'
import { createLibrary } from '#engine/packs/library.ts'
import { shippedPacks } from '#engine/packs/shipped/index.ts'
import { withSecrets } from '#engine/rpc/withSecrets.ts'
import { prepareRecovery } from '#engine/verify/recover.ts'
import { collectEvidence } from '#evidence/collect.ts'
import { evidencePage } from '#evidence/html.ts'
import { systemClock } from '#platform/clock.ts'
import { post } from '#platform/http.ts'
import { isSignedBy, openSigningKey, sha256 } from '#platform/signing.ts'
import { openSocket } from '#platform/socket.ts'
import { readSettings } from '#shared/settings.ts'
import { storageError } from '#storage/errors.ts'
import { openStore } from '#storage/orders.ts'
import { type Command, type Given, single, UsageError } from './arguments.ts'
import { createKeyStore, createSecretStore } from './secrets.ts'
import { version } from './version.ts'

const checks = { sha256, isSignedBy }
const usage = 'evidence verify FILE [--key HEX], or evidence export ID --data DIR --out FILE [--form json|html]'

export const evidenceCommand: Command = {
  name: 'evidence',
  summary: 'Checks the evidence of an order offline, or makes it. Exit code 0: it holds; 1: it does not.',
  operands: 'verify|export FILE|ID',
  options: {
    key: { value: 'HEX', help: 'With verify: the public key that must have signed.' },
    data: { value: 'DIR', help: 'With export: folder that holds the orders.' },
    out: { value: 'FILE', help: 'With export: file to write.' },
    form: { value: 'FORM', help: 'With export: json (default), which can be checked, or html, a page for people.' },
  },
  run: async (given) => {
    await prepareRecovery()
    const [action, subject, ...more] = given.operands ?? []
    if (subject === undefined || more.length > 0) throw new UsageError(`evidence needs one of: ${usage}`)
    if (action === 'verify') return verify(subject, single(given, 'key'))
    if (action === 'export') return await make(subject, given)
    throw new UsageError(`evidence needs one of: ${usage}`)
  },
}

function verify(file: string, key: string | null): number {
  if (key !== null && !/^[0-9a-fA-F]{64}$/.test(key)) throw new UsageError('The option --key needs a public key: 64 hex digits.')
  let text: string
  try {
    text = readFileSync(resolve(file), 'utf8')
  } catch (cause) {
    throw storageError(cause, file)
  }
  const { ok, level, proven, word, problem } = verifyEvidence(text, checks, key)
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  if (!ok) say(`REFUSED: ${problem}`)
  else {
    say(`The file holds, and proves level ${level} by itself.`)
    for (const line of proven) say(`  proven: ${line}`)
    for (const line of word) say(`  the signer’s word: ${line}`)
  }
  return ok ? 0 : 1
}

async function make(id: string, given: Given): Promise<number> {
  const data = single(given, 'data')
  const out = single(given, 'out')
  const form = single(given, 'form') ?? 'json'
  if (data === null || out === null) throw new UsageError(`evidence needs one of: ${usage}`)
  if (form !== 'json' && form !== 'html') throw new UsageError(`The option --form is json or html, not “${form}”.`)
  const dataDir = resolve(data)
  const { networks } = settingsIn(join(dataDir, 'settings.json'))
  const store = openStore({ dataDir, readOnly: true })
  try {
    const packs = createLibrary(store.books.packs(), shippedPacks).packs
    const { text, notes } = await collectEvidence(id, {
      store,
      ports: { ...withSecrets({ post, openSocket }, createSecretStore(dataDir)), clock: systemClock },
      network: (chainId) => networks.find((network) => network.chainId === chainId) ?? null,
      pack: (name) => packs.find(({ pack }) => pack.id === name)?.pack ?? null,
      signer: existsSync(join(dataDir, 'journal-key.json')) ? openSigningKey(createKeyStore(dataDir)).signer : null,
      version,
      writes: false,
    })
    for (const note of notes) process.stderr.write(`${note}\n`)
    try {
      writeFileSync(resolve(out), form === 'json' ? text : evidencePage(text, verifyEvidence(text, checks)))
    } catch (cause) {
      throw storageError(cause, out)
    }
    process.stderr.write(`Written to ${resolve(out)}\n`)
    return 0
  } finally {
    store.close()
  }
}

function settingsIn(file: string) {
  if (!existsSync(file)) return readSettings({}).settings
  try {
    return readSettings(JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, '')) as Record<string, unknown>).settings
  } catch {
    throw new EngineError('FILE', `The settings in ${file} cannot be read, so nobody knows which endpoints to ask: mend the file.`)
  }
}
