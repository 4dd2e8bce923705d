/** What a rule with a budget learns from what is stored. */
import { type Levels, learnLevels, type Match, nothingLearnt } from '#engine/rules/budget.ts'
import type { Rule } from '#shared/rules.ts'
import type { Database } from '../database.ts'
import type { Turn } from '../reader/turn.ts'
import { walk } from './walk.ts'

/** Orders of the last days are learnt from: with both ends of a week in them. */
const days = 7
const daySeconds = 86_400

/** `now` in Unix milliseconds. Null for a rule without a budget. */
export async function levelsFor(
  database: Database,
  { when, perDay }: Pick<Rule, 'when' | 'perDay'>,
  now: number,
  turn: Turn,
): Promise<Levels | null> {
  if (perDay === null) return null
  const to = Math.floor(now / 1000)
  const oldest = database.get('SELECT min(block_time) AS time FROM orders WHERE block_time >= ?', to - days * daySeconds)?.time
  if (typeof oldest !== 'number' || oldest >= to) return nothingLearnt
  const matches: Match[] = []
  for await (const { row } of walk(database, when, { from: oldest, to }, turn)) {
    const { chainId, asset, amount, usd } = row
    matches.push({ chainId, asset, amount, usd })
  }
  return learnLevels(matches, (to - oldest) / daySeconds, perDay)
}
