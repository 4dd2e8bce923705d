/** Simplified Chinese: order. */
export const order = {} as const
