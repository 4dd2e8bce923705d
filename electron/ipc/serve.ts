/** Carrier-neutral: a name and an unknown input become a validated call of a handler, and everything that can go wrong an envelope. */
import { EngineError } from '#engine/errors.ts'
import { type CallName, calls, type Handlers } from '#shared/contract/index.ts'
import { failure, type Result, success } from '#shared/result.ts'

export type Serve = (name: string, input: unknown) => Promise<Result<unknown>>

/** `checkOutput` parses what handlers return as well: on in tests and development. */
export function serve(
  handlers: Handlers,
  options: { readonly checkOutput?: boolean; readonly onFault?: (name: string, error: unknown) => void } = {},
): Serve {
  return async (name, input) => {
    if (!Object.hasOwn(calls, name)) return failure('UNKNOWN_CALL', `There is no call named “${String(name).slice(0, 60)}”.`)
    const { input: schema, output } = calls[name as CallName]
    const parsed = schema.safeParse(input)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      return failure('BAD_INPUT', issue ? `${issue.path.join('.') || 'The input'}: ${issue.message}` : 'The input is not valid.')
    }
    try {
      // The handler map is keyed by the same names as the schemas, so this input is the handler's own.
      const handler = handlers[name as CallName] as (input: unknown) => unknown
      const value = await handler(parsed.data)
      return success(options.checkOutput ? output.parse(value) : value)
    } catch (error) {
      if (error instanceof EngineError) return failure(error.code, error.message)
      options.onFault?.(name, error)
      return failure('FAULT', `Crowsnest could not do this: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}
