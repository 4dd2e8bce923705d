/** The rule kinds as data, for the forms of the window. */
import { z } from 'zod'
import type { KindInfo } from '#shared/catalog.ts'
import { rules } from './index.ts'

/** Every kind with the JSON Schema of its parameters. */
export const ruleKinds = (): KindInfo[] =>
  rules.map(({ id, label, help, parameters }) => ({
    id,
    label,
    help,
    schema: { ...z.toJSONSchema(parameters, { io: 'input' }) },
    secrets: [],
  }))
