/** Crowsnest without a window: served to a browser, or on the command line. */
import { EngineError } from '#engine/errors.ts'
import { type Command, helpOf, readArguments, UsageError } from './arguments.ts'
import { decodeCommand } from './decode.ts'
import { doctorCommand } from './doctor.ts'
import { evidenceCommand } from './evidence.ts'
import { exportCommand } from './export.ts'
import { journalCommand } from './journal.ts'
import { labelsCommand } from './labels.ts'
import { openCommand } from './open.ts'
import { serveCommand } from './serve.ts'
import { watchCommand } from './watch.ts'

const commands: readonly Command[] = [
  serveCommand,
  watchCommand,
  decodeCommand,
  exportCommand,
  labelsCommand,
  openCommand,
  doctorCommand,
  journalCommand,
  evidenceCommand,
]

process.exitCode = await main(process.argv.slice(2))
// Connections that a server of others keeps open must not hold the process: everything of ours is closed by now.
process.exit()

async function main(args: readonly string[]): Promise<number> {
  try {
    const [name, ...rest] = args
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      process.stdout.write(help())
      return name === undefined ? 2 : 0
    }
    const command = commands.find((candidate) => candidate.name === name)
    if (command === undefined)
      throw new UsageError(
        `There is no command “${name}”; choose from ${commands.map((one) => one.name).join(', ')}. See: headless -- --help`,
      )
    if (rest.includes('--help') || rest.includes('-h')) {
      process.stdout.write(helpOf(command))
      return 0
    }
    return await command.run(readArguments(command, rest))
  } catch (error) {
    process.stderr.write(`${inWords(error)}\n`)
    return error instanceof UsageError ? 2 : 1
  }
}

function help(): string {
  const list = commands.map(({ name, summary }) => `  ${name.padEnd(8)} ${summary}`).join('\n')
  return `Crowsnest, a lookout for large orders on EVM chains.\n\nUsage: npm run --silent headless -- COMMAND [options]\n\nCommands:\n${list}\n\nOptions of a command: npm run --silent headless -- COMMAND --help\n`
}

/** What is foreseen is a sentence; a fault of ours keeps its stack for whoever mends it. */
function inWords(error: unknown): string {
  if (error instanceof UsageError || error instanceof EngineError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
