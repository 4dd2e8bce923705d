/** Recorded seals of running networks, with what a check has to find. Tests that need them are skipped, by name, where they are missing. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fixturesFolder, loadJson, type RecordedObject } from '../../../support/fixtures.ts'

/** One vector: the header as recorded, what the check must say, and altered variants. */
export type SealVector = {
  readonly file: string
  readonly header: RecordedObject
  readonly expect: RecordedObject
  readonly negatives: readonly RecordedObject[]
  readonly whole: RecordedObject
}

const base = fixturesFolder === null ? null : join(fixturesFolder, 'seals')

/** Whether the recorded seals are at hand. */
export const sealsFolder: string | null = base !== null && existsSync(base) ? base : null

/** Vectors of a folder (qbft, ibft2, istanbul, clique, bor, parlia); none where the collection is missing. */
export function listVectors(folder: string): SealVector[] {
  if (sealsFolder === null) return []
  return readdirSync(join(sealsFolder, folder))
    .sort()
    .map((file) => {
      const whole = JSON.parse(readFileSync(join(sealsFolder ?? '', folder, file), 'utf8')) as RecordedObject
      const { header = {}, expect = {}, negatives = [] } = whole
      return { file, header: header as RecordedObject, expect: expect as RecordedObject, negatives: negatives as RecordedObject[], whole }
    })
}

/** JSON of the recorded light-client messages (`bootstrap`, `update-0`, …), each with `json` and `expect`. */
export const lightClientVector = (name: string): { json: RecordedObject; expect: RecordedObject } =>
  loadJson(join(sealsFolder ?? '', 'light-client', 'mainnet-deneb', `${name}.json.gz`)) as { json: RecordedObject; expect: RecordedObject }

/** Every header that differs from this one in a single bit of a single field. Numbers stay numbers without leading zeros. */
export function* flippedHeaders(header: RecordedObject): Generator<{ field: string; at: number; altered: RecordedObject }> {
  for (const [field, value] of Object.entries(header)) {
    if (typeof value !== 'string' || !/^0x[0-9a-f]+$/.test(value)) continue
    for (let at = 0; at < (value.length - 2) * 4; at++) {
      const place = 2 + Math.floor(at / 4)
      const digit = Number.parseInt(value.charAt(place), 16) ^ (1 << (at % 4))
      yield { field, at, altered: { ...header, [field]: value.slice(0, place) + digit.toString(16) + value.slice(place + 1) } }
    }
  }
}

/** Runs it and hands back what it threw, or null. */
export const thrownBy = (run: () => unknown): unknown => {
  try {
    run()
    return null
  } catch (error) {
    return error
  }
}
