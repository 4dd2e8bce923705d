/** The command line, read strictly. */
import { describe, expect, test } from 'vitest'
import { type Command, helpOf, readArguments, single, UsageError, wholeNumber } from '../../electron/headless/arguments.ts'

const command: Command = {
  name: 'look',
  summary: 'Looks.',
  options: { port: { value: 'N', help: 'A port.' }, price: { value: 'T=X', help: 'A price.' }, once: { value: null, help: 'Once.' } },
  run: () => Promise.resolve(0),
}
const read = (...args: string[]) => readArguments(command, args)

describe('readArguments', () => {
  test('reads values, repeated values and flags', () => {
    const given = read('--port', '7', '--price', 'A=1', '--price=B=2', '--once')
    expect(wholeNumber(given, 'port')).toBe(7)
    expect(given.values.get('price')).toEqual(['A=1', 'B=2'])
    expect(given.flags.has('once')).toBe(true)
    expect(single(given, 'none')).toBeNull()
  })

  test.each<[string[], RegExp]>([
    [['--prot', '7'], /no option --prot/],
    [['--__proto__', '7'], /no option --__proto__/],
    [['-x'], /no option -x/],
    [['7'], /“7” is not understood/],
    [['--port'], /--port needs a value: --port N/],
    [['--port', '--once'], /--port needs a value/],
    [['--once=yes'], /--once takes no value/],
  ])('refuses %j in one sentence', (args, sentence) => {
    expect(() => read(...args)).toThrow(UsageError)
    expect(() => read(...args)).toThrow(sentence)
  })

  test.each(['x', '-1', '1.5', '1e3', '0x10', '70000', '99999999999999999999'])('refuses the port %s', (port) => {
    expect(() => wholeNumber(read(`--port=${port}`), 'port', 0, 65_535)).toThrow(/whole number from 0 to 65535/)
  })

  test('refuses a single option that is given twice', () => {
    expect(() => single(read('--port', '1', '--port', '2'), 'port')).toThrow(/only once/)
  })
})

describe('helpOf', () => {
  test('lists every option', () => {
    for (const name of Object.keys(command.options)) expect(helpOf(command)).toContain(`--${name}`)
  })
})
