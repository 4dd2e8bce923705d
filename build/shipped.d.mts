export type Shipped = {
  readonly name: string
  readonly version: string
  readonly license: string | null
  readonly author: string
  readonly text: string | null
  readonly needs: readonly string[]
}
export function shippedPackages(folder?: string): Shipped[]
export function licenceProblems(packages: readonly Shipped[]): string[]
export function isAllowed(expression: string): boolean
