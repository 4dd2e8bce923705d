/** The invariant kinds as data, for the forms of the window. */
import { z } from 'zod'
import type { KindInfo } from '#shared/catalog.ts'
import type { Invariant } from './invariants/defineInvariant.ts'
import { invariants } from './invariants/index.ts'

/**
 * What parameters are called everywhere, and what of the pack they name (`format`). A kind that means something else by the name says so in its
 * own schema.
 */
const names: Readonly<Record<string, { readonly title: string; readonly format?: string }>> = {
  verb: { title: 'Verb', format: 'pack-verb' },
  verbs: { title: 'Verbs', format: 'pack-verb' },
  of: { title: 'Of what these brought', format: 'pack-verb' },
  as: { title: 'As this verb did', format: 'pack-verb' },
  after: { title: 'After one of these', format: 'pack-verb' },
  before: { title: 'Before', format: 'pack-verb' },
  by: { title: 'By', format: 'pack-verb' },
  unit: { title: 'Unit', format: 'pack-unit' },
  role: { title: 'Role', format: 'pack-role' },
  roles: { title: 'Roles', format: 'pack-role' },
  type: { title: 'Kind of document', format: 'pack-document' },
  types: { title: 'Kinds of documents', format: 'pack-document' },
  state: { title: 'State', format: 'pack-state' },
  states: { title: 'States', format: 'pack-state' },
  done: { title: 'States that count as done', format: 'pack-state' },
  side: { title: 'Side' },
  party: { title: 'Party' },
  percent: { title: 'Percent of it' },
  tolerance: { title: 'Tolerance, in the unit of the rate' },
  sends: { title: 'What leaves', format: 'pack-verb' },
  arrives: { title: 'What arrives', format: 'pack-verb' },
  clockSeconds: { title: 'Clocks may be apart, seconds' },
  least: { title: 'At least' },
  needs: { title: 'What these brought', format: 'pack-verb' },
  days: { title: 'Within days' },
  repeats: { title: 'May happen again', format: 'pack-verb' },
  times: { title: 'Times' },
  feeBasisPoints: { title: 'Fee, hundredths of a percent' },
}

/** Every kind with the JSON Schema of what a pack has to tell it. */
export const invariantKinds = (): KindInfo[] =>
  invariants.map(({ id, label, help, parameters }: Invariant) => ({
    ...{ id, label, help, secrets: [] },
    schema: withNames({ ...z.toJSONSchema(parameters, { io: 'input' }) }),
  }))

function withNames(schema: Record<string, unknown>): Record<string, unknown> {
  const { properties } = schema
  if (typeof properties !== 'object' || properties === null) return schema
  const named = Object.entries(properties).map(([name, property]) => [name, { ...names[name], ...property }])
  return { ...schema, properties: Object.fromEntries(named) }
}
