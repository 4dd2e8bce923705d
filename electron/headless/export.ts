/** `headless export`: every stored order as CSV, also while Crowsnest is running on the same folder. */
import { resolve } from 'node:path'
import { chainOf } from '#engine/chains/index.ts'
import { coverageLine } from '#storage/export/coverageText.ts'
import { coverageFileOf, exportCsv } from '#storage/export/csv.ts'
import { openStore } from '#storage/orders.ts'
import { type Command, single, UsageError } from './arguments.ts'

export const exportCommand: Command = {
  name: 'export',
  summary: 'Writes every stored order to a CSV file.',
  options: {
    data: { value: 'DIR', help: 'Folder that holds the orders.' },
    out: { value: 'FILE.csv', help: 'File to write; one of that name is replaced.' },
  },
  run: async (given) => {
    const data = single(given, 'data')
    const out = single(given, 'out')
    if (data === null || out === null) throw new UsageError('export needs both: export --data DIR --out FILE.csv')
    const store = openStore({ dataDir: resolve(data), readOnly: true })
    try {
      const path = resolve(out)
      const { rows, coverage } = await exportCsv({ store, filter: {}, path, chainName: (chainId) => chainOf(chainId)?.name ?? '' })
      process.stderr.write(`${rows} ${rows === 1 ? 'order' : 'orders'} written to ${path}\n`)
      for (const chain of coverage) process.stderr.write(`${coverageLine(chain)}\n`)
      process.stderr.write(`What the file covers, in full: ${coverageFileOf(path)}\n`)
      return 0
    } finally {
      store.close()
    }
  },
}
