/** Whose calls the window's carrier answers. */
import { describe, expect, test } from 'vitest'
import { isOwnPage, pageAddress } from '../../electron/main/address.ts'

describe('isOwnPage', () => {
  test('knows the page that the window loads', () => {
    expect(isOwnPage(pageAddress(null), null)).toBe(true)
    expect(isOwnPage(pageAddress('http://127.0.0.1:5173/'), 'http://127.0.0.1:5173/')).toBe(true)
  })

  test.each([
    'https://crowsnest.invalid.example.com/',
    'https://crowsnest.invalid:444/',
    'http://crowsnest.invalid/',
    'https://user@example.com/crowsnest.invalid',
    'file:///crowsnest.invalid/index.html',
    'data:text/html,hello',
    'about:blank',
    'blob:https://crowsnest.invalid/0b1c',
    '',
  ])('takes %j for somebody else', (address) => {
    expect(isOwnPage(address, null)).toBe(false)
  })

  test('answers the development server only in development', () => {
    expect(isOwnPage('http://127.0.0.1:5173/', null)).toBe(false)
  })
})
