/** `headless decode`: recorded transactions in, their orders out, in the shape of `watch --json`. Nothing is asked of any endpoint. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { chainOfNetwork } from '#engine/chains/custom.ts'
import { chainOf } from '#engine/chains/index.ts'
import { EngineError } from '#engine/errors.ts'
import { decode } from '#engine/orders/decode.ts'
import { type Command, single, UsageError, wholeNumber } from './arguments.ts'
import { orderInWords, printLine, ReaderGone } from './print.ts'

export const decodeCommand: Command = {
  name: 'decode',
  summary: 'Prints the orders in recorded transactions.',
  options: {
    'chain-id': { value: 'N', help: 'Chain on which the transactions were recorded.' },
    file: { value: 'FILE.json', help: '{"transaction", "receipt"} or a list of them, as JSON-RPC returns them.' },
    json: { value: null, help: 'One JSON object a line, in the shape of watch --json.' },
  },
  run: async (given) => {
    const chainId = wholeNumber(given, 'chain-id', 1)
    const file = single(given, 'file')
    if (chainId === null || file === null) throw new UsageError('decode needs both: decode --chain-id N --file FILE.json')
    const chain = chainOfNetwork({ chainId, name: chainOf(chainId)?.name ?? `Chain ${chainId}`, enabled: true, endpoints: [] })
    const inWords = given.flags.has('json') ? JSON.stringify : orderInWords
    const entries = entriesOf(readJson(resolve(file)))
    let unread = 0
    for (const [index, entry] of entries.entries()) {
      try {
        for (const row of decode(entry, chain)) printLine(inWords(row))
      } catch (error) {
        if (error instanceof ReaderGone) return 0
        if (!(error instanceof EngineError)) throw error
        unread++
        process.stderr.write(`Transaction ${index + 1} of ${entries.length} could not be read: ${error.message}\n`)
      }
    }
    return unread === 0 ? 0 : 1
  },
}

const entriesOf = (content: unknown): readonly unknown[] => (Array.isArray(content) ? content : [content])

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    const why = cause instanceof SyntaxError ? 'it is not JSON' : cause instanceof Error ? cause.message : String(cause)
    throw new EngineError('FILE', `${path} could not be read: ${why}. Give a file of recorded transactions.`, { cause })
  }
}
