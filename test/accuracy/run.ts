/** `npm run accuracy`: other projects' recorded expectations against what is read here, and every difference by name. */
import { join } from 'node:path'
import { fixturesFolder } from '../support/fixtures.ts'
import { compareEtl } from './etl.ts'
import { measureOvercount } from './overcount.ts'
import { compareRotki } from './rotki.ts'
import { createTally, type Verdict } from './tally.ts'

const groups: Readonly<Record<string, (what: string) => boolean>> = {
  swaps: (what) => what.startsWith('swap'),
  movements: (what) => !what.startsWith('swap'),
}

if (fixturesFolder === null) {
  process.stderr.write('The recorded expectations are missing: name their folder with CROWSNEST_FIXTURES.\n')
  process.exit(1)
}

const expected = join(fixturesFolder, 'expected')
const tally = createTally()
compareRotki(expected, tally)
compareEtl(expected, tally)

const verdicts: readonly Verdict[] = ['found', 'missed', 'extra', 'wrong', 'unseen']
const differences = tally.entries.filter(({ verdict }) => verdict !== 'found')
for (const { verdict, project, what, tx, reason, detail } of differences)
  process.stdout.write(`${verdict.padEnd(7)} ${project} ${what} ${tx}\n        ${detail}\n        ${reason ?? 'UNEXPLAINED'}\n`)
for (const project of ['rotki', 'ethereum-etl']) {
  for (const [group, isIn] of Object.entries(groups)) {
    const mine = tally.entries.filter((entry) => entry.project === project && isIn(entry.what))
    if (mine.length === 0) continue
    const numbers = verdicts.map((verdict) => `${verdict} ${mine.filter((entry) => entry.verdict === verdict).length}`)
    process.stdout.write(`${project}, ${group}: ${numbers.join(', ')}\n`)
  }
}
const classes = new Map<string, number>()
for (const { reason } of differences) {
  const name = reason?.replace(/:.*/, '') ?? 'unexplained'
  classes.set(name, (classes.get(name) ?? 0) + 1)
}
for (const [name, many] of [...classes].sort(([, a], [, b]) => b - a)) process.stdout.write(`  ${String(many).padStart(4)} ${name}\n`)
const unexplained = differences.filter(({ reason }) => reason === null).length
process.stdout.write(`explained: ${differences.length - unexplained}, unexplained: ${unexplained}\n`)
process.stdout.write('0x-parser, mev-inspect-py, dune-spellbook: no receipts are held, so nothing is compared\n')

const counted = measureOvercount()
for (const line of counted.lines) process.stdout.write(`differs ${line}\n`)
process.stdout.write(`over-count on recorded blocks: ${(counted.orderUsd / counted.netUsd).toFixed(4)} over ${counted.rows} priced swaps\n`)
for (const [why, { rows, usd }] of counted.left)
  process.stdout.write(`  left out ${String(rows).padStart(3)} ($${Math.round(usd)}): ${why}\n`)
