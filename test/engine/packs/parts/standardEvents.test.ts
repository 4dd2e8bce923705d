/** Events of standards against the signatures that others recomputed. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readAbi } from '#engine/packs/parts/readAbi.ts'
import { standardEvent } from '#engine/packs/parts/standardEvents.ts'
import { projectRoot } from '../../../support/machine.mjs'

const file = join(projectRoot, '../shared/fixtures/standards/events.json')
type Listed = { event: string; signature: string; topic0: string; params: { type: string; indexed: boolean }[] }

describe('standardEvent', () => {
  test('tells events with one topic apart by their indexed arguments', () => {
    const topic = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
    expect(standardEvent(topic, 2)).toBe('event Transfer(address indexed from, address indexed to, uint256 value)')
    expect(standardEvent(topic, 3)).toBe('event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)')
    expect(standardEvent(topic, 1)).toBeNull()
  })

  test.skipIf(!existsSync(file))('says of each event that it knows what the recorded standards say', () => {
    const { events } = JSON.parse(readFileSync(file, 'utf8')) as { events: Listed[] }
    let known = 0
    for (const { topic0, signature, params } of events) {
      const found = standardEvent(topic0, params.filter(({ indexed }) => indexed).length)
      if (found === null) continue
      known++
      const [item] = readAbi(found).items
      expect.soft([item?.signature, item?.selector]).toEqual([signature, topic0])
      const outer = item?.inputs.filter(({ path }) => !path.includes('.')) ?? []
      expect.soft(outer.map(({ indexed }) => indexed)).toEqual(params.map(({ indexed }) => indexed))
    }
    expect(known).toBeGreaterThan(70)
  })
})
