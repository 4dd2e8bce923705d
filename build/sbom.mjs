/** `npm run sbom`: what ships, as a bill of materials in CycloneDX 1.6, in release/sbom.cdx.json; the same bytes from the same packages. */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { argv, exit, stderr } from 'node:process'
import { fileURLToPath } from 'node:url'
import { bundle } from './bundle.mjs'
import { shippedPackages } from './shipped.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const file = join(root, 'release/sbom.cdx.json')

/**
 * @param {ReturnType<typeof shippedPackages>} packages
 * @param {{ name: string, version: string, license: string, description: string }} app of package.json
 * @param {{ packages: Record<string, { version?: string, integrity?: string }> }} lock of package-lock.json
 */
export function billOfMaterials(packages, app, lock) {
  const self = `pkg:npm/${app.name}@${app.version}`
  const byName = new Map(packages.map((one) => [one.name, purlOf(one)]))
  const components = packages.map((one) => ({
    type: one.name === 'electron' ? 'framework' : 'library',
    'bom-ref': purlOf(one),
    ...nameParts(one.name),
    version: one.version,
    scope: 'required',
    ...hashesOf(one, lock),
    licenses: licensesOf(one.license),
    purl: purlOf(one),
  }))
  const dependencies = [
    { ref: self, dependsOn: packages.map(purlOf) },
    ...packages.map((one) => ({ ref: purlOf(one), dependsOn: one.needs.flatMap((name) => byName.get(name) ?? []) })),
  ]
  const component = {
    type: 'application',
    'bom-ref': self,
    name: app.name,
    version: app.version,
    description: app.description,
    licenses: licensesOf(app.license),
    purl: self,
  }
  const content = { metadata: { component }, components, dependencies }
  return { bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: `urn:uuid:${uuidOf(JSON.stringify(content))}`, version: 1, ...content }
}

/** Package URL: the @ of a scope is escaped. */
const purlOf = ({ name, version }) => `pkg:npm/${name.replace(/^@/, '%40')}@${version}`

function nameParts(name) {
  const [, group, rest] = /^(@[^/]+)\/(.+)$/.exec(name) ?? []
  return group === undefined ? { name } : { group, name: rest }
}

/** A single licence by its id, several as an expression. */
const licensesOf = (license) =>
  license === null ? [] : /\s/.test(license) ? [{ expression: license.trim() }] : [{ license: { id: license } }]

/** As the lock file has it: SHA-512 of the package's archive. */
function hashesOf({ name, version }, { packages }) {
  const entry = Object.entries(packages).find(([path, locked]) => path.endsWith(`node_modules/${name}`) && locked.version === version)
  const hash = /^sha512-(.+)$/.exec(entry?.[1].integrity ?? '')?.[1]
  return hash === undefined ? {} : { hashes: [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }] }
}

/** A UUID of what it names (RFC 9562, version 8), so that the same content has the same number. */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await bundle(['main', 'preload', 'renderer'])
    const read = (name) => JSON.parse(readFileSync(join(root, name), 'utf8'))
    const bill = billOfMaterials(shippedPackages(), read('package.json'), read('package-lock.json'))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`)
    stderr.write(`${bill.components.length} components: ${join('release', 'sbom.cdx.json')}\n`)
  } catch (error) {
    stderr.write(`${error.message}\n`)
    exit(1)
  }
}
