/** The contract over a carrier. */
import { describe, expect, test } from 'vitest'
import { failure, success } from '#shared/result.ts'
import { tokenOf } from '../../../renderer/bridge/carrier.ts'
import { CallError, createClient, sentenceOf, subscriber } from '../../../renderer/bridge/client.ts'

describe('createClient', () => {
  test('hands name and input to the carrier and returns the value', async () => {
    const client = createClient({ call: async (name, input) => success({ name, input }) })
    expect(await client['orders.get']({ id: 'x' })).toEqual({ name: 'orders.get', input: { id: 'x' } })
  })

  test('throws the sentence of a failure', async () => {
    const client = createClient({ call: async () => failure('READ_ONLY', 'The data folder cannot be written to.') })
    const thrown = await client['app.status'](null).catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(CallError)
    expect(thrown).toMatchObject({ code: 'READ_ONLY', message: 'The data folder cannot be written to.' })
  })
})

describe('subscriber', () => {
  test('passes on only the event that was asked for', () => {
    let send: (name: string, payload: unknown) => void = () => undefined
    const on = subscriber({
      on: (listener) => {
        send = listener
        return () => undefined
      },
    })
    const seen: string[] = []
    on('orders.focus', ({ id }) => seen.push(id))
    send('app.statusChanged', { id: 'no' })
    send('orders.focus', { id: 'yes' })
    expect(seen).toEqual(['yes'])
  })
})

describe('tokenOf', () => {
  test('reads the token of an address', () => {
    expect(tokenOf('#token=abc')).toBe('abc')
    expect(tokenOf('')).toBeNull()
  })
})

describe('sentenceOf', () => {
  test('has a sentence for anything', () => {
    expect(sentenceOf(new Error('Because.'))).toBe('Because.')
    expect(sentenceOf(undefined)).toMatch(/\.$/)
  })
})
