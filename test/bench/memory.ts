/**
 * What the packaged app costs while nothing is asked of it: memory of all its processes (PSS) and time on the processor, with two live chains
 * mining every two seconds, beside a trivial Electron window: `xvfb-run -a node test/bench/memory.ts [seconds] [binary]`. Linux.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startAnvil } from '../support/anvil.ts'
import { desktopMissing } from '../support/desktop.ts'
import { electronBinary } from '../support/machine.mjs'
import { pack, startPackaged } from '../support/packaged.ts'
import { family, kindOf, memoryOf, workOf } from '../support/packagedSamples.ts'

const seconds = Number(process.argv[2] ?? 60)
const settlingMs = 30_000

if (desktopMissing !== null) {
  process.stdout.write(`${desktopMissing}\n`)
  process.exit(0)
}
const folder = mkdtempSync(join(tmpdir(), 'crowsnest-memory-'))
const nodes = await Promise.all([31_337, 31_338].map((chainId) => startAnvil({ chainId, blockTime: 2 })))
try {
  const binary = process.argv[3] ?? pack(join(folder, 'release'))
  const data = join(folder, 'data')
  mkdirSync(data)
  const networks = nodes.map(({ http, ws }, at) => ({ chainId: 31_337 + at, name: `Chain ${at}`, enabled: true, endpoints: [ws, http] }))
  writeFileSync(join(data, 'settings.json'), JSON.stringify({ setUp: true, networks }))
  const trivial = join(folder, 'trivial')
  mkdirSync(trivial)
  const main = `const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadURL('data:text/html,<!doctype html><p>A window</p>'))\n`
  writeFileSync(join(trivial, 'main.js'), main)
  writeFileSync(join(trivial, 'package.json'), '{"name":"trivial","main":"main.js"}')
  await measure('trivial window', electronBinary ?? '', join(folder, 'trivial-data'), [trivial])
  await measure('packaged app, two live chains', binary, data, [])
} finally {
  for (const node of nodes) await node.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function measure(name: string, binary: string, data: string, args: readonly string[]): Promise<void> {
  const { pid, stop } = await startPackaged(binary, data, args)
  await new Promise((later) => setTimeout(later, settlingMs))
  const before = family(pid)
  const worked = workOf(before)
  const from = performance.now()
  await new Promise((later) => setTimeout(later, seconds * 1000))
  const share = ((workOf(before) - worked) / ((performance.now() - from) / 1000)) * 100
  const each = family(pid).map((one) => `${kindOf(one)} ${memoryOf([one]).toFixed(0)}`)
  process.stdout.write(
    `${name.padEnd(32)} ${memoryOf(family(pid)).toFixed(0)} MB PSS, ${share.toFixed(1)} % of one core over ${seconds} s\n`,
  )
  process.stdout.write(`${''.padEnd(32)} ${each.join(', ')}\n`)
  await stop()
}
