/** `headless watch`: orders as lines on stdout, from a range of history, from now on, or both. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assemble } from '#assemble'
import { EngineError } from '#engine/errors.ts'
import { withSecrets } from '#engine/rpc/withSecrets.ts'
import type { OrderStore } from '#ipc/services.ts'
import { systemClock as clock } from '#platform/clock.ts'
import { get, post } from '#platform/http.ts'
import { createLog } from '#platform/log.ts'
import { openSocket } from '#platform/socket.ts'
import type { OrderRow } from '#shared/order.ts'
import type { Network } from '#shared/settings.ts'
import { type Command, type Given, single, UsageError, wholeNumber } from './arguments.ts'
import { type AskDeps, askNumber } from './ask.ts'
import { namedFolder, temporaryFolder } from './folders.ts'
import { untilStuck } from './patience.ts'
import { orderAsJson, orderInWords, printLine, ReaderGone } from './print.ts'
import { createKeyStore, createSecretStore } from './secrets.ts'
import { untilStopped } from './signals.ts'
import { demoHost, startProver } from './threads.ts'
import { version } from './version.ts'
import { endpointsOf, fixedSettings, networkOf, proofOf, settingsOf } from './watchSettings.ts'

export const watchCommand: Command = {
  name: 'watch',
  summary: 'Prints large orders of a chain as they happen, each block proven first.',
  options: {
    rpc: {
      value: 'URL[,URL…]',
      help: 'Endpoints of the chain: http, https, ws or wss. Tokens for them: see CROWSNEST_SECRETS in the README.',
    },
    family: { value: 'NAME', help: 'How its blocks are proven: qbft, ibft2, istanbul, clique … (default: as they show).' },
    validators: { value: 'A[,B…]', help: 'Who may seal its blocks (default: whoever the first block names).' },
    'light-client': { value: 'URL', help: 'Beacon node whose light-client server is asked what Ethereum’s sync committee signed.' },
    checkpoint: { value: 'ROOT', help: 'Root of a finalised beacon block that you trust; the light client begins there.' },
    'chain-id': { value: 'N', help: 'The chain that the endpoints must serve (default: what they say).' },
    settings: { value: 'FILE', help: 'JSON settings: thresholds and prices, and the networks if --rpc is not given.' },
    data: { value: 'DIR', help: 'Remembers here what was read and printed (default: nothing is kept).' },
    'min-usd': { value: 'X', help: 'Print orders worth at least this much (default 100000).' },
    'min-units': { value: 'TOKEN=AMOUNT', help: 'Print unpriced orders of a token from this many units; may be repeated.' },
    price: { value: 'TOKEN=USD', help: 'A price set by hand; may be repeated. TOKEN is a symbol or a contract address.' },
    from: { value: 'N', help: 'First block to read (default: the head).' },
    to: { value: 'N', help: 'Last block to read.' },
    once: { value: null, help: 'End after the range; without --to it ends at the head of now.' },
    pending: { value: null, help: 'Print pending orders too: what is pending may never happen (evidence 0).' },
    json: { value: null, help: 'One JSON object a line for every change of an order.' },
  },
  run: watch,
}

/** Questions before the start end by then, so that a range that cannot begin ends within 45 s too. */
const ASK_MS = 25_000

type Outcome = { readonly code: number; readonly sentence: string | null }

async function watch(given: Given): Promise<number> {
  const begun = clock.now()
  const warn = (line: string) => void process.stderr.write(`${line}\n`)
  const data = single(given, 'data')
  const secrets = createSecretStore(data === null ? null : namedFolder(data).path)
  const unsafe = secrets.warning()
  if (unsafe !== null) warn(unsafe)
  const { networks, from, to, once, settings } = await plan(given, begun, warn, withSecrets({ post, openSocket }, secrets))
  const range = from === null ? null : { from, to }
  const folder = data === null ? temporaryFolder() : namedFolder(data)
  const spool = join(folder.path, 'unprinted-line')
  const inWords = given.flags.has('json') ? orderAsJson : orderInWords
  const stopped = untilStopped().then((): Outcome => ({ code: once ? 1 : 0, sentence: once ? 'Stopped before the range was read.' : null }))

  const waiting = new Set(networks.map(({ chainId }) => chainId))
  const read = new Map<number, number>()
  let end: (outcome: Outcome) => void = () => {}
  const ended = new Promise<Outcome>((resolve) => {
    end = resolve
  })
  const attempt = (work: () => void) => {
    try {
      work()
    } catch (error) {
      if (error instanceof ReaderGone) end({ code: 0, sentence: null })
      else end({ code: 1, sentence: error instanceof Error ? error.message : String(error) })
    }
  }
  try {
    const app = assemble({
      host: 'headless',
      version,
      dataDir: folder.path,
      settings: fixedSettings({ ...settings, networks }),
      secrets,
      ...(data === null ? {} : { journalKey: createKeyStore(namedFolder(data).path) }),
      notifier: { show: () => Promise.resolve({ shown: true, message: '' }) },
      fileSaver: { choose: () => Promise.resolve(null) },
      openLink: () => {},
      demo: demoHost(),
      prover: startProver(),
      post,
      get,
      openSocket,
      clock,
      log: createLog(),
      random: Math.random,
      range: () => range,
      committed: () => attempt(() => drain(app.store, inWords, spool)),
      rangeDone: (chainId, blocks) => {
        for (const [number, evidence] of blocks) read.set(number, evidence)
        waiting.delete(chainId)
        if (once && waiting.size === 0) end({ code: 0, sentence: null })
      },
    })
    const patience = new AbortController()
    try {
      attempt(() => drain(app.store, inWords, spool))
      await app.start()
      const stuck = once && range !== null ? untilStuck(app, range, clock, begun, patience.signal) : new Promise<never>(() => {})
      const outcome = await Promise.race([ended, stopped, stuck.then((sentence): Outcome => ({ code: 1, sentence }))])
      attempt(() => drain(app.store, inWords, spool))
      if (outcome.sentence !== null) warn(outcome.sentence)
      else if (once && given.flags.has('json'))
        attempt(() => printLine(JSON.stringify({ type: 'summary', blocks: Object.fromEntries(read) })))
      return outcome.code
    } finally {
      patience.abort()
      await Promise.race([app.stop(), clock.sleep(5_000)])
    }
  } finally {
    folder.remove()
  }
}

/**
 * Prints what was not printed yet, one at a time. A line is remembered as printed just before it is written: of a kill in between no
 * trace would be left, but that moment is a system call long, while the other order repeats a line at every tenth kill. A line that the
 * reader does not take at once waits in a file of its own, and is the first one of the next start.
 */
function drain(store: OrderStore, inWords: (row: OrderRow) => string, spool: string): void {
  const print = (line: string) => {
    let held = false
    printLine(line, () => {
      writeFileSync(spool, line)
      held = true
    })
    if (held) rmSync(spool, { force: true })
  }
  if (existsSync(spool)) {
    print(readFileSync(spool, 'utf8'))
    rmSync(spool, { force: true })
  }
  for (let [change] = store.pending('watch', 1); change !== undefined; [change] = store.pending('watch', 1)) {
    const line = inWords(change.row)
    store.handled('watch', change.seq)
    print(line)
  }
}

type Plan = {
  readonly networks: Network[]
  readonly from: number | null
  readonly to: number | null
  readonly once: boolean
  readonly settings: ReturnType<typeof settingsOf>
}

/** Settles what the command line leaves open: which chain, and where a range ends. */
async function plan(
  given: Given,
  begun: number,
  warn: (line: string) => void,
  carriers: Pick<AskDeps, 'post' | 'openSocket'>,
): Promise<Plan> {
  const once = given.flags.has('once')
  const from = wholeNumber(given, 'from')
  const to = wholeNumber(given, 'to')
  const chainId = wholeNumber(given, 'chain-id', 1)
  const urls = endpointsOf(given)
  const proof = proofOf(given)
  const settings = settingsOf(given, warn)
  if (to !== null && from === null) throw new UsageError('--to needs --from: from which block shall be read?')
  if (from !== null && to !== null && from > to) throw new UsageError(`--from ${from} is after --to ${to}: exchange them.`)

  const deps = { ...carriers, clock, until: begun + ASK_MS }
  const ask = (method: 'eth_chainId' | 'eth_blockNumber', endpoints: readonly string[]) =>
    askNumber(method, endpoints, deps).catch((error: unknown) => {
      const block = from === null ? 'The newest block' : `Block ${from}`
      throw new EngineError('UNREACHABLE', `${block} could not be read: ${error instanceof Error ? error.message : String(error)}`)
    })
  // Of one endpoint the answer is known before the first block: nothing is gained by waiting.
  const [only] = urls
  if (once && chainId !== null && only !== undefined && urls.length === 1) {
    const found = await ask('eth_chainId', urls)
    if (found !== chainId)
      throw new EngineError(
        'WRONG_CHAIN',
        `${new URL(only).host} serves chain ${found}, not chain ${chainId}. Correct --rpc or --chain-id.`,
      )
  }
  const networks =
    urls.length > 0
      ? [networkOf(chainId ?? (await ask('eth_chainId', urls)), urls, settings, proof)]
      : settings.networks
          .filter((network) => network.enabled && (chainId === null || network.chainId === chainId))
          .map((network) => ({ ...network, ...proof }))
  const [first] = networks
  if (first === undefined)
    throw new UsageError('Nothing to watch: name an endpoint with --rpc URL, or a settings file with --settings FILE.')
  if (networks.length > 1 && Object.keys(proof).length > 0)
    throw new UsageError('--family, --validators and --light-client are of one chain: choose it with --chain-id N, or with --rpc URL.')
  if ((once || from !== null) && networks.length > 1)
    throw new UsageError('A range is of one chain: choose it with --chain-id N, or with --rpc URL.')
  const last = once && to === null ? await ask('eth_blockNumber', first.endpoints) : to
  if (from !== null && last !== null && from > last) throw new UsageError(`--from ${from} is after the newest block, ${last}.`)
  return { networks, from: from ?? (once ? last : null), to: last, once, settings }
}
