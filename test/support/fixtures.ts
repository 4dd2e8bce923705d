/** Recorded real blocks, kept beside the repository. Tests that need them are skipped, by name, where they are missing. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

/** JSON as recorded. */
export type RecordedObject = { [key: string]: unknown }
export type RecordedBlock = { readonly block: RecordedObject; readonly receipts: RecordedObject[] | null }
/** One file: `folder` is blocks, blocks-no-receipts or blocks-no-txs. */
export type BlockFile = { readonly path: string; readonly folder: string; readonly chain: string; readonly number: number }

const root = process.env.CROWSNEST_FIXTURES ?? fileURLToPath(new URL('../../../shared/fixtures', import.meta.url))

/** Where the recorded blocks are, or null. The environment variable CROWSNEST_FIXTURES names another folder. */
export const fixturesFolder: string | null = existsSync(join(root, 'blocks')) ? root : null

/** Block files in a folder of the collection, all chains, by chain and number; none where the collection is missing. */
export function listBlocks(folder = 'blocks'): BlockFile[] {
  if (fixturesFolder === null || !existsSync(join(fixturesFolder, folder))) return []
  const base = join(fixturesFolder, folder)
  return readdirSync(base)
    .flatMap((chain) =>
      readdirSync(join(base, chain)).map((name) => ({
        path: join(base, chain, name),
        folder,
        chain,
        number: Number.parseInt(name, 10),
      })),
    )
    .sort((a, b) => a.chain.localeCompare(b.chain) || a.number - b.number)
}

/** A block file as recorded; `receipts` is null where the file holds none. */
export function loadBlock(path: string): RecordedBlock {
  const recorded: unknown = loadJson(path)
  if (!isObject(recorded) || !isObject(recorded.block)) throw new Error(`${path} holds no block.`)
  const receipts = recorded.receipts
  return { block: recorded.block, receipts: Array.isArray(receipts) ? receipts.filter(isObject) : null }
}

/** Any gzipped JSON file of the collection. */
export const loadJson = (path: string): unknown => JSON.parse(gunzipSync(readFileSync(path)).toString('utf8'))

/** How the app's families are called for the chains of the collection. */
export const familyOfChain = (chain: string): string => chainFamilies[chain] ?? 'ethereum'

const chainFamilies: Readonly<Record<string, string>> = {
  arbitrum: 'arbitrum',
  'arbitrum-sepolia': 'arbitrum',
  base: 'op-stack',
  polygon: 'polygon',
}

const isObject = (value: unknown): value is RecordedObject => typeof value === 'object' && value !== null && !Array.isArray(value)
