/** The headless host together with a real browser that shows its page. */

import { type Browser, chromium, type Page } from '@playwright/test'
import chromiumPackage from '@sparticuz/chromium'
import { type Running, startHeadless } from './commandLine.ts'

export type Served = {
  readonly run: Running
  /** With the token, as it was printed. */
  readonly address: string
  readonly port: number
  readonly token: string
  /** Calls the app over HTTP; throws the sentence of a failure. */
  call(name: string, input: unknown): Promise<unknown>
}

/** Starts `headless serve` on a free port and reads the address that it prints. */
export async function serve(dataDir: string, args: readonly string[] = []): Promise<Served> {
  const run = startHeadless(['serve', '--port', '0', '--data', dataDir, ...args], 240_000)
  const find = (): RegExpExecArray | null => /http:\/\/(?:127\.0\.0\.1|localhost):(\d+)\/#token=([\w-]+)/.exec(run.stdout() + run.stderr())
  await run.until(() => find() !== null)
  const [address = '', port = '', token = ''] = find() ?? []
  return {
    run,
    address,
    port: Number(port),
    token,
    async call(name, input) {
      const response = await fetch(`http://127.0.0.1:${port}/call`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-crowsnest-token': token },
        body: JSON.stringify({ name, input }),
      })
      const result = (await response.json()) as { ok: boolean; value?: unknown; error?: { message: string } }
      if (!result.ok) throw new Error(result.error?.message)
      return result.value
    },
  }
}

/** Starts Chromium without a screen. Without a locale its Intl refuses to work. */
export async function startBrowser(): Promise<{ browser: Browser; open(address: string): Promise<Page> }> {
  const browser = await chromium.launch({
    executablePath: await chromiumPackage.executablePath(),
    args: ['--no-sandbox', '--headless=shell'],
    headless: true,
  })
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 }, acceptDownloads: true })
  return {
    browser,
    async open(address) {
      const page = await context.newPage()
      await page.goto(address)
      return page
    },
  }
}
