/** Everybody can write a pack: axe over the list and the editor in both themes and languages, and the keyboard alone. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { startBrowser } from '../support/browser.ts'
import { type FakeHost, startFakeHost } from '../support/fakeHost.ts'
import { missing } from '../support/machine.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const dist = fileURLToPath(new URL('../../dist/renderer', import.meta.url))
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

test.skip(missing.chromium !== null, missing.chromium ?? '')

let browser: Browser
let host: FakeHost | null = null
test.beforeAll(async () => {
  ;({ browser } = await startBrowser())
})
test.afterAll(() => browser.close())
test.afterEach(async () => {
  await host?.close()
  host = null
})

async function look(theme: 'light' | 'dark', locale: string, width = 1280): Promise<Page> {
  host = await startFakeHost({ dist, scene: 'busy', theme })
  const context = await browser.newContext({ locale, viewport: { width, height: 800 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(host.address)
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
  await page.locator('header nav button').last().click()
  await page.locator('[data-section=packs]').click()
  await page.locator('[data-setting=packs] button, .settings-column button').first().click()
  await expect(page.locator('[data-pack]').first()).toBeVisible()
  return page
}

/** What axe finds, as `rule: element`. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate('Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(() => null)')
  await page.evaluate(`${axe};0`)
  return page.evaluate(`axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(rules)} } })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ': ' + target.join(' '))))`)
}

for (const [theme, locale] of [
  ['light', 'en-US'],
  ['dark', 'zh-CN'],
] as const) {
  test(`axe finds nothing in the list, the parts, a verb, the file and an import (${theme}, ${locale})`, async () => {
    const page = await look(theme, locale)
    await page.locator('[data-pack=insurance] .toggle').click()
    expect.soft(await violations(page)).toEqual([])
    const wrong = Buffer.from('{"format":"crowsnest-pack","version":1}')
    await page.getByTestId('pack-file').setInputFiles({ name: 'wrong.json', mimeType: 'application/json', buffer: wrong })
    await expect(page.locator('.pack-problems')).toBeVisible()
    expect.soft(await violations(page)).toEqual([])
    await page.locator('[data-pack=receivables] .rule-actions button').first().click()
    await expect(page.locator('.pack-preview .dry-row').first()).toBeVisible()
    await page.locator('[data-part=sign] button[aria-expanded]').click()
    expect.soft(await violations(page)).toEqual([])
    await page.locator('.editor-column > .pane-tabs button').nth(1).click()
    await page.locator('.json-pane textarea').fill('{')
    await expect(page.locator('.pack-problems')).toBeVisible()
    expect.soft(await violations(page)).toEqual([])
  })
}

test('a verb is added, changed and thrown away again by the keyboard alone', async () => {
  const page = await look('light', 'en-US')
  await page.locator('[data-pack=loyalty-points] .rule-name').focus()
  await page.keyboard.press('Enter')
  const add = page.getByRole('button', { name: 'Add a verb' })
  await add.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(page.locator('.kind-menu :focus')).toBeVisible()
  await page.locator('.kind-menu .menu-item').first().focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('.verb-form')).toBeVisible()
  await page.getByRole('button', { name: 'Back to the packs' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('Let go of the changes?')
  await page.getByRole('button', { name: 'Discard' }).last().focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-pack=loyalty-points]')).toBeVisible()
})

test('nothing is cut off in a narrow window', async () => {
  const page = await look('light', 'en-US', 520)
  await page.locator('[data-pack=receivables] .rule-actions button').first().click()
  await expect(page.locator('.states-picture')).toBeAttached()
  const wide = await page.evaluate(`[...document.querySelectorAll('.editor-column, .part-card, .pack-preview')]
    .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1).length`)
  expect(wide).toBe(0)
})
