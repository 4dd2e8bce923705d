/** Recorded blocks of running alliance networks through the whole engine: with their validators known they are stored at L4. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import type { Hex } from '#engine/types.ts'
import { hexOf } from '#engine/verify/hex.ts'
import { trieRoot } from '#engine/verify/trie.ts'
import { dataFolder, engineOn, until } from '../support/engineOn.ts'
import type { RecordedObject } from '../support/fixtures.ts'
import { startReplay } from '../support/replay.ts'
import { listVectors, sealsFolder } from './verify/seals/vectors.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const noTransactions: Hex = hexOf(trieRoot([]))
const chainId = 713_132
/** Headers of empty blocks: with no transactions and no receipts they are whole blocks. */
const recorded = (['qbft', 'ibft2', 'istanbul', 'clique'] as const).flatMap((family) =>
  listVectors(family)
    .filter(({ header, expect: expected }) => header.transactionsRoot === noTransactions && expected.hash !== undefined)
    .map(({ file, header, expect: expected }) => ({
      ...{ file, family, validators: (expected.validators ?? expected.authorisedSigners) as string[] },
      block: { ...header, hash: expected.hash, transactions: [], uncles: [] } as RecordedObject,
    })),
)

/** A node that has this one block. */
async function nodeWith(block: RecordedObject): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'crowsnest-sealed-'))
  ends.push(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, `${Number(block.number)}.json.gz`), gzipSync(JSON.stringify({ block, receipts: [] })))
  const node = await startReplay({ folder, chainId, without: ['finalized'] })
  ends.push(() => node.stop())
  return node.http
}

describe.skipIf(sealsFolder === null)('recorded sealed blocks (skipped without recorded seals)', () => {
  test('are there for every consensus', () => {
    expect(new Set(recorded.map(({ family }) => family)).size).toBe(4)
  })

  test.each(recorded)('$family $file is stored at L4 by the validators of the settings', async ({ block, family, validators }) => {
    const network = { chainId, name: 'Recorded', family, validators }
    const watching = await engineOn([await nodeWith(block)], ends, { network, dataDir: dataFolder(ends) })
    await until('it is stored', () => watching.status()?.stored === Number(block.number))
    expect(watching.store.headers(chainId)).toMatchObject([{ hash: block.hash, evidence: 4, notes: [] }])
    expect(watching.store.incidents(chainId, 10, 'endpoint')).toEqual([])
  })

  test.each(recorded)('$family $file is refused where the settings name others', async ({ block, family, validators }) => {
    const others = validators.map((_, i) => `0x${String(i + 10).repeat(20)}`)
    const network = { chainId, name: 'Recorded', family, validators: others }
    const watching = await engineOn([await nodeWith(block)], ends, { network })
    await until('it is refused', () => watching.status()?.phase === 'retrying')
    expect(watching.status()?.problem).toMatch(/correct them in the network’s settings/)
    expect(watching.status()?.stored).toBe(null)
  })
})
