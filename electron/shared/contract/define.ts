/** Two words that make the contract: a call has an input and an output, an event has a payload. */
import type { z } from 'zod'

export type Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = { readonly input: I; readonly output: O }

/** Declares a call; the handler, the client and the validation follow from its schemas. */
export const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Call<I, O> => ({ input, output })
