/** How the end-to-end tests run: the real app, one at a time, never twice. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  testDir: at('../test/e2e'),
  testMatch: '*.spec.ts',
  outputDir: at('../test-results'),
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
})
