/** What really ships: the packages whose code is in the bundles, those that are packed beside them, and Electron. Not what is merely installed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from 'node:process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
/** The bundles of the installed app; the headless one is for this folder only. */
const bundles = ['main', 'preload', 'renderer']
/** Packed as they are, because they load native code (electron-builder.yml); optional, and only on Linux. */
const packedWhole = ['@photostructure/sqlite', 'node-gyp-build']

/** May ship without a further thought; anything else is looked at by a person first. Copyleft is not among them. */
const allowed = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
  'Zlib',
])

/**
 * Every shipped package by name and version, sorted. Throws one sentence where the bundles are missing.
 * @param {string} [folder] the project's
 * @returns {{ name: string, version: string, license: string | null, author: string, text: string | null, needs: string[] }[]}
 */
export function shippedPackages(folder = root) {
  const folders = new Set()
  for (const bundle of bundles) {
    const list = join(folder, 'dist', bundle, '.packages.json')
    if (!existsSync(list)) throw new Error(`The bundle ${bundle} is missing or older than its list of packages: run npm run build first.`)
    for (const path of JSON.parse(readFileSync(list, 'utf8'))) folders.add(path)
  }
  for (const name of packedWhole) if (existsSync(join(folder, 'node_modules', name))) folders.add(`node_modules/${name}`)
  folders.add('node_modules/electron')
  const found = [...folders].map((path) => describe(join(folder, path)))
  const unique = new Map(found.map((one) => [`${one.name}@${one.version}`, one]))
  return [...unique.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1))
}

/**
 * One sentence for each package that may not ship as it is.
 * @param {ReturnType<typeof shippedPackages>} packages
 */
export function licenceProblems(packages) {
  return packages.flatMap(({ name, version, license, text }) => {
    const which = `${name} ${version}`
    if (license === null) return [`${which} names no licence: find out which it is, or take another package.`]
    if (!isAllowed(license)) return [`${which} has the licence ${license}, which may not ship with this app: take another package.`]
    if (text === null && license !== 'MIT' && license !== 'ISC')
      return [`${which} brings no text of its licence (${license}): add it, or take another package.`]
    return []
  })
}

/** An SPDX expression: every part that is joined by AND, one of those joined by OR. */
export function isAllowed(expression) {
  const text = expression.replace(/[()]/g, ' ').trim()
  return text.split(/\s+OR\s+/).some((choice) => choice.split(/\s+AND\s+/).every((one) => allowed.has(one.trim())))
}

function describe(folder) {
  const info = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.(md|txt|markdown))?$/i.test(name))
  const license = typeof info.license === 'string' ? info.license : (info.license?.type ?? null)
  const author = typeof info.author === 'string' ? info.author : (info.author?.name ?? `the authors of ${info.name}`)
  return {
    name: info.name,
    version: info.name === 'electron' ? electronVersion(info.version) : info.version,
    license,
    author: author.replace(/\s*[<(].*$/, ''),
    text: file === undefined ? null : readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim(),
    needs: Object.keys({ ...info.dependencies, ...info.optionalDependencies, ...info.peerDependencies }).sort(),
  }
}

/** The one that is packed: another where a folder of its own is given. */
function electronVersion(installed) {
  const file = env.ELECTRON_OVERRIDE_DIST_PATH ? join(env.ELECTRON_OVERRIDE_DIST_PATH, 'version') : null
  return file !== null && existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : installed
}
