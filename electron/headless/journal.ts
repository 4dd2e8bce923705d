/** `headless journal`: verifies the journal of a data folder, also beside a running app. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { JournalHead } from '#shared/contract/journal.ts'
import { verifyFolder } from '#storage/journal/verifyInThread.ts'
import { type Command, single, UsageError } from './arguments.ts'

export const journalCommand: Command = {
  name: 'journal',
  summary: 'Recomputes the journal of a data folder and names the first thing that was altered.',
  operands: 'verify',
  options: {
    data: { value: 'DIR', help: 'Folder that holds the orders.' },
    head: { value: 'FILE', help: 'A head that was exported earlier: the journal must begin with what it signed.' },
    key: { value: 'HEX', help: 'Public key that heads must be signed with (default: that of the newest head, or of FILE).' },
  },
  run: (given) => {
    const [action, ...more] = given.operands ?? []
    const data = single(given, 'data')
    const file = single(given, 'head')
    if (action !== 'verify' || more.length > 0 || data === null)
      throw new UsageError('journal needs: journal verify --data DIR [--head FILE] [--key HEX]')
    const head = file === null ? undefined : headIn(file)
    const key = single(given, 'key') ?? (head && head.signature !== '' ? head.key : undefined)
    const { ok, message } = verifyFolder(resolve(data), { ...(head ? { head } : {}), ...(key ? { key } : {}) })
    process.stdout.write(`${message}\n`)
    return Promise.resolve(ok ? 0 : 1)
  },
}

function headIn(file: string): JournalHead {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new UsageError(`The file ${file} cannot be read as a head: name one that the app or “journal” exported.`)
  }
  const head = JournalHead.safeParse(value)
  if (!head.success) throw new UsageError(`The file ${file} is no head of a journal: name one that the app exported.`)
  return head.data
}
