/** The four bundles, one a mode: main (ES modules), preload (CommonJS, one file), headless (ES modules), renderer. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type UserConfig } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const electron = (path: string) => join(root, 'electron', path)

/** Threads are started by file name, so each host's folder holds its own copy of them. */
const workers = {
  proverWorker: electron('platform/proverWorker.ts'),
  demoWorker: electron('demo/worker.ts'),
  exportWorker: electron('storage/export/worker.ts'),
  readerWorker: electron('storage/reader/worker.ts'),
}

/** Found at run time or not at all: Electron itself, the SQLite of hosts without node:sqlite, speed-ups of `ws`. */
const external = ['electron', '@photostructure/sqlite', 'bufferutil', 'utf-8-validate']

/** tiny-secp256k1 reads its wasm file from beside itself, which after bundling is beside our files. */
const wasmBeside: Plugin = {
  name: 'crowsnest:wasm-beside',
  generateBundle() {
    const entry = createRequire(import.meta.url).resolve('tiny-secp256k1')
    const source = readFileSync(join(dirname(entry), '..', 'secp256k1.wasm'))
    this.emitFile({ type: 'asset', fileName: 'secp256k1.wasm', source })
  },
}

/** Linux takes the window's icon from a file, and every system those of the tray; elsewhere the installer sets the window's. */
const iconsBeside: Plugin = {
  name: 'crowsnest:icons-beside',
  generateBundle() {
    for (const path of ['icon.png', ...readdirSync(join(root, 'build/tray')).map((name) => `tray/${name}`)])
      this.emitFile({ type: 'asset', fileName: path, source: readFileSync(join(root, 'build', path)) })
  },
}

/** The folders of the packages whose code is in a bundle, as `.packages.json`: what licences and bill of materials are made from. */
const packagesBeside: Plugin = {
  name: 'crowsnest:packages-beside',
  generateBundle(_, bundle) {
    const modules = Object.values(bundle).flatMap((one) =>
      one.type === 'chunk' ? Object.keys(one.modules) : (one.originalFileNames ?? []),
    )
    const folders = modules.flatMap((id) => packageOf(id) ?? [])
    if (Object.keys(bundle).includes('secp256k1.wasm')) folders.push('node_modules/tiny-secp256k1')
    this.emitFile({ type: 'asset', fileName: '.packages.json', source: JSON.stringify([...new Set(folders)].sort()) })
  },
}

/** The innermost package that a module belongs to, from the project's folder; what the bundlers put in is theirs. */
function packageOf(id: string): string | null {
  const inner = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll('\\', '/'))?.[0]
  if (inner !== undefined) return relative(root, inner.slice(inner.startsWith('\0') ? 1 : 0)).replaceAll('\\', '/')
  if (/^\0?(vite|plugin-vite|commonjs|vite-)/.test(id)) return 'node_modules/vite'
  return id.startsWith('\0rolldown') ? 'node_modules/rolldown' : null
}

/** Everything else is bundled: starting means reading a few files instead of a thousand. Chunks stay flat, see `wasmBeside`. */
const node = (name: string): UserConfig => ({
  root,
  publicDir: false,
  plugins: name === 'main' ? [wasmBeside, iconsBeside, packagesBeside] : [wasmBeside, packagesBeside],
  ssr: { noExternal: true, external, target: 'node' },
  build: {
    ssr: true,
    target: 'node20',
    outDir: join(root, 'dist', name),
    emptyOutDir: true,
    minify: false,
    sourcemap: false,
    rollupOptions: {
      input: { index: electron(`${name}/index.ts`), ...workers },
      external,
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[hash].js' },
    },
  },
})

const targets: Readonly<Record<string, () => UserConfig>> = {
  main: () => node('main'),
  headless: () => node('headless'),
  preload: () => ({
    root,
    publicDir: false,
    plugins: [packagesBeside],
    build: {
      ssr: electron('preload/index.ts'),
      target: 'node20',
      outDir: join(root, 'dist/preload'),
      emptyOutDir: true,
      minify: false,
      rollupOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: 'index.cjs', codeSplitting: false } },
    },
  }),
  renderer: () => ({
    root: join(root, 'renderer'),
    publicDir: false,
    plugins: [react(), packagesBeside],
    server: { host: '127.0.0.1' },
    build: {
      target: 'chrome130',
      outDir: join(root, 'dist/renderer'),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2000,
    },
  }),
}

/** `vite build --config build/vite.ts --mode main|preload|headless|renderer`; any other mode means the renderer (dev server). */
export default defineConfig(({ mode }) => (targets[mode] ?? targets.renderer)?.() ?? {})
