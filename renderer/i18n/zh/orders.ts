/** Simplified Chinese: orders. */
export const orders = {} as const
