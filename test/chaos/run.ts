/** `npm run chaos -- --seed N --blocks N [--kills N] [--lies N] [--rate X] [--speed X] [--cast NAME] [--forks X] [--json]`: a long chaos run with its verdict printed. */
import { parseArgs } from 'node:util'
import { injectLies, samplesOf } from '../support/chaos/inject.ts'
import { startDemoWorld } from '../support/chaos/world.ts'
import { casts } from './casts.ts'
import { inOrder, runChaos } from './drive.ts'
import { verdictOf } from './table.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    blocks: { type: 'string', default: '1000' },
    kills: { type: 'string' },
    lies: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '1' },
    speed: { type: 'string', default: '20' },
    cast: { type: 'string', default: 'usual' },
    forks: { type: 'string', default: '0.04' },
    json: { type: 'boolean', default: false },
  },
})
const [seed, blocks, lies] = [number(values.seed), number(values.blocks), number(values.lies)]
const [rate, speed, forkRate] = [number(values.rate), number(values.speed), number(values.forks)]
const cast = Object.entries(casts).find(([name]) => name === values.cast)?.[1]
if (!cast) {
  console.error(`There is no cast “${values.cast}”: choose from ${Object.keys(casts).join(', ')}.`)
  process.exit(2)
}
const kills = values.kills === undefined ? Math.round(blocks / 50) : number(values.kills)
const say = (line: string): void => void process.stderr.write(`${line}\n`)

const world = await startDemoWorld({ seed: `lies ${seed}`, now: Date.now })
await world.mine(40)
const samples = await samplesOf(world.main.http, [...Array(40).keys()].slice(1))
await world.stop()
const injected = injectLies(samples, lies, seed)
const result = await runChaos({ seed, blocks, kills, rate, speed, forkRate, cast, say })
const { text, failures } = verdictOf(result, injected)
if (values.json)
  console.log(JSON.stringify({ ...result, faults: Object.fromEntries(inOrder(result.faults)), straight: injected, failures }))
else console.log(text)
process.exit(failures.length === 0 ? 0 : 1)

function number(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    console.error(`“${text}” is not a number that can be used here: write digits, such as 1000.`)
    process.exit(2)
  }
  return value
}
