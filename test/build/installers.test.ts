/** What the installers are made from: the file that electron-builder reads, held against electron-builder's own schema and against the tree. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectRoot } from '../support/machine.mjs'

type Config = { readonly [key: string]: unknown }
const builder = createRequire(join(projectRoot, 'node_modules/electron-builder/package.json'))
const { load } = builder('js-yaml') as { load(text: string): Config }
const config = load(readFileSync(join(projectRoot, 'electron-builder.yml'), 'utf8'))
const part = (name: string): Config => config[name] as Config

describe('electron-builder.yml', () => {
  test('is what electron-builder takes', async () => {
    const { validateConfiguration } = builder('app-builder-lib/out/util/config/config') as {
      validateConfiguration(config: Config, log: { isEnabled: boolean; add(): void }): Promise<void>
    }
    const log = { isEnabled: false, add() {} }
    await expect(validateConfiguration(config, log)).resolves.toBeUndefined()
    await expect(validateConfiguration({ ...config, unheard: 1 }, log)).rejects.toThrow('unheard')
  })

  test('names files that are there', () => {
    const { icon, entitlements, entitlementsInherit } = part('mac')
    const named = [part('win').icon, icon, entitlements, entitlementsInherit, part('linux').icon, config.beforePack, 'LICENSE']
    expect(named.filter((path) => typeof path !== 'string' || !existsSync(join(projectRoot, path)))).toEqual([])
  })

  test('burns every fuse that closes a way in', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    })
  })

  test('makes the installers of three systems, asks nobody for rights, and takes the link of an order', () => {
    expect(part('win').target).toEqual([{ target: 'nsis', arch: ['x64', 'arm64'] }])
    expect(part('nsis')).toMatchObject({ perMachine: false, oneClick: false, deleteAppDataOnUninstall: false })
    expect(part('mac').target).toEqual([
      { target: 'dmg', arch: 'universal' },
      { target: 'zip', arch: 'universal' },
    ])
    expect(part('mac')).toMatchObject({ hardenedRuntime: true, gatekeeperAssess: false })
    expect(part('linux').target).toEqual(['AppImage', 'deb'])
    expect(config.protocols).toEqual([{ name: expect.any(String), schemes: ['crowsnest'] }])
    expect(config.publish).toBeNull()
  })

  test('asks macOS for compiling at run time, and for nothing else', () => {
    const plist = readFileSync(join(projectRoot, 'build/entitlements.mac.plist'), 'utf8')
    expect([...plist.matchAll(/<key>([^<]+)<\/key>\s*<(\w+)\/>/g)].map(([, key, value]) => [key, value])).toEqual([
      ['com.apple.security.cs.allow-jit', 'true'],
    ])
  })
})
