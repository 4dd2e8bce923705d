/** `headless labels`: label files in and out, and what is known of accounts, without a window. */
import { createReadStream } from 'node:fs'
import { basename, extname, resolve } from 'node:path'
import { createLabelReader } from '#engine/labels/import/read.ts'
import type { OrderStore } from '#ipc/services.ts'
import { storageError } from '#storage/errors.ts'
import { writeLabels } from '#storage/labelFile.ts'
import { openStore } from '#storage/orders.ts'
import { type Command, type Given, single, UsageError } from './arguments.ts'

const usage = 'labels import FILE --data DIR, labels export FILE --data DIR, or labels list --data DIR'
/** Labels stored in one transaction. */
const slice = 2_000

export const labelsCommand: Command = {
  name: 'labels',
  summary: 'Imports a file of labels, exports your own, or lists what is known of accounts.',
  operands: 'import|export|list [FILE]',
  options: {
    data: { value: 'DIR', help: 'Folder that holds the orders; made by import where it is missing.' },
    name: { value: 'NAME', help: 'Name that imported labels carry as their source (default: that of the file).' },
    check: { value: null, help: 'With import: tells what the file would bring, and stores nothing.' },
    source: { value: 'NAME', help: 'With export and list: labels of this source (export: user; list: all).' },
    text: { value: 'TEXT', help: 'With list: part of a name or an owner, or the beginning of an address.' },
  },
  run: async (given) => {
    const [action, file, ...more] = given.operands ?? []
    const data = single(given, 'data')
    const run = action === undefined ? undefined : actions.get(action)
    if (!run || data === null || more.length > 0) throw new UsageError(`labels needs one of: ${usage}`)
    return await run(given, resolve(data), file)
  },
}

type Action = (given: Given, dataDir: string, file: string | undefined) => Promise<number>
const actions: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['import', importFile],
  ['export', exportFile],
  ['list', list],
])

/** Exit code 1 where nothing of the file could be used. What is wrong with each entry goes to stderr. */
async function importFile(given: Given, dataDir: string, file: string | undefined): Promise<number> {
  if (file === undefined) throw new UsageError('labels import needs the file: labels import FILE --data DIR')
  const reader = createLabelReader(single(given, 'name') ?? basename(file))
  try {
    for await (const text of createReadStream(resolve(file), { encoding: 'utf8' }) as AsyncIterable<string>) reader.push(text)
  } catch (error) {
    throw storageError(error, file)
  }
  reader.end()
  const { format, labels, repeated, refused, problems, source, warning } = reader.preview()
  for (const { sentence } of problems) say(sentence)
  if (refused > problems.length) say(`… and ${refused - problems.length} more that cannot be used.`)
  if (warning !== null) say(warning)
  say(`${file}: ${format ?? 'nothing'}; ${count(labels, 'label')} of ${source}, ${repeated} repeated, ${refused} refused.`)
  if (labels === 0) return 1
  if (given.flags.has('check')) return 0
  await withStore(dataDir, false, async (store) => {
    const all = reader.labels()
    for (let at = 0; at < all.length; at += slice) store.labels.put(all.slice(at, at + slice))
  })
  say(`${count(labels, 'label')} stored in ${dataDir}`)
  return 0
}

async function exportFile(given: Given, dataDir: string, file: string | undefined): Promise<number> {
  const format = extname(file ?? '').slice(1)
  if (file === undefined || (format !== 'csv' && format !== 'json'))
    throw new UsageError('labels export needs a file whose name ends in .csv or .json: labels export FILE.csv --data DIR')
  const source = single(given, 'source') ?? 'user'
  const written = await withStore(dataDir, true, (store) => writeLabels(store.labels, { format, path: resolve(file), source }))
  say(`${count(written, 'label')} of ${source} written to ${resolve(file)}`)
  return 0
}

/** One JSON object a line on stdout; the sources with their counts on stderr. */
async function list(given: Given, dataDir: string): Promise<number> {
  const source = single(given, 'source')
  const text = single(given, 'text')
  const filter = { ...(source === null ? {} : { sources: [source] }), ...(text === null ? {} : { text }) }
  await withStore(dataDir, true, async ({ labels }) => {
    for (const each of labels.sources()) say(`${each.source}: ${count(each.count, 'label')}${each.on ? '' : ' (switched off)'}`)
    let after: string | null = null
    do {
      const page = labels.page(filter, after, 500)
      for (const label of page.labels) process.stdout.write(`${JSON.stringify(label)}\n`)
      after = page.next
    } while (after !== null)
  })
  return 0
}

async function withStore<T>(dataDir: string, readOnly: boolean, work: (store: OrderStore) => Promise<T>): Promise<T> {
  const store = openStore({ dataDir, readOnly })
  try {
    return await work(store)
  } finally {
    store.close()
  }
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`)
