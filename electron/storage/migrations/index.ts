/** Every migration, in order. To add one: make its file with the next number, add its line. A migration that was released never changes. */
import type { Migration } from '../migrate.ts'
import { orders } from './0001-orders.ts'
import { blocks } from './0002-blocks.ts'
import { changes } from './0003-changes.ts'
import { coverage } from './0004-coverage.ts'
import { incidents } from './0005-incidents.ts'
import { notes } from './0006-notes.ts'
import { disclosures } from './0007-disclosures.ts'
import { labelSources } from './0008-label-sources.ts'
import { expected } from './0009-expected.ts'
import { keptTotals } from './0010-totals.ts'
import { sealMemories } from './0011-seal-memories.ts'
import { agreed } from './0012-agreed.ts'
import { alerts } from './0013-alerts.ts'
import { facts } from './0014-facts.ts'
import { removed } from './0015-removed.ts'
import { books } from './0016-books.ts'
import { journal } from './0017-journal.ts'
import { unsettled } from './0018-unsettled.ts'

export const migrations: readonly Migration[] = [
  orders,
  blocks,
  changes,
  coverage,
  incidents,
  notes,
  disclosures,
  labelSources,
  expected,
  keptTotals,
  sealMemories,
  agreed,
  alerts,
  facts,
  removed,
  books,
  journal,
  unsettled,
]
