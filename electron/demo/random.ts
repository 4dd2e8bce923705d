/** Chance that repeats itself: everything that happens on the demo chain follows from its seed. */
import { keccak256, stringToHex } from 'viem'

export type Random = {
  /** In [0, 1). */
  next(): number
  /** Whole number, both ends included. */
  int(from: number, to: number): number
  /** True with the given probability. */
  chance(probability: number): boolean
  pick<T>(items: readonly [T, ...T[]]): T
  /** Spread evenly over orders of magnitude, as sizes of payments are; a whole number. */
  magnitude(from: number, to: number): number
}

/** sfc32 (Chris Doty-Humphrey, PractRand), its state being the keccak256 of the text; the first outputs are thrown away to mix it. */
export function randomFrom(text: string): Random {
  const hash = keccak256(stringToHex(text))
  const word = (index: number): number => Number.parseInt(hash.slice(2 + index * 8, 10 + index * 8), 16) | 0
  let a = word(0)
  let b = word(1)
  let c = word(2)
  let counter = 1

  function next(): number {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  for (let i = 0; i < 12; i++) next()

  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (items) => items[int(0, items.length - 1)] ?? items[0],
    magnitude: (from, to) => Math.round(from * (to / from) ** next()),
  }
}
