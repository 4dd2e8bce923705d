/** Aggregators and market makers that write one event with both tokens and both amounts. */
import { defineSource } from '../defineSource.ts'
import { byTopic, readStated } from '../stated.ts'
import { makers } from './makers.ts'
import { routers } from './routers.ts'

const kinds = byTopic([...routers, ...makers])

export const aggregators = defineSource({
  id: 'aggregators',
  label: 'Other aggregators and market makers',
  names: [...new Set([...routers, ...makers].map(({ id }) => id))],
  topics: [...kinds.keys()],
  read: (transaction, context) => readStated(transaction, context, kinds),
})
