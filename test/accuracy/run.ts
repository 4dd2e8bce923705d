/** `npm run accuracy`: other projects' recorded expectations against what is read here, and every difference by name. */
import { join } from 'node:path'
import { fixturesFolder } from '../support/fixtures.ts'
import { compareRotki } from './rotki.ts'
import { createTally, type Verdict } from './tally.ts'

if (fixturesFolder === null) {
  process.stderr.write('The recorded expectations are missing: name their folder with CROWSNEST_FIXTURES.\n')
  process.exit(1)
}

const tally = createTally()
compareRotki(join(fixturesFolder, 'expected'), tally)

const verdicts: readonly Verdict[] = ['found', 'missed', 'extra', 'wrong', 'unseen']
for (const { verdict, project, what, tx, reason } of tally.entries)
  if (verdict !== 'found') process.stdout.write(`${verdict.padEnd(7)} ${project} ${what} ${tx}\n        ${reason}\n`)
for (const group of ['swap', 'other']) {
  const mine = tally.entries.filter(({ what }) => what.startsWith('swap') === (group === 'swap'))
  process.stdout.write(
    `rotki ${group}: ${verdicts.map((verdict) => `${verdict} ${mine.filter((entry) => entry.verdict === verdict).length}`).join(', ')}\n`,
  )
}
