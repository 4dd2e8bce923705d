import type { Shipped } from './shipped.d.mts'

type Part = {
  readonly 'bom-ref': string
  readonly name: string
  readonly version: string
  readonly licenses: readonly unknown[]
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[]
}
export function billOfMaterials(
  packages: readonly Shipped[],
  app: { readonly name: string; readonly version: string; readonly license: string; readonly description: string },
  lock: { readonly packages: Readonly<Record<string, { readonly version?: string; readonly integrity?: string }>> },
): {
  readonly bomFormat: string
  readonly specVersion: string
  readonly serialNumber: string
  readonly version: number
  readonly metadata: { readonly component: Part }
  readonly components: readonly Part[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[]
}
