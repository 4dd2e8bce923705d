/** Inbox, rules and channels in a real browser: read, snoozed, written, tried, kept and taken back, without losing what is being written. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { serve, startBrowser } from '../support/browser.ts'
import { type FakeHost, startFakeHost } from '../support/fakeHost.ts'
import type { Scene } from '../support/fakeScenes.ts'
import { missing } from '../support/machine.mjs'

const dist = fileURLToPath(new URL('../../dist/renderer', import.meta.url))

test.skip(missing.chromium !== null, missing.chromium ?? '')

let browser: Browser
let open: Awaited<ReturnType<typeof startBrowser>>['open']
let host: FakeHost
let page: Page
const problems: string[] = []
test.beforeAll(async () => {
  ;({ browser, open } = await startBrowser())
})
test.afterAll(() => browser.close())

async function look(scene: Scene): Promise<void> {
  host = await startFakeHost({ dist, scene })
  page = await open(host.address)
  page.on('pageerror', (error) => problems.push(error.message))
  await expect(page.locator('main')).toBeVisible()
}
test.afterEach(async () => {
  await page.close()
  await host.close()
  expect(problems).toEqual([])
})

const tab = (name: string) => page.locator('.app-header nav').getByRole('button', { name })
const toInbox = () => tab('Alerts').click()
const toRules = async () => {
  await toInbox()
  await page.locator('.alerts-nav').getByRole('button', { name: 'Rules' }).click()
}
const toChannels = async () => {
  await tab('Settings').click()
  await page.locator('.settings-side nav').getByRole('button', { name: 'Channels' }).click()
}
const alerts = () => page.locator('.alert')
const unreadOnes = () => page.locator('.alert.unread')
const rings = () => page.locator('.dry-rings strong')
const save = () => page.locator('.editor-bar').getByRole('button', { name: 'Save' })

test.describe('the inbox', () => {
  test('counts what is unread in the header and in the title; what was looked at is read after a while', async () => {
    await look('busy')
    await expect(tab('Alerts').locator('.count')).toHaveText('7')
    await expect(page).toHaveTitle('(7) Crowsnest')
    await toInbox()
    await expect(unreadOnes()).toHaveCount(7)
    await expect(unreadOnes()).toHaveCount(0)
    await expect(page).toHaveTitle('Crowsnest')
    await expect(tab('Alerts').locator('.count')).toHaveCount(0)
  })

  test('among the unread nothing is read by looking; a click reads it and opens its order', async () => {
    await look('busy')
    await page.clock.install()
    await toInbox()
    await page.getByRole('button', { name: 'Unread', exact: true }).click()
    await expect(alerts()).toHaveCount(7)
    await page.clock.runFor(10_000)
    await expect(alerts()).toHaveCount(7)
    await alerts().nth(1).locator('.alert-title').click()
    await expect(page.locator('.drawer')).toBeVisible()
    await expect(tab('Alerts').locator('.count')).toHaveText('6')
  })

  test('all are marked as read at once, and one rule’s can be looked at alone', async () => {
    await look('busy')
    await toInbox()
    await page.getByRole('button', { name: 'Mark all as read' }).click()
    await expect(page).toHaveTitle('Crowsnest')
    await page.getByRole('combobox', { name: 'Rule' }).selectOption({ label: 'Stablecoins into Binance' })
    await expect(page.locator('.alerts-bar [role=status]')).toContainText('15 in all')
    for (const line of await alerts().all()) await expect(line.locator('.alert-rules')).toContainText('Stablecoins into Binance')
  })

  test('scrolls through all of it with only what is in view in the page', async () => {
    await look('busy')
    await toInbox()
    await expect(alerts().first()).toBeVisible()
    expect(await alerts().count()).toBeLessThan(40)
    await expect(async () => {
      await page.locator('.alert-scroll').evaluate((element) => element.scrollTo(0, element.scrollHeight))
      await expect(page.locator('.alert[aria-posinset="140"]')).toBeVisible({ timeout: 300 })
    }).toPass()
  })

  test('what rings while one looks comes in at the top, and sounds', async () => {
    await look('quiet')
    await page.evaluate(
      'window.sung = 0; { const One = OscillatorNode; window.OscillatorNode = class extends One { constructor(...given) { super(...given); window.sung++ } } }',
    )
    await toInbox()
    await expect(page.getByRole('heading', { name: 'Nothing has rung yet' })).toBeVisible()
    host.ring(2)
    await expect(alerts()).toHaveCount(2)
    await expect(page).toHaveTitle('(2) Crowsnest')
    host.publish('alerts.sound', { sound: 'chime' })
    await expect.poll(() => page.evaluate('window.sung')).toBe(3)
    host.publish('alerts.sound', { sound: 'none' })
    host.publish('alerts.sound', { sound: 'bell' })
    await expect.poll(() => page.evaluate('window.sung')).toBe(6)
  })

  test('what the chain took back is struck out and named, and each says how it was told', async () => {
    await look('busy')
    await toInbox()
    const gone = page.locator('.alert.retracted').first()
    await expect(gone).toContainText('Taken back by the chain')
    await expect(gone.locator('.c-state')).toHaveText('Reverted')
    await expect(gone.locator('.alert-title')).toHaveCSS('text-decoration-line', 'line-through')
    for (const word of ['Notified', 'Quiet hours', 'Snoozed', 'Notifications off', 'Not shown', 'In a digest'])
      await expect(page.locator('.alert-told', { hasText: word }).first()).toBeVisible()
  })

  test('a rule, a chain or a wallet is snoozed from an alert, listed with its end, and woken', async () => {
    await look('busy')
    await toInbox()
    await expect(page.locator('.snoozes li')).toHaveText([/Polygon/])
    await alerts().first().locator('.alert-snooze').click()
    const menu = page.getByRole('dialog', { name: 'Snooze' })
    await expect(menu.locator('fieldset')).toHaveCount(4)
    await menu.getByRole('group', { name: 'Rule “Large orders”' }).getByRole('button', { name: '8 hours' }).click()
    await expect(page.locator('.toast')).toContainText('Rule “Large orders”: no notification until')
    await expect(page.locator('.snoozes li')).toHaveText([/Polygon/, /Large orders.*until/])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'End the snooze of Rule “Large orders”' }).click()
    await expect(page.locator('.snoozes li')).toHaveText([/Polygon/])
  })
})

test.describe('rules', () => {
  test('say in words what they ring for, what is wrong with them, and what cannot be read at all', async () => {
    await look('failing')
    await toRules()
    await expect(page.locator('.rule-sentence')).toHaveText([
      'Worth $1.00 M or more',
      'Into an exchange and (USDC or USDT) and not labelled OKX and worth $250 K or more',
      '3 orders of one account, each worth $1.00 M or more, within 24 h',
    ])
    await expect(page.locator('.rule-problem').first()).toContainText('No account is labelled “OKX” any more')
    await expect(page.locator('.rule-unread')).toContainText('made by a newer Crowsnest')
    await page.locator('.rule-unread').getByRole('button', { name: 'Remove' }).click()
    await expect(page.locator('.rule-unread')).toHaveCount(0)
    await expect(page.locator('.rule')).toHaveCount(3)
  })

  test('are switched off and on, and one that was deleted by mistake comes back', async () => {
    await look('busy')
    await toRules()
    const large = page.getByRole('switch', { name: 'Rule “Large orders”' })
    await large.click()
    await expect(large).toHaveAttribute('aria-checked', 'false')
    await page.getByRole('button', { name: 'Delete “Large orders”' }).click()
    await expect(page.locator('.rule')).toHaveCount(2)
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
    await expect(page.locator('.rule')).toHaveCount(3)
    await expect(large).toHaveAttribute('aria-checked', 'false')
  })

  test('are tried while they are written, against what they were; saved, they are as they were written', async () => {
    await look('busy')
    await toRules()
    await page.locator('.rule-name', { hasText: 'Large orders' }).click()
    await expect(save()).toBeDisabled()
    const before = Number(await rings().textContent())
    const usd = page.getByLabel('USD')
    await usd.fill('5m')
    await expect(page.locator('.editor-sentence')).toHaveText('Worth $5.00 M or more')
    await expect(page.locator('.dry-run')).toHaveAttribute('aria-busy', 'false')
    const after = Number(await rings().textContent())
    expect(after).toBeLessThan(before)
    await page.getByRole('button', { name: `−${before - after} removed` }).click()
    await expect(page.locator('.dry-row')).toHaveCount(Math.min(100, before - after))

    await usd.fill('a lot')
    await expect(page.locator('.field .error')).toHaveText('Type an amount such as 250000, 250k or 1.5m.')
    await expect(page.locator('.editor-state')).toContainText('Worth at least: say “USD”.')
    await expect(save()).toBeDisabled()
    await usd.fill('5m')

    await page.getByRole('button', { name: 'Add a condition' }).click()
    await page
      .locator('.kind-menu')
      .getByRole('button', { name: /^Exchange flow/ })
      .click()
    await expect(save()).toBeDisabled()
    await page.getByRole('combobox', { name: 'Flow' }).selectOption({ label: 'Into an exchange' })
    await page.locator('.leaf[data-kind=flow]').getByLabel('must not be so').check()
    await page.getByLabel('Some blocks later').check()
    await page.getByLabel('Blocks later', { exact: true }).fill('20')
    await page.getByLabel('Desk chat').check()
    await page.getByLabel('Sound').selectOption({ label: 'Bell' })
    await page.getByRole('switch', { name: 'Quiet hours' }).click()
    await page.getByLabel('Sat').uncheck()
    await page.getByRole('textbox', { name: 'Name of the rule' }).fill('Very large, and staying')
    await save().click()
    await expect(page.locator('.toast')).toContainText('“Very large, and staying” is saved.')
    const line = page.locator('.rule', { hasText: 'Very large' })
    await expect(line.locator('.rule-sentence')).toHaveText('Worth $5.00 M or more and not into an exchange')
    await expect(line.locator('.rule-how')).toHaveText('20 blocks later · desktop · one channel · Bell · quiet 22:00–07:00')
  })

  test('what is being written outlives another page and a reload, and is let go of only when one says so', async () => {
    await look('busy')
    await toRules()
    await page.getByRole('button', { name: 'Duplicate “Large orders”' }).click()
    const name = page.getByRole('textbox', { name: 'Name of the rule' })
    await expect(name).toHaveValue('Large orders 2')
    await name.fill('Halfway')
    await tab('Orders').click()
    await toInbox()
    await expect(name).toHaveValue('Halfway')
    await page.reload()
    await toRules()
    await expect(name).toHaveValue('Halfway')
    await page.getByRole('button', { name: 'Back to the rules' }).click()
    await page.getByRole('button', { name: 'Go on writing' }).click()
    await expect(name).toHaveValue('Halfway')
    await page.locator('.editor-bar').getByRole('button', { name: 'Discard' }).click()
    await page.locator('.editor-ask').getByRole('button', { name: 'Discard' }).click()
    await expect(page.locator('.rule')).toHaveCount(3)
  })

  test('groups stand in groups, and an empty one is named', async () => {
    await look('busy')
    await toRules()
    await page.getByRole('button', { name: 'New rule' }).click()
    await page.getByRole('button', { name: 'From nothing' }).click()
    await expect(page.locator('.editor-state')).toContainText('A group has no condition')
    const add = async (group: number, kind: string) => {
      await page.locator('.group').nth(group).locator('> .group-add').getByRole('button', { name: 'Add a condition' }).click()
      await page
        .locator('.kind-menu')
        .getByRole('button', { name: new RegExp(`^${kind}`) })
        .click()
    }
    await add(0, 'Worth at least')
    await page.getByLabel('USD').fill('2m')
    await page.locator('.group').first().locator('> .group-add').getByRole('button', { name: 'Add a group' }).click()
    await expect(page.locator('.editor-state')).toContainText('A group has no condition')
    await add(1, 'Chain')
    await page.getByRole('combobox', { name: 'Chain' }).selectOption({ label: 'Base' })
    await add(1, 'Kind of order')
    await page.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Swap' })
    await page.getByRole('combobox', { name: 'How these conditions go together' }).last().selectOption({ label: 'None of these' })
    await expect(page.locator('.editor-sentence')).toHaveText('Worth $2.00 M or more and not (on Base or swap)')
    await expect(save()).toBeEnabled()
  })

  test('are made of an order: what of it matters is chosen, and this order would have rung', async () => {
    await look('busy')
    await page.locator('[data-order-id]').first().click()
    const id = await page.locator('.order.selected').getAttribute('data-order-id')
    await page.locator('.order.selected').press('Enter')
    await page.getByRole('button', { name: 'Make a rule of this order' }).click()
    const menu = page.getByRole('dialog', { name: 'Make a rule of this order' })
    await expect(menu.getByRole('checkbox').first()).toBeChecked()
    await menu.getByRole('checkbox').nth(1).check()
    await menu.getByRole('button', { name: 'Go on in the editor' }).click()
    await expect(page.locator('.leaf')).toHaveCount(2)
    await expect(save()).toBeEnabled()
    await expect(page.locator('.dry-row').first()).toBeVisible()
    await page.locator('.dry-row button').first().click()
    await expect(page.locator(`.order.selected[data-order-id="${id}"]`)).toBeVisible()
  })
})

test.describe('channels', () => {
  test('are made from their kinds; a secret goes in and is never seen again; what is missing is named', async () => {
    await look('busy')
    await toChannels()
    await page
      .locator('.channel-grid')
      .getByRole('button', { name: /^Slack/ })
      .click()
    const form = page.locator('.channel-new')
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(form.locator('.form-error')).toHaveText('Say “Webhook address” first.')
    const secret = form.getByLabel('Webhook address')
    await expect(secret).toHaveAttribute('type', 'password')
    await secret.fill('https://hooks.slack.com/services/T0/B0/hush')
    await form.getByLabel('Name').fill('Team')
    await form.getByRole('button', { name: 'Save' }).click()
    const card = page.locator('.channel', { hasText: 'Team' })
    await card.getByRole('button', { name: 'Edit' }).click()
    await expect(card.locator('.secret-kept')).toContainText('Kept')
    expect(await page.content()).not.toContain('hush')
    await card.getByRole('button', { name: 'Forget Webhook address' }).click()
    await card.getByRole('button', { name: 'Save' }).click()
    await expect(card.locator('.form-error')).toHaveText('Say “Webhook address” first.')
    await card.getByRole('button', { name: 'Keep it' }).click()
    await card.getByRole('button', { name: 'Save' }).click()
    await card.getByRole('button', { name: 'Send a test' }).click()
    await expect(card.locator('.verdict')).toHaveText('It arrived.')
  })

  test('that do not get through say why, what waits, and how safe secrets are; removing asks first', async () => {
    await look('failing')
    await toChannels()
    await expect(page.locator('.channel-warning')).toContainText('has no keyring')
    const card = page.locator('.channel', { hasText: 'Own webhook' })
    await expect(card).toContainText('14 messages wait')
    await expect(card.locator('.channel-problem')).toContainText('did not answer within 10 seconds')
    await card.getByRole('button', { name: 'Try again now' }).click()
    await card.getByRole('button', { name: 'Send a test' }).click()
    await expect(card.locator('.verdict.bad')).toContainText('Check that its server runs.')
    await card.getByRole('button', { name: 'Remove the channel' }).click()
    await card.getByRole('button', { name: 'Remove', exact: true }).last().click()
    await expect(page.locator('.channel')).toHaveCount(1)
  })
})

test('on the real host the demo rings into the inbox, and a rule is tried on its orders, kept and used', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'crowsnest-alerts-window-'))
  const served = await serve(dataDir, ['--demo'])
  try {
    await look('none')
    await page.goto(served.address)
    await toInbox()
    await expect(alerts().first()).toContainText('Large orders')
    await toRules()
    await page.getByRole('button', { name: /^Large orders Everything/ }).click()
    await page.getByLabel('USD').fill('150k')
    await page.getByRole('textbox', { name: 'Name of the rule' }).fill('Smaller ones')
    await expect(page.locator('.dry-row').first()).toBeVisible()
    expect(Number((await rings().textContent())?.replaceAll(',', ''))).toBeGreaterThan(0)
    await save().click()
    await expect(page.locator('.rule', { hasText: 'Smaller ones' })).toContainText('Worth $150 K or more')
    await page.locator('.alerts-nav').getByRole('button', { name: 'Inbox' }).click()
    await expect(page.locator('.alert-rule', { hasText: 'Smaller ones' }).first()).toBeVisible()
  } finally {
    await served.run.kill()
    rmSync(dataDir, { recursive: true, force: true })
  }
})
