/** Builds dist/: only what is asked for, only what is stale, and never half of it under the final name. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv, exit, pid, stderr } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')
const lock = join(dist, '.lock')

/** What each bundle is made from; any change there, or in the build itself, makes it stale. */
const sources = {
  main: ['electron', 'build/icon.png', 'build/tray'],
  preload: ['electron/preload'],
  headless: ['electron'],
  renderer: ['renderer', 'electron/shared'],
}
const always = ['build/vite.ts', 'package.json', 'package-lock.json']
export const allTargets = Object.keys(sources)

/**
 * Builds the stale ones of these targets and returns their names. Two builds at once take turns.
 * @param {readonly string[]} targets of `allTargets`
 * @param {{ force?: boolean, say?: (line: string) => void }} [options]
 * @returns {Promise<string[]>}
 */
export async function bundle(targets, { force = false, say = (line) => stderr.write(`${line}\n`) } = {}) {
  const isStale = (target) => force || !existsSync(join(dist, target)) || readStamp(target) !== stampOf(target)
  if (!targets.some(isStale)) return []
  mkdirSync(dist, { recursive: true })
  await takeLock()
  try {
    const stale = targets.filter(isStale)
    if (stale.length === 0) return []
    say(`Building ${stale.join(', ')} …`)
    const vite = await import('vite')
    for (const target of stale) await buildOne(vite, target)
    return stale
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

async function buildOne(vite, target) {
  const stamp = stampOf(target)
  const temporary = join(dist, `.${target}-${pid}`)
  const env = { command: 'build', mode: target }
  const loaded = await vite.loadConfigFromFile(env, join(root, 'build/vite.ts'), root, 'error')
  const config = loaded?.config ?? {}
  try {
    await vite.build({ ...config, mode: target, configFile: false, logLevel: 'warn', build: { ...config.build, outDir: temporary } })
    writeFileSync(join(temporary, '.stamp'), stamp)
    const old = join(dist, `.${target}-${pid}-old`)
    if (existsSync(join(dist, target))) renameSync(join(dist, target), old)
    renameSync(temporary, join(dist, target))
    rmSync(old, { recursive: true, force: true })
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/** Changes whenever a source file is added, removed or written. */
function stampOf(target) {
  const hash = createHash('sha256')
  for (const path of [...sources[target], ...always]) addTo(hash, join(root, path))
  return hash.digest('hex')
}

function addTo(hash, path) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return
  if (!found.isDirectory()) return void hash.update(`${path} ${found.size} ${found.mtimeMs}\n`)
  for (const name of readdirSync(path).sort()) addTo(hash, join(path, name))
}

function readStamp(target) {
  const file = join(dist, target, '.stamp')
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

/** A folder is the lock (making one is atomic); one whose owner is gone is taken over. */
async function takeLock() {
  for (;;) {
    try {
      mkdirSync(lock)
      writeFileSync(join(lock, 'pid'), String(pid))
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (isAbandoned()) rmSync(lock, { recursive: true, force: true })
    else await sleep(100)
  }
}

function isAbandoned() {
  try {
    process.kill(Number(readFileSync(join(lock, 'pid'), 'utf8')), 0)
    return false
  } catch (error) {
    if (error.code === 'EPERM') return false
    const made = statSync(lock, { throwIfNoEntry: false })
    return made !== undefined && Date.now() - made.mtimeMs > 2000
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const asked = argv.slice(2).filter((name) => !name.startsWith('-'))
  const unknown = asked.find((name) => !allTargets.includes(name))
  if (unknown !== undefined) {
    stderr.write(`There is no bundle “${unknown}”; choose from ${allTargets.join(', ')}.\n`)
    exit(2)
  }
  const built = await bundle(asked.length > 0 ? asked : allTargets, { force: argv.includes('--force') })
  stderr.write(built.length > 0 ? `Built ${built.join(', ')}.\n` : 'Everything is up to date.\n')
}
