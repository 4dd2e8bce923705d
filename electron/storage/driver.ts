/** The only file that names the SQLite driver: Node's own where it has one (Node ≥ 22.13, Electron ≥ 39), else the package that mirrors it. */
import { createRequire } from 'node:module'
import type { DatabaseSync } from 'node:sqlite'

type Driver = Pick<typeof import('node:sqlite'), 'DatabaseSync'>

/** Opens one SQLite connection. `file` may be a `file:` address with parameters. */
export function connect(file: string, options: { readonly readOnly?: boolean } = {}): DatabaseSync {
  const { DatabaseSync } = driver()
  return new DatabaseSync(file, { readOnly: options.readOnly ?? false, enableForeignKeyConstraints: true })
}

let loaded: Driver | null = null

function driver(): Driver {
  loaded ??= builtIn() ?? fallback()
  return loaded
}

function builtIn(): Driver | null {
  return process.getBuiltinModule?.('node:sqlite') ?? null
}

function fallback(): Driver {
  const name = '@photostructure/sqlite'
  try {
    return createRequire(import.meta.url)(name) as Driver
  } catch (cause) {
    throw new Error(`This runtime (Node ${process.versions.node}) has no SQLite: use Node 24, or install the package ${name}.`, { cause })
  }
}
