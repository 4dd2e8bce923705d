import type { Shipped } from './shipped.d.mts'

export function licenceFile(packages: readonly Shipped[]): string
export function writeLicences(): number
