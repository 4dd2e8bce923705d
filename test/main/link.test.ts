/** Links come from anywhere: what is not exactly a link to an order is nothing. */
import { describe, expect, test } from 'vitest'
import { orderOfLink } from '../../electron/main/link.ts'

const hash = `0x${'ab'.repeat(32)}`

describe('orderOfLink', () => {
  test('reads the id of an order, written plainly or with its colons escaped', () => {
    for (const id of [`1:${hash}:-1`, `31337:${hash}:0`, `8453:${hash}:12`]) {
      expect(orderOfLink(`crowsnest://order/${id}`)).toBe(id)
      expect(orderOfLink(`crowsnest://order/${encodeURIComponent(id)}`)).toBe(id)
      expect(orderOfLink(`CROWSNEST://order/${id}/`)).toBe(id)
    }
  })

  test('takes nothing else for a link', () => {
    const id = `1:${hash}:-1`
    for (const text of [
      '',
      'crowsnest:',
      'crowsnest://',
      'crowsnest://order/',
      `crowsnest://orders/${id}`,
      `https://order/${id}`,
      `crowsnest://order/${id}?go=settings`,
      `crowsnest://order/${id}#x`,
      `crowsnest://order/${id}/../../settings`,
      `crowsnest://order/ ${id}`,
      `crowsnest://order/0:${hash}:-1`,
      `crowsnest://order/1:${hash.slice(0, -1)}:-1`,
      `crowsnest://order/1:${hash}:`,
      `crowsnest://order/1:${hash}:-1;drop`,
      'crowsnest://order/%E0%A4%A',
      `crowsnest://order/%00${id}`,
      `crowsnest://order/${'9'.repeat(500)}`,
      `--flag crowsnest://order/${id}`,
    ])
      expect(orderOfLink(text), text).toBeNull()
  })
})
