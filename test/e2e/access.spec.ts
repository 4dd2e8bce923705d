/** Everybody can use the window: axe over every page in both themes and both languages, 200 % zoom, the keyboard alone, less motion. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { startBrowser } from '../support/browser.ts'
import { type FakeHost, startFakeHost } from '../support/fakeHost.ts'
import type { Scene } from '../support/fakeScenes.ts'
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

type Look = {
  readonly scene: Scene
  readonly theme?: 'light' | 'dark'
  readonly language?: 'en' | 'zh'
  readonly width?: number
  readonly height?: number
}

/** The window in a state of the app; the language is that of the system. */
async function look({ scene, theme = 'light', language = 'en', width = 1280, height = 800 }: Look): Promise<Page> {
  host = await startFakeHost({ dist, scene, theme })
  const context = await browser.newContext({
    locale: language === 'zh' ? 'zh-CN' : 'en-US',
    viewport: { width, height },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.goto(host.address)
  await expect(page.locator('main')).toBeVisible()
  // It comes with the settings: colours that change while they are measured contrast with nothing.
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
  return page
}

/** What axe finds, as `rule: element`. Animations are over first: a half-transparent menu has half the contrast. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate('Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(() => null)')
  await page.evaluate(`${axe};0`)
  return page.evaluate(`axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(rules)} } })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ': ' + target.join(' '))))`)
}

/** What the settings show only when something is done with them. */
async function settingsAtWork(page: Page): Promise<void> {
  const sections = page.locator('.settings-side nav button')
  await page.keyboard.press('/')
  await page.keyboard.type('e')
  await expect(page.getByRole('option').first()).toBeVisible()
  expect.soft(await violations(page), 'search of settings').toEqual([])
  await page.keyboard.press('Enter')
  await expect(page.locator('.settings .sought').or(page.locator('.settings-column > h1')).first()).toBeVisible()
  expect.soft(await violations(page), 'a setting that was found').toEqual([])
  await sections.first().click()
  await page.locator('.network-title').first().click()
  const endpoints = page.locator('.endpoint-line')
  const before = await endpoints.count()
  await endpoints.last().locator('.icon-only').last().click()
  await expect(endpoints).toHaveCount(before - 1)
  for (const details of await page.locator('.network-details summary').all()) await details.click()
  expect.soft(await violations(page), 'one network').toEqual([])
  await page.locator('.settings-side [data-section=backup]').click()
  const text = JSON.stringify({ settings: { notifyPerMinute: 11, density: 'tiny' } })
  await page.locator('input[type=file]').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(text) })
  await expect(page.locator('.care-preview')).toBeVisible()
  expect.soft(await violations(page), 'what a file would change').toEqual([])
  await page.locator('.settings-side [data-section=doctor]').click()
  await page.locator('.settings-column .button.primary').click()
  await page.locator('.settings-column .settings-actions .button').click()
  await expect(page.locator('.doctor-area').first()).toBeVisible()
  await expect(page.locator('.care-text')).toBeVisible()
  expect.soft(await violations(page), 'what the doctor found').toEqual([])
  await page.locator('.settings-side [data-section=app]').click()
  await page.locator('.settings-column .button').first().click()
  await expect(page.locator('.notice.warn')).toBeVisible()
  expect.soft(await violations(page), 'a pause').toEqual([])
  await page.locator('.notice.warn .button').click()
}

/** The inbox with a menu, the rules, one that is being written and one that cannot be used yet. */
async function alertsAtWork(page: Page): Promise<void> {
  await page.locator('.alert-snooze').nth(1).click()
  await expect(page.locator('.snooze-menu')).toBeVisible()
  expect.soft(await violations(page), 'snoozing').toEqual([])
  await page.keyboard.press('Escape')
  await page.locator('.alerts-nav button').nth(1).click()
  await expect(page.locator('.rule').first()).toBeVisible()
  expect.soft(await violations(page), 'rules').toEqual([])
  await page.locator('.rule-name').nth(1).click()
  await expect(page.locator('.dry-row').first()).toBeVisible()
  await expect(page.locator('.dry-run')).toHaveAttribute('aria-busy', 'false')
  expect.soft(await violations(page), 'one rule').toEqual([])
  await page.locator('.group-add .button').first().click()
  expect.soft(await violations(page), 'kinds of conditions').toEqual([])
  await page.locator('.kind-menu .menu-item').nth(1).click()
  expect.soft(await violations(page), 'a rule that is not finished').toEqual([])
  await page.locator('.editor-bar .button').first().click()
  await page.locator('.editor-ask .button').first().click()
  await expect(page.locator('.rule').first()).toBeVisible()
}

/** Every view of a business, one document in full, and one order of it. */
async function businessAtWork(page: Page): Promise<void> {
  await expect(page.locator('.card').first()).toBeVisible()
  const views = page.locator('.business-head nav button')
  for (let index = 0; index < (await views.count()); index++) {
    await views.nth(index).click()
    await expect(page.locator('.business-nothing')).toHaveCount(0)
    expect.soft(await violations(page), `business ${index}`).toEqual([])
  }
  await page.locator('.violation-links .link').first().click()
  await expect(page.locator('.document-drawer .event').first()).toBeVisible()
  expect.soft(await violations(page), 'one document').toEqual([])
  await page.locator('.document-drawer .event .link').first().click()
  await expect(page.locator('.drawer-link').first()).toBeVisible()
  expect.soft(await violations(page), 'an order of a business').toEqual([])
}

/** Controls of the page that cannot be brought into the window by going to them. */
const unreachable = `[...document.querySelectorAll('main button, main input, main select')]
  .filter((each) => each.checkVisibility() && each.tabIndex >= 0 && !each.classList.contains('visually-hidden'))
  .filter((each) => {
    each.focus()
    each.scrollIntoView({ block: 'center', inline: 'center' })
    const { left, right, top, bottom, width } = each.getBoundingClientRect()
    return width > 0 && (right <= 0 || left >= window.innerWidth || bottom <= 0 || top >= window.innerHeight)
  })
  .map((each) => each.outerHTML.slice(0, 120))`

/** The pages, in the order of their tabs. */
const pages = ['orders', 'alerts', 'charts', 'business', 'labels', 'settings'] as const
const tab = (page: Page, name: (typeof pages)[number]) => page.locator('.app-header nav button').nth(pages.indexOf(name))

for (const theme of ['light', 'dark'] as const) {
  for (const language of ['en', 'zh'] as const) {
    test(`axe finds nothing on any page, ${theme}, ${language}`, async () => {
      const page = await look({ scene: 'busy', theme, language })
      await expect(page.locator('html')).toHaveAttribute('lang', language === 'zh' ? 'zh-Hans' : 'en')
      await expect(page.locator('[data-order-id]').first()).toBeVisible()
      expect.soft(await violations(page), 'orders').toEqual([])
      await page.locator('[data-order-id]').first().click()
      await expect(page.locator('.drawer h3').first()).toBeVisible()
      expect.soft(await violations(page), 'one order').toEqual([])
      await page.keyboard.press('Escape')
      const menus = page.locator('main .filter-bar [aria-haspopup]')
      for (let index = 0; index < (await menus.count()); index++) {
        await menus.nth(index).click()
        await expect(page.locator('[role=dialog], [role=menu], dialog[open]').first()).toBeVisible()
        expect.soft(await violations(page), `menu ${index}`).toEqual([])
        await page.keyboard.press('Escape')
      }
      await page.locator('.orders-scroll').focus()
      await page.keyboard.press('?')
      await expect(page.locator('dialog[open]')).toBeVisible()
      expect.soft(await violations(page), 'shortcuts').toEqual([])
      await page.keyboard.press('Escape')
      await tab(page, 'alerts').click()
      expect.soft(await violations(page), 'alerts').toEqual([])
      await alertsAtWork(page)
      await tab(page, 'charts').click()
      await expect(page.locator('.chart rect').first()).toBeAttached()
      expect.soft(await violations(page), 'pictures').toEqual([])
      const asTable = page.locator('.panel > header > .button')
      for (const index of [0, 1, 2, 3, 4]) await asTable.nth(index).click()
      await expect(page.locator('.panel-table')).toHaveCount(5)
      expect.soft(await violations(page), 'pictures as tables').toEqual([])
      await tab(page, 'business').click()
      await businessAtWork(page)
      await tab(page, 'labels').click()
      expect.soft(await violations(page), 'labels').toEqual([])
      await tab(page, 'settings').click()
      const sections = page.locator('.settings-side nav button')
      for (let index = 0; index < (await sections.count()); index++) {
        await sections.nth(index).click()
        expect.soft(await violations(page), `settings ${index}`).toEqual([])
      }
      await settingsAtWork(page)
      await page.locator('.chain-cell').first().click()
      expect.soft(await violations(page), 'health of a chain').toEqual([])
      await page.context().close()
    })

    test(`axe finds nothing where things fail, are empty or begin, ${theme}, ${language}`, async () => {
      for (const scene of ['failing', 'none', 'quiet', 'firstRun', 'demo'] as const) {
        const page = await look({ scene, theme, language })
        expect.soft(await violations(page), scene).toEqual([])
        if (scene === 'firstRun') {
          for (const index of [0, 1]) {
            await page.locator('button.first-title').nth(index).click()
            expect.soft(await violations(page), `${scene} ${index}`).toEqual([])
          }
        }
        await page.context().close()
        await host?.close()
        host = null
      }
    })
  }
}

test('at 200 % zoom every page can be used: nothing runs out of the window sideways, and every control can be reached', async () => {
  const page = await look({ scene: 'busy', width: 640, height: 400 })
  for (const name of pages) {
    await tab(page, name).click()
    const outside = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
    expect.soft(outside, name).toBeLessThanOrEqual(0)
    const lost = await page.evaluate(unreachable)
    expect.soft(lost, name).toEqual([])
  }
  await page.context().close()
})

test('the pages are reached by keyboard alone, in the order in which they stand, and the focus is seen', async () => {
  const page = await look({ scene: 'busy' })
  const names: unknown[] = []
  for (let press = 0; press < pages.length; press++) {
    await page.keyboard.press('Tab')
    names.push(await page.evaluate('document.activeElement.textContent'))
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
  }
  expect(names).toEqual(['Orders', expect.stringMatching(/^Alerts/), 'Pictures', 'Business', 'Labels', 'Settings'])
  await page.keyboard.press('Enter')
  await expect(page.locator('.settings')).toBeVisible()
  await page.context().close()
})

test('the language is switched in the settings, kept for the next start, and the keyboard stays where it was', async () => {
  const page = await look({ scene: 'busy' })
  await tab(page, 'settings').click()
  await page.getByRole('button', { name: 'View', exact: true }).click()
  await page.getByText('简体中文').click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans')
  await expect(tab(page, 'orders')).toHaveText('订单')
  await expect(page.locator('input[name=language]:checked')).toBeFocused()
  await page.reload()
  await expect(tab(page, 'orders')).toHaveText('订单')
  await tab(page, 'settings').click()
  await page.getByRole('button', { name: '外观', exact: true }).click()
  await page.getByText('English').click()
  await expect(tab(page, 'orders')).toHaveText('Orders')
  await page.context().close()
})

test('names that are written from right to left, or mean to turn the line around, stay within their own place', async () => {
  const page = await look({ scene: 'busy' })
  const symbols = page.locator('[data-testid=orders] .symbol')
  await expect(symbols.first()).toBeVisible()
  expect(await page.locator('[data-testid=orders] .symbol:not(bdi)').count()).toBe(0)
  expect(await page.evaluate('/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.body.textContent)')).toBe(false)
  await page.context().close()
})

test('who asks for less motion gets none', async () => {
  const page = await look({ scene: 'busy' })
  await page.locator('.chain-cell').first().click()
  const longest = await page.evaluate(
    'Math.max(0, ...document.getAnimations().map(({ effect }) => Number(effect.getComputedTiming().duration)))',
  )
  expect(longest).toBeLessThan(1)
  await page.context().close()
})
