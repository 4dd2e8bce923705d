/** How the tests run: plain Node for everything; what needs a browser or Electron lives in test/e2e. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))
const shared = {
  environment: 'node' as const,
  exclude: ['test/e2e/**', 'test/bench/**', 'test/support/**'],
  // Real nodes, real files and real processes: slow machines get time, and nothing asserts on it.
  testTimeout: 60_000,
  hookTimeout: 60_000,
}

export default defineConfig({
  root,
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        root,
        test: {
          ...shared,
          setupFiles: ['test/support/prepare.ts'],
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: [...shared.exclude, 'test/renderer/**'],
        },
      },
      { root, test: { ...shared, name: 'renderer', include: ['test/renderer/**/*.test.{ts,tsx}'] } },
    ],
  },
})
