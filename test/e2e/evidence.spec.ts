/** The real desktop app on its demo chain: the evidence of an order as a page in PDF, and the journal verified in its thread. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { desktopMissing, startDesktop } from '../support/desktop.ts'

test.skip(desktopMissing !== null, desktopMissing ?? '')

test('hands over an order as a page in PDF from its details, and verifies the journal in a thread', async () => {
  test.setTimeout(180_000)
  const folder = mkdtempSync(join(tmpdir(), 'crowsnest-evidence-'))
  const savePath = join(folder, 'evidence.pdf')
  const desktop = await startDesktop({ dataDir: join(folder, 'data'), savePath, args: ['--demo'] })
  try {
    const { page } = desktop
    await page.locator('[data-testid=orders] [data-order-id]').first().click()
    await page.getByRole('button', { name: 'Evidence…' }).click()
    await page.getByRole('button', { name: 'Page for people (PDF)' }).click()
    await expect(page.getByText(`Written to ${savePath}.`)).toBeVisible()
    expect(readFileSync(savePath).subarray(0, 5).toString()).toBe('%PDF-')
    expect(readFileSync(savePath).length).toBeGreaterThan(10_000)
    await desktop.call('app.demo', { on: false })
    expect(await desktop.call('journal.verify', null)).toMatchObject({ ok: true })
  } finally {
    await desktop.kill()
    rmSync(folder, { recursive: true, force: true })
  }
})
