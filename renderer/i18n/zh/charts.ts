/** Simplified Chinese: charts. */
export const charts = {} as const
