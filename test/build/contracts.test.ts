/** The compiled reference contracts are those of their sources, and nothing but what the compiler made. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readItem } from '#engine/packs/abi.ts'
import { shippedPacks } from '#engine/packs/shipped/index.ts'
import { projectRoot } from '../support/machine.mjs'
import { type Artefact, artefactOf } from '../support/packWorld.ts'

const folder = join(projectRoot, 'build/contracts')
const names = readdirSync(join(folder, 'src')).map((file) => file.replace(/\.sol$/, ''))
const pinned = (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { dependencies: { solc: string } }).dependencies.solc
const eventsOf = (items: readonly unknown[]) =>
  items
    .map(readItem)
    .filter((item) => item?.item.type === 'event')
    .map((item) => `${item?.signature} ${item?.item.inputs.map((input) => Number('indexed' in input && input.indexed === true)).join('')}`)

describe('reference contracts', () => {
  test.each(names)('%s was compiled from the source that lies here, by the compiler that is named', (name) => {
    const { sourceHash, solc, bytecode } = artefactOf(name)
    const source = readFileSync(join(folder, 'src', `${name}.sol`))
    expect(sourceHash, `${name}.sol changed: run node build/contracts/compile.mjs ${name}`).toBe(
      createHash('sha256').update(source).digest('hex'),
    )
    expect(solc.startsWith(`${pinned}+`)).toBe(true)
    expect(bytecode).toMatch(/^0x([0-9a-f]{2}){100,}$/)
  })

  test('every artefact has a source', () => {
    expect(readdirSync(join(folder, 'artefacts')).sort()).toEqual(names.map((name) => `${name}.json`).sort())
  })

  test('every pack that ships reads events of a reference contract, argument by argument', () => {
    const known = new Set(names.flatMap((name) => eventsOf(artefactOf(name).abi as Artefact['abi'])))
    const unknown = shippedPacks.flatMap(({ id, contracts }) =>
      Object.values(contracts).flatMap(({ abi }) =>
        eventsOf(abi)
          .filter((event) => !known.has(event))
          .map((event) => `${id}: ${event}`),
      ),
    )
    expect(unknown).toEqual([])
  })
})
