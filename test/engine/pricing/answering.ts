/** A contract that answers what it is told to, by selector, and reverts on anything else. Hand-assembled; its answers stand in its code. */
import type { Hex } from '#engine/types.ts'
import { wordOf } from '../sources/recorded.ts'

/** For `anvil_setCode`: answers by selector (10 characters with 0x). */
export function answeringCode(answers: Readonly<Record<Hex, Hex>>): Hex {
  const entries = Object.entries(answers)
  const dispatchBytes = 5 + entries.length * 11 + 3
  const bodyBytes = 14
  const dataStart = dispatchBytes + entries.length * bodyBytes
  let offset = dataStart
  const parts = entries.map(([selector, answer], index) => {
    const length = answer.length / 2 - 1
    const at = offset
    offset += length
    return {
      dispatch: `8063${selector.slice(2)}1461${two(dispatchBytes + index * bodyBytes)}57`,
      body: `5b61${two(length)}61${two(at)}5f3961${two(length)}5ff3`,
      data: answer.slice(2),
    }
  })
  const joined = (part: 'dispatch' | 'body' | 'data') => parts.map((each) => each[part]).join('')
  return `0x5f3560e01c${joined('dispatch')}5f5ffd${joined('body')}${joined('data')}`
}

export const words = (...values: readonly bigint[]): Hex =>
  `0x${values.map((value) => wordOf(BigInt.asUintN(256, value)).slice(2)).join('')}`

const two = (number: number): string => number.toString(16).padStart(4, '0')
