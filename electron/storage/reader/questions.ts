/** What may be asked of a reader, by the names of the contract, and the function that answers each. */
import type { ReadCall, ReadInput, ReadOutput } from '#ipc/services.ts'
import { documentOf, documentsOf } from '../books/documents.ts'
import { balancesOf, countsOf, flowsOf, violationsOf } from '../books/sums.ts'
import { exchangeFlow, sizes, topTokens, valueOverTime } from '../charts/charts.ts'
import { countKept } from '../charts/count.ts'
import { topCounterparties } from '../charts/parties.ts'
import type { Database } from '../database.ts'
import { rowsAround } from '../pages.ts'
import { dryRun } from '../rules/dryRun.ts'
import { levelsFor } from '../rules/levels.ts'
import { createSampler } from '../samples.ts'
import type { Turn } from './turn.ts'

export type Answers = { readonly [Q in ReadCall]: (input: ReadInput<Q>, turn: Turn) => Promise<ReadOutput<Q>> | ReadOutput<Q> }

/** `database` is a connection of the reader's own. A page is answered at once; the others let pages in between two slices. */
export function createAnswers(database: Database): Answers {
  const sampler = createSampler(database)
  return {
    'orders.page': (question) => database.transaction(() => rowsAround(database, question)),
    'orders.count': async ({ filter }, turn) => ({ count: await countKept(database, filter, turn) }),
    'orders.samples': async ({ filter, sort }, turn) => {
      const { keys, ...samples } = await sampler.samples(filter, sort, turn)
      return { ...samples, keys: [...keys] }
    },
    'orders.locate': (question, turn) => sampler.locate(question, turn),
    'charts.valueOverTime': (question, turn) => valueOverTime(database, question, turn),
    'charts.exchangeFlow': (question, turn) => exchangeFlow(database, question, turn),
    'charts.topTokens': (question, turn) => topTokens(database, question, turn),
    'charts.topCounterparties': (question, turn) => topCounterparties(database, question, turn),
    'charts.sizes': (question, turn) => sizes(database, question, turn),
    'books.counts': () => ({ counts: Object.fromEntries(countsOf(database)) }),
    'books.documents': (question) => database.transaction(() => documentsOf(database, question)),
    'books.document': (question) => database.transaction(() => documentOf(database, question)),
    'books.balances': (question) => database.transaction(() => balancesOf(database, question)),
    'books.flows': (question) => flowsOf(database, question),
    'books.violations': (question) => violationsOf(database, question),
    'rules.dryRun': (question, turn) => dryRun(database, question, turn),
    'rules.levels': async ({ rule, now }, turn) => ({ levels: await levelsFor(database, rule, now, turn) }),
  }
}
