/** The borders and rules of ARCHITECTURE.md, checked on the files themselves: prose alone does not hold. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { projectRoot } from './support/machine.mjs'

type Rule = {
  /** Parts whose code may be used. */
  readonly parts: readonly string[]
  /** Parts of which only types may be used. */
  readonly types?: readonly string[]
  /** Packages, `node:` for all of Node. */
  readonly packages: readonly string[]
}

/** One rule a part; the longest prefix of a file's path decides. A file without a rule fails. */
const rules: Readonly<Record<string, Rule>> = {
  'electron/shared': { parts: [], packages: ['zod'] },
  'electron/engine': { parts: ['electron/shared'], packages: ['viem', 'zod', 'hash-wasm', 'tiny-secp256k1', '@noble/curves'] },
  'electron/storage': {
    parts: [
      'electron/shared',
      'electron/engine/errors.ts',
      'electron/engine/journal',
      'electron/engine/labels',
      'electron/engine/rules',
      'electron/engine/packs',
    ],
    types: ['electron/engine', 'electron/ipc'],
    packages: ['node:', 'hyparquet-writer'],
  },
  'electron/storage/database.ts': {
    parts: ['electron/engine/errors.ts'],
    types: ['electron/engine'],
    packages: ['node:', '@photostructure/sqlite'],
  },
  'electron/ipc': { parts: ['electron/shared', 'electron/engine/errors.ts'], types: ['electron/engine'], packages: ['zod'] },
  'electron/channels': { parts: ['electron/shared'], types: ['electron/engine', 'electron/ipc'], packages: ['zod'] },
  'electron/evidence': {
    parts: ['electron/shared', 'electron/engine', 'electron/storage', 'electron/platform'],
    types: ['electron/ipc'],
    packages: ['node:'],
  },
  'electron/business': { parts: ['electron/shared', 'electron/engine'], types: ['electron/ipc'], packages: ['node:'] },
  'electron/care': {
    parts: ['electron/shared', 'electron/engine', 'electron/storage', 'electron/platform'],
    types: ['electron/ipc'],
    packages: ['node:'],
  },
  'electron/platform': { parts: ['electron/shared', 'electron/engine'], types: ['electron/ipc'], packages: ['node:', 'ws'] },
  'electron/demo': { parts: ['electron/shared', 'electron/engine'], types: ['electron/ipc'], packages: ['node:', 'ws', 'viem'] },
  'electron/host.ts': {
    parts: ['electron/engine/errors.ts'],
    types: ['electron/shared', 'electron/engine', 'electron/ipc', 'electron/care'],
    packages: [],
  },
  'electron/assemble.ts': {
    parts: [
      'electron/shared',
      'electron/engine',
      'electron/storage',
      'electron/ipc',
      'electron/channels',
      'electron/care',
      'electron/business',
      'electron/evidence',
      'electron/host.ts',
    ],
    packages: ['node:path'],
  },
  'electron/main': {
    parts: ['electron/shared', 'electron/assemble.ts', 'electron/platform', 'electron/demo', 'electron/engine/errors.ts'],
    types: ['electron/ipc', 'electron/engine'],
    packages: ['node:', 'electron', 'electron-store', 'electron-updater', 'zod'],
  },
  'electron/headless': {
    parts: [
      ...['electron/shared', 'electron/assemble.ts', 'electron/platform', 'electron/demo', 'electron/storage', 'electron/engine'],
      'electron/care',
      'electron/evidence',
    ],
    types: ['electron/ipc'],
    packages: ['node:', 'conf'],
  },
  'electron/preload': { parts: [], types: ['electron/shared'], packages: ['electron'] },
  renderer: { parts: ['electron/shared'], packages: ['react', 'react-dom', 'zustand', '@tanstack/react-virtual', 'zod'] },
}

/** Roots of plug-ins: each kind is a folder with one line in its registry; a chain is a file. */
const registries = {
  'electron/engine/sources': 'folders',
  'electron/engine/verify/families': 'folders',
  'electron/engine/pricing/feeds': 'folders',
  'electron/engine/rules': 'folders',
  'electron/engine/packs/invariants': 'folders',
  'electron/channels': 'folders',
  'electron/engine/chains': 'files',
} as const

const sources = filesUnder('electron', 'renderer').filter((file) => /\.(ts|tsx|mts|mjs)$/.test(file))
const tests = filesUnder('test').filter((file) => /\.(ts|tsx|mjs)$/.test(file))
const packageJson = JSON.parse(read('package.json')) as { imports: Record<string, string>; dependencies: object; devDependencies: object }

describe('import borders', () => {
  test('every file has a rule', () => {
    expect(sources.filter((file) => ruleOf(file) === null)).toEqual([])
  })

  test('no file crosses a border', () => {
    expect(sources.flatMap(trespasses)).toEqual([])
  })

  test('a border is crossed by a # import only', () => {
    const crossings = sources.flatMap((file) =>
      importsOf(file)
        .filter(({ from }) => from.startsWith('..') && partOf(resolve(file, from)) !== partOf(file))
        .map(({ from }) => `${file} imports ${from}`),
    )
    expect(crossings).toEqual([])
  })

  test('a plug-in knows neither its siblings nor the network', () => {
    const offences = Object.keys(registries).flatMap((root) =>
      sources
        .filter((file) => file.startsWith(`${root}/`) && file.slice(root.length + 1).includes('/'))
        .flatMap((file) => {
          const own = file.slice(0, file.indexOf('/', root.length + 1))
          return importsOf(file)
            .map(({ from }) => resolve(file, from))
            .filter(
              (target) =>
                (target.startsWith(`${root}/`) && target.slice(root.length + 1).includes('/') && !target.startsWith(`${own}/`)) ||
                /engine\/(rpc|pipeline|supervisor)/.test(target),
            )
            .map((target) => `${file} imports ${target}`)
        }),
    )
    expect(offences).toEqual([])
  })

  test('only database.ts names the SQLite driver', () => {
    const naming = sources.filter((file) => /['"`](node:sqlite|@photostructure\/sqlite)['"`]/.test(read(file)))
    expect(naming).toEqual(['electron/storage/database.ts'])
  })

  test('only verify/ says that data is verified', () => {
    const saying = sources.filter((file) => importsOf(file).some(({ names }) => names.includes('asVerified')))
    expect(saying.filter((file) => !file.startsWith('electron/engine/verify/'))).toEqual([])
    expect(saying.length).toBeGreaterThan(0)
  })

  test('every package that is imported is a dependency', () => {
    const known = new Set([...Object.keys(packageJson.dependencies), ...Object.keys(packageJson.devDependencies), '@photostructure/sqlite'])
    const unknown = sources
      .flatMap((file) => importsOf(file).map(({ from }) => packageOf(from)))
      .filter((name) => name && !name.startsWith('node:') && !known.has(name))
    expect([...new Set(unknown)]).toEqual([])
  })
})

describe('plug-ins', () => {
  for (const [root, form] of Object.entries(registries)) {
    test(`every kind in ${root} is registered and documented`, async () => {
      const kinds = kindsIn(root, form)
      expect(kinds.length).toBeGreaterThan(0)
      const lists = ['index.ts', 'registry.ts'].map((name) => `${root}/${name}`).filter((file) => existsSync(join(projectRoot, file)))
      const imported = lists.flatMap(importsOf).map(({ from }) => from.replace(/^\.\//, ''))
      expect(kinds.filter((kind) => !imported.some((from) => from === kind || from.startsWith(`${kind}/`)))).toEqual([])
      expect(existsSync(join(projectRoot, root, 'README.md'))).toBe(true)
      if (form === 'files') return
      const registered = await idsOf(`${root}/index.ts`)
      expect(kinds.filter((kind) => !registered.includes(kind))).toEqual([])
    })
  }
})

describe('house rules', () => {
  test('no file is longer than 400 lines', () => {
    const long = [...sources, ...tests, ...filesUnder('build')].filter(
      (file) => /\.(ts|tsx|mjs|css)$/.test(file) && read(file).split('\n').length > 401,
    )
    expect(long).toEqual([])
  })

  test('every file says first why it exists', () => {
    const kit = tests.filter((file) => !file.endsWith('.test.ts') && !file.endsWith('.test.tsx'))
    const silent = [...sources, ...kit].filter((file) => !/^(#!.*\n)?\/\*\* ?\S|^\/\*\*\n \* \S/.test(read(file)))
    expect(silent).toEqual([])
  })

  test('no test is singled out, left for later, or skipped without a condition', () => {
    const pattern =
      /\b(?:test|it|describe)(?:\.\w+)*\.(?:only|todo)\b|\bx(?:it|describe|test)\(|\b(?:test|it|describe)\.skip\((?:'[^']*'|"[^"]*"|`[^`]*`),/
    expect(tests.filter((file) => file !== 'test/architecture.test.ts' && pattern.test(read(file)))).toEqual([])
  })

  test('nothing is left for later', () => {
    const marks = new RegExp(['TO', 'DO|FIX', 'ME|XX', 'X:'].join(''))
    expect([...sources, ...tests].filter((file) => marks.test(read(file)))).toEqual([])
  })

  test('no money passes through a float', () => {
    const offences = sources
      .filter((file) => /^electron\/(engine\/(orders|pricing)|storage)\//.test(file))
      .filter((file) => /parseFloat\(|Number\.parseFloat|\.toFixed\(/.test(read(file)))
    expect(offences).toEqual([])
  })
})

/** Names of the plug-ins that lie in a root: its folders, or its files that define a chain. */
function kindsIn(root: string, form: 'folders' | 'files'): string[] {
  const names = readdirSync(join(projectRoot, root))
  if (form === 'folders') return names.filter((name) => statSync(join(projectRoot, root, name)).isDirectory())
  return names.filter((name) => name.endsWith('.ts') && /= defineChain\(/.test(read(`${root}/${name}`)))
}

type Import = { readonly from: string; readonly names: string; readonly typesOnly: boolean }

function filesUnder(...folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) => readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .filter((name) => !name.includes('node_modules'))
    .filter((file) => statSync(join(projectRoot, file)).isFile())
    .sort()
}

function read(file: string): string {
  return readFileSync(join(projectRoot, file), 'utf8')
}

function importsOf(file: string): Import[] {
  const text = read(file)
  const statements = [...text.matchAll(/^\s*(?:import|export)\s+(type\s+)?([^'"`;]*?)\s*from\s*['"]([^'"]+)['"]/gm)].map(
    ([, type, names = '', from = '']) => ({
      from,
      names,
      typesOnly: Boolean(type) || /^\{(\s*type\s+\w+(\s+as\s+\w+)?\s*,?)+\s*\}$/.test(names),
    }),
  )
  const bare = [...text.matchAll(/^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm)].map(([, effect, dynamic]) => ({
    from: effect ?? dynamic ?? '',
    names: '',
    typesOnly: false,
  }))
  return [...statements, ...bare]
}

/** Path from the project's root of a relative or `#` import; a package's name stays as it is. */
function resolve(file: string, from: string): string {
  if (from.startsWith('.')) return relative(projectRoot, join(projectRoot, dirname(file), from))
  for (const [key, target] of Object.entries(packageJson.imports)) {
    const [head = ''] = key.split('*')
    if (key === from) return target.slice(2)
    if (key.includes('*') && from.startsWith(head)) return target.slice(2).replace('*', from.slice(head.length))
  }
  return from
}

function packageOf(from: string): string | null {
  if (from.startsWith('.') || from.startsWith('#')) return null
  return from.startsWith('@') ? from.split('/').slice(0, 2).join('/') : from.startsWith('node:') ? from : (from.split('/')[0] ?? from)
}

function ruleOf(file: string): [string, Rule] | null {
  const key = Object.keys(rules)
    .filter((prefix) => within(file, prefix))
    .sort((a, b) => b.length - a.length)[0]
  const rule = key === undefined ? undefined : rules[key]
  return key === undefined || rule === undefined ? null : [key, rule]
}

/** The folder under electron/ (or the renderer) that a file belongs to. */
const partOf = (file: string): string =>
  file.startsWith('electron/') ? file.split('/').slice(0, 2).join('/') : (file.split('/')[0] ?? file)

const within = (file: string, prefix: string): boolean => file === prefix || file.startsWith(`${prefix}/`)

function trespasses(file: string): string[] {
  const rule = ruleOf(file)?.[1]
  if (!rule) return []
  return importsOf(file)
    .filter(({ from, typesOnly }) => {
      const name = packageOf(from)
      if (name !== null)
        return !typesOnly && !rule.packages.some((allowed) => (allowed === 'node:' ? name.startsWith('node:') : name === allowed))
      const target = resolve(file, from)
      if (partOf(target) === partOf(file)) return false
      const allowed = typesOnly ? [...rule.parts, ...(rule.types ?? [])] : rule.parts
      return !allowed.some((part) => within(target, part))
    })
    .map(({ from }) => `${file} imports ${from}`)
}

/** Ids of the records in the first list that a registry exports. */
async function idsOf(file: string): Promise<string[]> {
  const registry = (await import(pathToFileURL(join(projectRoot, file)).href)) as Record<string, unknown>
  const listed = Object.values(registry).filter(Array.isArray).flat() as readonly { id: string }[]
  return listed.map(({ id }) => id)
}
