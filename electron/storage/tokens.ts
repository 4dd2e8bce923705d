/** Token metadata as read on chain, so that each contract is asked once. */
import type { Database } from './database.ts'

export type TokenFacts = { symbol: string; decimals: number | null }

export function tokenOf(database: Database, chainId: number, address: string): TokenFacts | null {
  const row = database.get('SELECT symbol, decimals FROM tokens WHERE chain_id = ? AND address = ?', chainId, address)
  return row ? { symbol: String(row.symbol), decimals: row.decimals === null ? null : Number(row.decimals) } : null
}

export function saveToken(database: Database, chainId: number, address: string, { symbol, decimals }: TokenFacts): void {
  database.run(
    'INSERT INTO tokens VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET symbol = excluded.symbol, decimals = excluded.decimals',
    chainId,
    address,
    symbol,
    decimals,
  )
}
