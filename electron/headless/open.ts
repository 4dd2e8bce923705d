/** `headless open`: opens one hidden field of an export, checks such an opening, or lists what was disclosed. */
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Opening } from '#shared/disclosure.ts'
import { storageError } from '#storage/errors.ts'
import { listDisclosures } from '#storage/export/disclosures.ts'
import { checkOpening, openField } from '#storage/export/open.ts'
import { type Command, type Given, single, UsageError } from './arguments.ts'

export const openCommand: Command = {
  name: 'open',
  summary: 'Opens one hidden field of an export of the profile “peer”, or checks an opening.',
  options: {
    data: { value: 'DIR', help: 'Folder that holds the orders and the log of disclosures.' },
    list: { value: null, help: 'Lists what was disclosed, newest first, one JSON object a line.' },
    export: { value: 'ID', help: 'The export, by its id in the log.' },
    order: { value: 'ID', help: 'The order: its id, or its reference in the export.' },
    field: { value: 'NAME', help: 'The field to open, such as amount.' },
    out: { value: 'FILE', help: 'File for the opening (default: stdout).' },
    check: { value: 'FILE', help: 'Checks this opening; needs --against, and no data folder.' },
    against: { value: 'EXPORT', help: 'The CSV or NDJSON file that the opening belongs to.' },
  },
  run: async (given) => {
    const check = single(given, 'check')
    if (check !== null) return await runCheck(check, needed(given, 'against', 'open --check FILE --against EXPORT.csv'))
    const dataDir = resolve(needed(given, 'data', usage))
    if (given.flags.has('list')) {
      for (const entry of listDisclosures(dataDir, 10_000)) process.stdout.write(`${JSON.stringify(entry)}\n`)
      return 0
    }
    const opening = openField({
      dataDir,
      disclosure: needed(given, 'export', usage),
      order: needed(given, 'order', usage),
      field: needed(given, 'field', usage),
      at: Date.now(),
    })
    const text = `${JSON.stringify(opening, null, 2)}\n`
    const out = single(given, 'out')
    if (out === null) process.stdout.write(text)
    else writeOpening(resolve(out), text)
    return 0
  },
}

const usage = 'open --data DIR --export ID --order ID --field NAME'

/** Exit code 0 only where the opening is proven. */
async function runCheck(file: string, against: string): Promise<number> {
  const { ok, sentence } = await checkOpening(readOpening(file), against)
  process.stdout.write(`${sentence}\n`)
  return ok ? 0 : 1
}

function readOpening(file: string): Opening {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw storageError(error, file)
  }
  try {
    return Opening.parse(JSON.parse(text))
  } catch {
    throw new UsageError(`${file} is no opening of Crowsnest: name the JSON file that “open --out” wrote.`)
  }
}

function writeOpening(path: string, text: string): void {
  try {
    writeFileSync(path, text)
  } catch (error) {
    throw storageError(error, path)
  }
  process.stderr.write(`The opening is in ${path}\n`)
}

function needed(given: Given, name: string, how: string): string {
  const value = single(given, name)
  if (value === null) throw new UsageError(`open needs --${name}: ${how}`)
  return value
}
