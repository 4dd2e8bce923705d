/** Assets of orders, each stored once, so that a million rows share their symbols and a text search looks at a few thousand names. */
import type { Asset } from '#shared/order.ts'
import type { Database } from './database.ts'

export type Assets = {
  /** Key of the asset, made on first use; call inside a transaction. */
  key(chainId: number, asset: Asset): number
  /** To be called when a transaction was rolled back or rows were removed: keys learnt in it may not exist. */
  forget(): void
}

export function createAssets(database: Database): Assets {
  const known = new Map<string, number>()
  return {
    key(chainId, asset) {
      const name = JSON.stringify([chainId, asset.address, asset.symbol, asset.decimals])
      const cached = known.get(name)
      if (cached !== undefined) return cached
      const found = database.get(
        'SELECT key FROM assets WHERE chain_id = ? AND address IS ? AND symbol = ? AND decimals IS ?',
        chainId,
        asset.address,
        asset.symbol,
        asset.decimals,
      )
      const key = found
        ? Number(found.key)
        : database.run(
            'INSERT INTO assets (chain_id, address, symbol, folded, decimals) VALUES (?, ?, ?, ?, ?)',
            chainId,
            asset.address,
            asset.symbol,
            asset.symbol.toLowerCase(),
            asset.decimals,
          )
      if (known.size >= 20_000) known.clear()
      known.set(name, key)
      return key
    },
    forget: () => known.clear(),
  }
}
