/** Log lines: one a happening, without secrets, without forged lines. */
import { describe, expect, test } from 'vitest'
import { createLog, maskAddresses } from '#platform/log.ts'

describe('createLog', () => {
  test('writes time, level, message and data on one line', () => {
    const lines = record('info', 'block read', { number: 7, host: 'a b', big: 3n })
    expect(lines).toEqual(['1970-01-01T00:00:01.000Z info block read number=7 host="a b" big="3"\n'])
  })

  test('leaves out what is below its level', () => {
    expect(record('debug', 'detail')).toEqual([])
  })

  test('cuts addresses to their host, in the message and in the data', () => {
    const [line] = record('warn', 'https://ann:pw@node.example/v3/KEY failed', {
      url: 'wss://x.example/?key=KEY',
      error: new Error('http://h/KEY'),
    })
    expect(line).toContain('https://node.example/… failed')
    expect(line).not.toMatch(/KEY|ann|pw/)
  })

  test('keeps a message with line breaks on its one line', () => {
    const [line] = record('error', 'first\n1970-01-01T00:00:00.000Z info forged\u001b[31m')
    expect(line?.indexOf('\n')).toBe((line?.length ?? 0) - 1)
    expect(line).not.toContain('\u001b')
  })
})

describe('maskAddresses', () => {
  test('leaves an address that hides nothing as it is', () => {
    expect(maskAddresses('see http://127.0.0.1:8545 and http://127.0.0.1:8545/')).toBe(
      'see http://127.0.0.1:8545 and http://127.0.0.1:8545',
    )
  })
})

function record(...[level, message, data]: Parameters<ReturnType<typeof createLog>>): string[] {
  const lines: string[] = []
  createLog({ write: (line) => lines.push(line), now: () => 1000 })(level, message, data)
  return lines
}
