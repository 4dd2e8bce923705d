/** Electron's own security checklist, line by line, asked of the running app as somebody would who got a script into its page. */

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ElectronApplication, expect, type Page, test } from '@playwright/test'
import { desktopMissing, launch } from '../support/desktop.ts'

test.skip(desktopMissing !== null, desktopMissing ?? '')

let folder: string
let app: ElectronApplication
let page: Page
let server: Server
/** A server of somebody else, and what reached it. */
let foreign: string
const reached: string[] = []

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crowsnest-security-'))
  server = createServer((request, response) => {
    reached.push(`${request.method} ${request.url}`)
    response.setHeader('access-control-allow-origin', '*')
    response.end('<title>foreign</title>')
  }).listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  foreign = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  app = await launch({ dataDir: folder })
  page = await app.firstWindow()
  await page.waitForLoadState('load')
  await expect(page.locator('#root > *').first()).toBeVisible()
})
test.afterEach(async () => {
  expect(reached, 'nothing reached the foreign server').toEqual([])
  expect(await windows()).toBe(1)
  expect(new URL(page.url()).origin).toBe('https://crowsnest.invalid')
})
test.afterAll(async () => {
  await app?.close()
  server?.close()
  rmSync(folder, { recursive: true, force: true })
})

const windows = () => app.evaluate(({ webContents }) => webContents.getAllWebContents().length)
type Preferences = Readonly<Record<string, unknown>>
const preferences = (): Promise<Preferences> =>
  app.evaluate(({ webContents }) => {
    const [contents] = webContents.getAllWebContents()
    return (contents as unknown as { getLastWebPreferences(): Preferences }).getLastWebPreferences()
  })
/** What a promise in the page came to: its value as text, or “refused”. In a task of the page's own: what tools evaluate is above its policy. */
const outcome = (script: string): Promise<string> =>
  page.evaluate(`new Promise((done) => setTimeout(() => {
    Promise.resolve().then(() => ${script}).then((value) => done(String(value)), () => done('refused'))
  }))`)

test('1: everything that the page is made of came from the app itself', async () => {
  const origins: string[] = await page.evaluate(
    `[...new Set(performance.getEntries().map(({ name }) => URL.canParse(name) ? new URL(name).origin : null).filter((one) => one !== null && one !== 'null'))]`,
  )
  expect(origins).toEqual(['https://crowsnest.invalid'])
})

test('2: no Node in the page', async () => {
  expect(await preferences()).toMatchObject({ nodeIntegration: false })
  expect((await preferences()).nodeIntegrationInWorker).not.toBe(true)
  expect((await preferences()).nodeIntegrationInSubFrames).not.toBe(true)
  for (const name of ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer'])
    expect(await page.evaluate(`typeof globalThis[${JSON.stringify(name)}]`), name).toBe('undefined')
})

test('3: what the page changes of its own built-in objects does not reach the bridge', async () => {
  expect(await preferences()).toMatchObject({ contextIsolation: true })
  const seen = await page.evaluate(`(async () => {
    const seen = []
    const before = Promise.prototype.then
    const invoke = Function.prototype.call
    Function.prototype.call = function (...args) { seen.push('call'); return invoke.apply(this, args) }
    Object.defineProperty(Object.prototype, 'sender', { set() { seen.push('sender') }, configurable: true })
    const answer = await window.crowsnest.call('app.openLink', { url: 'https://attacker.example/' })
    delete Object.prototype.sender
    Function.prototype.call = invoke
    return { seen, code: answer.error.code, intact: before === Promise.prototype.then }
  })()`)
  expect(seen).toEqual({ seen: [], code: 'LINK_REFUSED', intact: true })
})

test('4: the page is sandboxed', async () => {
  expect(await preferences()).toMatchObject({ sandbox: true })
})

test('5: no permission is given but to write an address to the clipboard', async () => {
  const granted = await page.evaluate(`(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read', 'persistent-storage', 'background-sync', 'storage-access', 'window-management', 'local-fonts', 'idle-detection', 'screen-wake-lock', 'accelerometer']
    const granted = []
    for (const name of names) {
      const state = await navigator.permissions.query({ name }).then((status) => status.state, () => 'unknown')
      if (state === 'granted') granted.push(name)
    }
    return granted
  })()`)
  expect(granted).toEqual([])
  expect(await outcome('navigator.mediaDevices.getUserMedia({ audio: true, video: true })')).toBe('refused')
  expect(await outcome('navigator.mediaDevices.getDisplayMedia({ video: true })')).toBe('refused')
  expect(await outcome('navigator.clipboard.readText()')).toBe('refused')
  expect(await outcome('new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no))')).toBe('refused')
  expect(await outcome('Notification.requestPermission()')).toBe('denied')
  expect(await outcome('navigator.requestMIDIAccess({ sysex: true })')).toBe('refused')
  expect(await outcome('navigator.clipboard.writeText("0x00")')).not.toBe('granted')
})

test('6: the same-origin policy holds, and no address but the app’s own is fetched by its session', async () => {
  expect((await preferences()).webSecurity).not.toBe(false)
  const answers = await app.evaluate(
    ({ session }, addresses) =>
      Promise.all(
        addresses.map((address) =>
          session.defaultSession.fetch(address).then(
            ({ status }) => String(status),
            () => 'refused',
          ),
        ),
      ),
    [`${foreign}/session`, 'https://attacker.example/', 'https://crowsnest.invalid.attacker.example/', 'https://crowsnest.invalid:444/'],
  )
  expect(answers).toEqual(['refused', 'refused', 'refused', 'refused'])
})

test('7: the content policy stops scripts, styles, frames, forms and requests that are not the app’s own', async () => {
  const policy = await page.evaluate(`fetch('/index.html').then((answer) => answer.headers.get('content-security-policy'))`)
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/)
  expect(policy).not.toMatch(/unsafe|\*|https?:/)
  expect(await outcome(`eval('1')`)).toBe('refused')
  expect(await outcome(`new Function('return 1')()`)).toBe('refused')
  expect(await outcome(`fetch(${JSON.stringify(`${foreign}/fetch`)})`)).toBe('refused')
  // Queued without a word and then stopped: the server shows that nothing came.
  await outcome(`navigator.sendBeacon(${JSON.stringify(`${foreign}/beacon`)}, 'x')`)
  const violated = await page.evaluate(`(async (foreign) => {
    const violated = []
    const note = (event) => violated.push(event.effectiveDirective)
    document.addEventListener('securitypolicyviolation', note)
    globalThis.broken = false
    const add = (name, change) => {
      const element = document.createElement(name)
      change(element)
      document.body.append(element)
      return element
    }
    const added = [
      add('script', (one) => { one.textContent = 'globalThis.broken = true' }),
      add('script', (one) => { one.src = foreign + '/script.js' }),
      add('script', (one) => { one.src = 'data:text/javascript,globalThis.broken=true' }),
      add('link', (one) => { one.rel = 'stylesheet'; one.href = foreign + '/style.css' }),
      add('style', (one) => { one.textContent = 'body{outline:1px solid red}' }),
      add('img', (one) => { one.src = foreign + '/image.png' }),
      add('img', (one) => { one.setAttribute('onerror', 'globalThis.broken = true'); one.src = '/nowhere.png' }),
      add('iframe', (one) => { one.src = foreign + '/frame' }),
      add('object', (one) => { one.data = foreign + '/object' }),
      add('video', (one) => { one.src = foreign + '/video' }),
      add('base', (one) => { one.href = foreign }),
      add('form', (one) => { one.action = foreign + '/form'; one.method = 'post' }),
    ]
    added.at(-1).submit()
    try { new WebSocket(foreign.replace('http', 'ws')) } catch {}
    try { new EventSource(foreign + '/events') } catch {}
    try { new Worker('data:text/javascript,1') } catch {}
    await new Promise((later) => setTimeout(later, 500))
    document.removeEventListener('securitypolicyviolation', note)
    for (const one of added) one.remove()
    return { broken: globalThis.broken, violated: [...new Set(violated)].sort() }
  })(${JSON.stringify(foreign)})`)
  expect(violated).toEqual({
    broken: false,
    violated: [
      'base-uri',
      'connect-src',
      'form-action',
      'frame-src',
      'img-src',
      'media-src',
      'object-src',
      'script-src-attr',
      'script-src-elem',
      'style-src-elem',
      'worker-src',
    ],
  })
})

test('8, 9, 10: no insecure content, no experimental and no chosen Blink features', async () => {
  const given = await preferences()
  expect(given.allowRunningInsecureContent).not.toBe(true)
  expect(given.experimentalFeatures).not.toBe(true)
  expect(given.enableBlinkFeatures ?? '').toBe('')
  const switches = await app.evaluate(({ app }) =>
    ['enable-blink-features', 'enable-experimental-web-platform-features', 'disable-web-security', 'allow-running-insecure-content'].filter(
      (name) => app.commandLine.hasSwitch(name),
    ),
  )
  expect(switches).toEqual([])
})

test('11, 12: an embedded view is an unknown element and attaches nothing', async () => {
  expect((await preferences()).webviewTag).not.toBe(true)
  const kind = await page.evaluate(`(async (foreign) => {
    const view = document.createElement('webview')
    view.setAttribute('allowpopups', '')
    view.setAttribute('nodeintegration', '')
    view.setAttribute('src', foreign + '/webview')
    document.body.append(view)
    await new Promise((later) => setTimeout(later, 300))
    const kind = typeof view.loadURL
    view.remove()
    return kind
  })(${JSON.stringify(foreign)})`)
  expect(kind).toBe('undefined')
})

test('13: no link, script or redirect leads the window away', async () => {
  const marker = await page.evaluate('(globalThis.stayed = Math.random())')
  for (const address of [
    `${foreign}/navigate`,
    'https://attacker.example/',
    'https://crowsnest.invalid.attacker.example/',
    'file:///etc/passwd',
    'data:text/html,foreign',
    'javascript:globalThis.stayed=0',
    'blob:https://crowsnest.invalid/0',
    'chrome://gpu',
    'crowsnest://order/1',
  ]) {
    await page.evaluate(`(async (address) => {
      const link = document.createElement('a')
      link.href = address
      document.body.append(link)
      link.click()
      link.remove()
      try { location.assign(address) } catch {}
      await new Promise((later) => setTimeout(later, 150))
    })(${JSON.stringify(address)})`)
    expect(await page.evaluate('globalThis.stayed'), address).toBe(marker)
    expect(new URL(page.url()).origin, address).toBe('https://crowsnest.invalid')
  }
})

test('13: a blank page, which Chromium asks nobody about, is not answered and gives way to the app’s own', async () => {
  const blank = page.waitForURL('about:blank')
  const back = blank.then(() => page.waitForURL('https://crowsnest.invalid/**'))
  await page.evaluate(`setTimeout(() => location.assign('about:blank'))`)
  await back
  await expect(page.locator('#root > *').first()).toBeVisible()
})

test('14: no new window opens', async () => {
  for (const address of [`${foreign}/window`, 'about:blank', 'https://crowsnest.invalid/index.html', 'file:///etc/passwd'])
    expect(await page.evaluate(`window.open(${JSON.stringify(address)}, '_blank') === null`), address).toBe(true)
  await page.evaluate(`(async (address) => {
    const link = Object.assign(document.createElement('a'), { href: address, target: '_blank' })
    document.body.append(link)
    link.click()
    link.remove()
    await new Promise((later) => setTimeout(later, 300))
  })(${JSON.stringify(`${foreign}/blank`)})`)
})

test('15: only pages of known explorers are handed to the system', async () => {
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = (url) => {
      opened.push(url)
      return Promise.resolve()
    }
  })
  const refused = [
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://attacker.example/share',
    'ms-msdt:/id',
    'https://attacker.example/',
    'https://etherscan.io.attacker.example/tx/0x00',
    'https://etherscan.io@attacker.example/',
    'https://etherscan.io:444/',
    'http://etherscan.io/',
    'https://attacker.example\\@etherscan.io/',
    '//etherscan.io/',
    'crowsnest://order/1',
    '-a Calculator',
    '',
  ]
  for (const url of refused) {
    const answer = await page.evaluate(`window.crowsnest.call('app.openLink', { url: ${JSON.stringify(url)} })`)
    expect(answer, url).toMatchObject({ ok: false, error: { code: 'LINK_REFUSED' } })
  }
  const good = 'https://etherscan.io/tx/0x0000000000000000000000000000000000000000000000000000000000000001'
  expect(await page.evaluate(`window.crowsnest.call('app.openLink', { url: ${JSON.stringify(good)} })`)).toMatchObject({ ok: true })
  expect(await app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)).toEqual([good])
})

test('17: a page of another origin with the same bridge is not answered, and hears nothing', async () => {
  const { call, heard, origin } = await app.evaluate(async ({ app, BrowserWindow }) => {
    const [own] = BrowserWindow.getAllWindows()
    const preload = `${app.getAppPath()}/dist/preload/index.cjs`
    const other = new BrowserWindow({
      show: false,
      webPreferences: { preload, sandbox: true, contextIsolation: true, partition: 'foreign' },
    })
    await other.loadURL('data:text/html,<title>foreign</title>')
    const call = await other.webContents.executeJavaScript(`crowsnest.call('settings.get', null)`)
    await other.webContents.executeJavaScript('globalThis.heard = 0; crowsnest.on(() => { globalThis.heard++ }); 0')
    await own?.webContents.executeJavaScript(`crowsnest.call('settings.set', { theme: 'dark' })`)
    await new Promise((later) => setTimeout(later, 500))
    const heard = await other.webContents.executeJavaScript('globalThis.heard')
    const origin = await other.webContents.executeJavaScript('location.origin')
    other.destroy()
    return { call, heard, origin }
  })
  expect(origin).toBe('null')
  expect(call).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } })
  expect(heard).toBe(0)
})

test('18: no page comes from file://, and none can be read through it or past the folder', async () => {
  for (const address of ['file:///etc/passwd', 'file://localhost/etc/hosts'])
    expect(await outcome(`fetch(${JSON.stringify(address)}).then((answer) => answer.text())`)).toBe('refused')
  for (const path of ['/..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/package.json', '/..\\..\\package.json', '/.stamp', '/%00', '//etc/passwd'])
    expect(
      await outcome(`fetch('https://crowsnest.invalid${path.replaceAll('\\', '\\\\')}').then((answer) => answer.status)`),
      path,
    ).toMatch(/^(404|refused)$/)
})

test('20: the page holds two functions of the app, and nothing of Electron', async () => {
  const bridge = await page.evaluate(`(() => {
    const found = []
    const off = crowsnest.on(function () { found.push(arguments.length, typeof arguments[0]) })
    off()
    let replaced = true
    try { crowsnest.call = () => 0; replaced = String(crowsnest.call).includes('=> 0') } catch { replaced = false }
    return { keys: Object.keys(crowsnest).sort(), replaced, names: Object.keys(window).filter((name) => /electron|ipc|node|remote/i.test(name)) }
  })()`)
  expect(bridge).toEqual({ keys: ['call', 'on'], replaced: false, names: [] })
  const first = await page.evaluate(`new Promise((heard) => {
    const off = crowsnest.on((...args) => { off(); heard(args.map((one) => typeof one)) })
    crowsnest.call('settings.set', { theme: 'system' })
  })`)
  expect(first).toEqual(['string', 'object'])
})

test('without a keyring a token is kept for this user alone, stands nowhere else, and the window says so', async () => {
  test.skip(process.platform !== 'linux', 'systems other than Linux always have a keyring: run this there')
  const backend = await app.evaluate(({ safeStorage }) => safeStorage.getSelectedStorageBackend())
  expect(backend).toBe('basic_text')
  const endpoint = 'http://127.0.0.1:9/'
  const token = 'sesame-4711-open'
  await page.evaluate(`(async () => {
    await crowsnest.call('settings.set', { setUp: true, networks: [{ chainId: 1, name: 'Ethereum', enabled: false, endpoints: [${JSON.stringify(endpoint)}] }] })
    return crowsnest.call('networks.setSecret', { endpoint: ${JSON.stringify(endpoint)}, secret: { bearer: ${JSON.stringify(token)} } })
  })()`)
  const secrets = join(folder, 'secrets.json')
  expect(statSync(secrets).mode & 0o777).toBe(0o600)
  const holding = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => {
    const file = join(folder, path)
    return statSync(file, { throwIfNoEntry: false })?.isFile() === true && readFileSync(file).includes(token)
  })
  expect(holding).toEqual(['secrets.json'])
  expect(
    JSON.stringify(
      await page.evaluate(`Promise.all(['networks.secrets', 'settings.get', 'app.status'].map((name) => crowsnest.call(name, null)))`),
    ),
  ).not.toContain(token)
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await expect(page.getByText(/unencrypted in .*secrets\.json, because this system offers no keyring/).first()).toBeVisible()
})
