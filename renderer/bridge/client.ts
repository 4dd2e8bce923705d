/** The contract as an object of functions, over any carrier. */
import type { CallName, Client, EventName, EventPayload } from '#shared/contract/index.ts'
import { t } from '../i18n/t.ts'
import type { Carrier } from './carrier.ts'

/** A call that the host answered with a failure; `message` is a sentence for the user. */
export class CallError extends Error {
  override readonly name = 'CallError'
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** `client['orders.page'](input)`: every name of the contract is a method; a failure is thrown as `CallError`. */
export function createClient(carrier: Pick<Carrier, 'call'>): Client {
  const methods = new Map<string, (input: unknown) => Promise<unknown>>()
  const method = (name: string) => async (input: unknown) => {
    const result = await carrier.call(name, input)
    if (!result.ok) throw new CallError(result.error.code, result.error.message)
    return result.value
  }
  // The host validates inputs and, in tests and development, outputs: the cast repeats what the contract says.
  return new Proxy({} as Client, {
    get(_, name) {
      const key = String(name)
      const known = methods.get(key) ?? method(key as CallName)
      methods.set(key, known)
      return known
    },
  })
}

/** Subscribes to one event of the contract; returns a function that ends the subscription. */
export const subscriber =
  (carrier: Pick<Carrier, 'on'>) =>
  <N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): (() => void) =>
    carrier.on((event, payload) => {
      if (event === name) listener(payload as EventPayload<N>)
    })

/** The sentence of anything that was thrown. */
export const sentenceOf = (thrown: unknown): string =>
  thrown instanceof Error && thrown.message ? thrown.message : t('Something went wrong and nothing was changed. Try again.')
