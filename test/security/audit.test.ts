/** What ships has no known hole, as far as the registry that this machine installs from can say. */
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { projectRoot } from '../support/machine.mjs'

test('npm audit finds nothing in what ships (skipped where the registry does not answer such questions)', ({ skip }) => {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { cwd: projectRoot, encoding: 'utf8', timeout: 50_000 })
  const found = answerIn(stdout)
  if (found === null) return skip('the registry gives no answer to npm audit')
  expect(found.total, stdout).toBe(0)
})

/** The sum of what was found; null where there is no answer. */
function answerIn(text: string | null): { readonly total: number } | null {
  try {
    const answer = JSON.parse(text ?? '') as { metadata?: { vulnerabilities?: { total?: number } } }
    const total = answer.metadata?.vulnerabilities?.total
    return typeof total === 'number' ? { total } : null
  } catch {
    return null
  }
}
