/** Types of machine.mjs, which is plain JavaScript because the test run reads it on Node 20 too. */
export const electronBinary: string | null
export const needsXvfb: boolean
export const hasXvfb: boolean
export const missing: Readonly<Record<'node' | 'electron' | 'display' | 'dbus' | 'anvil' | 'chromium' | 'fixtures', string | null>>
export const projectRoot: string
export function fixturesFolder(): string | null
