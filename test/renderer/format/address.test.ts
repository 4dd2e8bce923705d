/** Addresses and names from outside. */
import { describe, expect, test } from 'vitest'
import { safeName, shortAddress, splitAddress } from '../../../renderer/format/address.ts'

const address = '0x1234567890abcdef1234567890abcdef12345678'

describe('splitAddress', () => {
  test('keeps eight digits on each side and loses none in between', () => {
    const { head, middle, tail } = splitAddress(address)
    expect(head).toBe('0x12345678')
    expect(tail).toBe('12345678')
    expect(head + middle + tail).toBe(address)
  })
  test('shortens for running text', () => expect(shortAddress(address)).toBe('0x12345678…12345678'))
  test('leaves short text whole', () => expect(shortAddress('0x00')).toBe('0x00'))
})

describe('safeName', () => {
  test('takes out direction marks, controls and invisible characters', () => {
    expect(safeName('\u202eCDSU\u202c')).toBe('CDSU')
    expect(safeName('US\u200bD\u0000T\n')).toBe('USDT')
  })
  test('cuts a symbol of 100 kB to one short line', () => expect(safeName('A'.repeat(100_000))).toBe(`${'A'.repeat(24)}…`))
  test('names a token that has only invisible characters', () => expect(safeName('\u202e'.repeat(100_000))).toBe('unnamed'))
  test('does not cut a character in half', () => expect(safeName('𝐔𝐒𝐃𝐓', 2)).toBe('𝐔𝐒…'))
  test('leaves markup as text', () => expect(safeName('<b>x</b>')).toBe('<b>x</b>'))
})
