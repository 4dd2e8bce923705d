/** `headless export` and `headless open`: what they write, and the sentence for everything that cannot be done. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore, type Store } from '#storage/orders.ts'
import { block, folder, order, step } from '../storage/sample.ts'

const entry = fileURLToPath(new URL('../../electron/headless/index.ts', import.meta.url))
let place: ReturnType<typeof folder>
/** Stays open: the app is running on the same folder all the while. */
let store: Store
beforeAll(() => {
  place = folder()
  store = openStore({ dataDir: at('data') })
  store.apply(step({ blocks: [block(1)], orders: [order('a', block(1)), order('b', block(1), { usd: '70000' })], from: 1 }))
})
afterAll(() => {
  store.close()
  place.remove()
})

const at = (name: string) => join(place.path, name)
function run(...args: string[]): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], { encoding: 'utf8' })
  return { code: status, stdout, stderr }
}
const exporting = (...args: string[]) => run('export', '--data', at('data'), ...args)

describe('headless export', () => {
  test('takes the format from the file’s ending, and filter, columns and byte order mark from its options', () => {
    const { code, stderr } = exporting('--out', at('o.ndjson'), '--filter', '{"minUsd":"100000"}', '--columns', 'id,usd')
    expect([code, stderr]).toEqual([0, expect.stringContaining('1 order written')])
    expect(readFileSync(at('o.ndjson'), 'utf8')).toBe(`{"id":"${order('a', block(1)).id}","usd":"4100000.25"}\n`)
    expect(exporting('--out', at('line.ndjson'), '--filter', 'usd:>100k chain:ethereum', '--columns', 'id,usd').code).toBe(0)
    expect(readFileSync(at('line.ndjson'), 'utf8')).toBe(readFileSync(at('o.ndjson'), 'utf8'))
    expect(exporting('--out', at('o.csv'), '--no-bom', '--columns', 'usd').code).toBe(0)
    expect(readFileSync(at('o.csv'), 'utf8')).toBe('usd\r\n70000\r\n4100000.25\r\n')
    expect(exporting('--out', at('o.parquet')).code).toBe(0)
    expect(readFileSync(at('o.parquet')).subarray(0, 4).toString()).toBe('PAR1')
  })

  test('says in one sentence what it does not understand or cannot write', () => {
    const cases: [string[], number, RegExp][] = [
      [['--out', at('x.csv'), '--columns', 'id,price'], 1, /^There is no column “price”; choose from id, /],
      [['--out', at('x.csv'), '--profile', 'friend'], 2, /^The option --profile is one of full, peer, regulator, party, not “friend”\.$/],
      [['--out', at('x.csv'), '--time-zone', 'CET'], 2, /utc, local/],
      [['--out', at('x.csv'), '--filter', '{"min":1}'], 2, /^The option --filter is not understood/],
      [['--out', at('x.csv'), '--filter', 'chain:mars'], 2, /^The option --filter is not understood: No chain is called “mars”/],
      [['--out', at('x.csv'), '--filter', '{'], 2, /^The option --filter needs JSON/],
      [['--out', at('x.csv'), '--bom', '--no-bom'], 2, /^Choose one/],
      [['--out', at('x.csv'), '--profile', 'peer', '--time-zone', 'local'], 1, /UTC only/],
      [['--out', at('none/x.csv')], 1, /does not exist: make it, or choose another place/],
      [['--out', join(at('o.csv'), 'x.csv')], 1, /cannot be written: choose another place/],
      [[], 2, /^export needs both/],
    ]
    for (const [args, code, sentence] of cases) {
      const told = exporting(...args)
      expect([told.code, told.stderr.trim()]).toEqual([code, expect.stringMatching(sentence)])
      expect(told.stderr).not.toMatch(/\n\s+at /)
    }
    expect(existsSync(at('x.csv'))).toBe(false)
  })
})

describe('headless open', () => {
  test('opens one field, and checks it where only the two files are', () => {
    const { stderr } = exporting('--out', at('peer.csv'), '--profile', 'peer')
    const id = /as ([0-9a-f]{32});/.exec(stderr)?.[1] ?? ''
    const opened = run(
      'open',
      '--data',
      at('data'),
      '--export',
      id,
      '--order',
      order('a', block(1)).id,
      '--field',
      'usd',
      '--out',
      at('opening.json'),
    )
    expect([opened.code, opened.stderr]).toEqual([0, expect.stringContaining('opening.json')])
    const check = () => run('open', '--check', at('opening.json'), '--against', at('peer.csv'))
    expect(check()).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Proven: usd of order [0-9a-f]{32} is “4100000\.25”/) })
    writeFileSync(at('opening.json'), readFileSync(at('opening.json'), 'utf8').replace('4100000.25', '4100000.26'))
    expect(check()).toMatchObject({ code: 1, stdout: expect.stringMatching(/^Not proven: /) })
    const list = run('open', '--data', at('data'), '--list')
    expect(JSON.parse(list.stdout.split('\n')[0] ?? '')).toMatchObject({ act: 'opening', id, field: 'usd', order: order('a', block(1)).id })
  })

  test('says in one sentence what it lacks', () => {
    writeFileSync(at('junk.json'), '{"format":"other"}')
    const cases: [string[], number, RegExp][] = [
      [['--data', at('data')], 2, /^open needs --export: open --data DIR/],
      [['--check', at('junk.json')], 2, /^open needs --against/],
      [['--check', at('junk.json'), '--against', at('o.csv')], 2, /is no opening of Crowsnest/],
      [['--check', at('gone.json'), '--against', at('o.csv')], 1, /does not exist/],
      [['--data', at('data'), '--export', 'x', '--order', 'y', '--field', 'usd'], 1, /^No export “x”/],
    ]
    for (const [args, code, sentence] of cases) {
      const told = run('open', ...args)
      expect([told.code, told.stderr.trim()]).toEqual([code, expect.stringMatching(sentence)])
    }
  })
})
