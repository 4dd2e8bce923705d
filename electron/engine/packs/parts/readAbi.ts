/** An ABI as it is pasted (JSON, a compiler's output, lines in words) → its items, with the arguments that a pack can name. */
import type { AbiParameter } from 'viem'
import type { AbiReading } from '#shared/contract/packs.ts'
import { readItem } from '../abi.ts'

type Entry = AbiReading['abi'][number]
/** Events and functions that are told; a protocol's whole ABI has fewer. */
const most = 2_000

/** Never throws: what cannot be read is told in sentences, and what can be read comes beside them. */
export function readAbi(text: string): AbiReading {
  const problems: string[] = []
  const entries = entriesOf(text, problems)
  const abi: Entry[] = []
  const items: AbiReading['items'] = []
  for (const [index, entry] of entries.entries()) {
    try {
      const item = readItem(entry)
      if (item === null) continue
      if (items.length === most) {
        problems.push(`Only the first ${most} events and functions are shown.`)
        break
      }
      const { inputs = [], name, type } = item.item
      abi.push(entry)
      items.push({ type, name, signature: item.signature, selector: item.selector, inputs: argumentsOf(inputs as readonly Parameter[]) })
    } catch (error) {
      if (problems.length > 20) continue
      const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
      problems.push(`Item ${index + 1} cannot be read: ${reason}`)
    }
  }
  if (entries.length > 0 && items.length === 0 && problems.length === 0) problems.push('There is no event and no function in it.')
  return { abi, items, problems }
}

function entriesOf(text: string, problems: string[]): readonly Entry[] {
  const trimmed = text.trim()
  if (trimmed === '') return []
  if (!/^[[{"]/.test(trimmed)) return linesOf(trimmed)
  let value: unknown
  try {
    value = JSON.parse(trimmed)
  } catch (error) {
    problems.push(`This is no JSON: ${error instanceof Error ? error.message : String(error)}. Paste the whole ABI, or one event a line.`)
    return []
  }
  // A compiler writes the ABI beside the code.
  const list = Array.isArray(value) ? value : isRecord(value) && Array.isArray(value.abi) ? value.abi : isRecord(value) ? [value] : []
  const entries = list.filter((entry): entry is Entry => typeof entry === 'string' || isRecord(entry))
  if (entries.length === 0) problems.push('There is no ABI in it: a list of events and functions, or an object with one named “abi”.')
  return entries
}

/** One item a line; as it stands in Solidity, with its semicolon. */
const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) =>
      line
        .replace(/\/\/.*$/, '')
        .replace(/;\s*$/, '')
        .trim(),
    )
    .filter((line) => line !== '')

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

type Parameter = AbiParameter & { readonly indexed?: boolean }
type Argument = AbiReading['items'][number]['inputs'][number]

/** Fields of a tuple follow it, named by dots; an argument without a name is known by its place. */
function argumentsOf(inputs: readonly Parameter[], within = ''): Argument[] {
  return inputs.flatMap((parameter, index): Argument[] => {
    const path = `${within}${parameter.name ? parameter.name : index}`
    const own: Argument = { path, type: parameter.type, indexed: parameter.indexed === true }
    // An indexed tuple is a hash: nothing of it can be read.
    if (parameter.type !== 'tuple' || !('components' in parameter) || parameter.indexed) return [own]
    return [own, ...argumentsOf(parameter.components, `${path}.`)]
  })
}
