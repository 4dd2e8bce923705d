/**
 * Electron's security checklist as the code can show it. What only a running app can show is in test/e2e/security.spec.ts and
 * test/e2e/packaged.spec.ts; the table says where each line is held, and a line without a test fails here.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contentSecurityPolicy } from '#platform/pageHeaders.ts'
import { projectRoot } from '../support/machine.mjs'

/** The lines of Electron's security tutorial, by their numbers there. */
const lines: Readonly<Record<number, string>> = {
  1: 'only load secure content',
  2: 'no Node.js integration for remote content',
  3: 'context isolation',
  4: 'process sandboxing',
  5: 'handle permission requests',
  6: 'do not disable webSecurity',
  7: 'define a Content-Security-Policy',
  8: 'no allowRunningInsecureContent',
  9: 'no experimental features',
  10: 'no enableBlinkFeatures',
  11: 'no allowpopups for webviews',
  12: 'verify webview options before creation',
  13: 'limit navigation',
  14: 'limit creation of new windows',
  15: 'no openExternal with untrusted content',
  16: 'use a current version of Electron',
  17: 'validate the sender of all IPC messages',
  18: 'no file:// protocol, a custom one instead',
  19: 'check which fuses can be changed',
  20: 'do not expose Electron APIs to untrusted web content',
}

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8')
const codeIn = (folder: string): [string, string][] =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|tsx|html)$/.test(path))
    .map((path) => [`${folder}/${path}`, read(`${folder}/${path}`)])
const app = [...codeIn('electron'), ...codeIn('renderer')]
/** Files that hold a word they must not. */
const holding = (pattern: RegExp, files = app) => files.filter(([, code]) => pattern.test(code)).map(([path]) => path)

describe('the checklist', () => {
  test('has a test for every line', () => {
    const held = [...read('test/e2e/security.spec.ts').matchAll(/^test\('([\d, ]+):/gm)].flatMap(([, numbers = '']) =>
      numbers.split(', ').map(Number),
    )
    const here = [...read('test/security/checklist.test.ts').matchAll(/^ {2}test\('([\d, ]+):/gm)].flatMap(([, numbers = '']) =>
      numbers.split(', ').map(Number),
    )
    expect(read('test/e2e/packaged.spec.ts')).toContain("test('its fuses are burnt")
    const all = new Set([...held, ...here, 19])
    expect(Object.entries(lines).filter(([number]) => !all.has(Number(number)))).toEqual([])
  })

  test('2, 3, 4, 6, 8, 9, 10, 11: no file switches a protection off', () => {
    expect(holding(/nodeIntegration\w*: *true/)).toEqual([])
    expect(holding(/contextIsolation: *false|sandbox: *false|webSecurity: *false|webviewTag: *true/)).toEqual([])
    expect(holding(/allowRunningInsecureContent: *true|experimentalFeatures: *true|enableBlinkFeatures|allowpopups|<webview/)).toEqual([])
    const switches = /appendSwitch\(\s*['"](no-sandbox|disable-web-security|ignore-certificate-errors|remote-debugging|allow-file-access)/
    expect(holding(switches, codeIn('electron'))).toEqual([])
    expect(holding(/setCertificateVerifyProc|certificate-error|rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED/)).toEqual([])
  })

  test('7: the policy names the app itself and nothing else', () => {
    const policy = Object.fromEntries(
      contentSecurityPolicy.split('; ').map((part) => {
        const [name = '', ...sources] = part.split(' ')
        return [name, sources]
      }),
    )
    expect(policy['default-src']).toEqual(["'none'"])
    for (const [name, sources] of Object.entries(policy))
      expect(
        sources.filter((one) => !["'self'", "'none'", ...(name === 'img-src' ? ['data:'] : [])].includes(one)),
        name,
      ).toEqual([])
    for (const name of ['script-src', 'style-src', 'connect-src', 'base-uri', 'form-action', 'frame-ancestors'])
      expect(policy).toHaveProperty(name)
  })

  test('7: the page writes no markup that it was given, and runs no text', () => {
    expect(holding(/dangerouslySetInnerHTML|\.innerHTML|\.outerHTML *=|insertAdjacentHTML|document\.write/, codeIn('renderer'))).toEqual([])
    expect(holding(/\beval\(|new Function\(|setTimeout\(['"`]|node:vm/)).toEqual([])
  })

  test('15: one place hands addresses to the system, behind the handler that knows the explorers', () => {
    expect(holding(/openExternal/, codeIn('electron'))).toEqual(['electron/main/core.ts'])
    expect(holding(/shell\.openPath|openItem/, codeIn('electron'))).toEqual([])
  })

  test('16: Electron is pinned, to a release whose line was supported when this app was released', () => {
    const { electron } = JSON.parse(read('package.json')).devDependencies
    expect(electron).toMatch(/^\d+\.\d+\.\d+$/)
    expect(Number(electron.split('.')[0])).toBeGreaterThanOrEqual(45)
  })

  test('17: one file answers the page, and asks who it is', () => {
    expect(holding(/ipcMain/, codeIn('electron'))).toEqual(['electron/main/transport.ts'])
    expect(read('electron/main/transport.ts')).toMatch(/senderFrame/)
    expect(holding(/ipcRenderer|contextBridge/, app)).toEqual(['electron/preload/index.ts'])
  })

  test('18: nothing is loaded from a file', () => {
    expect(holding(/loadFile\(|loadURL\(['"`]file:|registerFileProtocol|interceptFileProtocol/)).toEqual([])
  })

  test('the app starts no program but the system’s opener of links, on the headless host', () => {
    expect(holding(/node:child_process/, codeIn('electron'))).toEqual(['electron/headless/serve.ts'])
  })
})
