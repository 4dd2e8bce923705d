/** Every topic of every source is the hash of the signature that its comment names. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keccak256, toBytes } from 'viem'
import { expect, test } from 'vitest'
import { projectRoot } from '../../support/machine.mjs'

const root = join(projectRoot, 'electron/engine/sources')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

/** A comment of one signature, and the first word of 32 bytes after it. */
const pattern = /\/\*\* keccak256\("([^"]+)"\)[^/]*\*\/\s[^\n]*?'(0x[0-9a-f]{64})'/g

test('a topic is the hash of the signature beside it', () => {
  const pairs = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(pattern)].map(([, signature = '', topic]) => ({ file, signature, topic })),
  )
  expect(pairs.length).toBeGreaterThan(80)
  expect(pairs.filter(({ signature, topic }) => keccak256(toBytes(signature)) !== topic)).toEqual([])
})
