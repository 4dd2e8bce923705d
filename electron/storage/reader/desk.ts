/** Answers numbered questions of one connection, however many are open: those taken back stop at their next slice. */
import { EngineError } from '#engine/errors.ts'
import type { ReadCall } from '#ipc/services.ts'
import { type Database, openDatabase } from '../database.ts'
import { type Answers, createAnswers } from './questions.ts'
import { createTurn } from './turn.ts'

/** To the desk: a question, or that one is not asked any more. */
export type ToDesk =
  | { readonly id: number; readonly name: ReadCall; readonly input: unknown; readonly budgetMs: number }
  | { readonly cancel: number }
export type FromDesk =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: { readonly code: string; readonly message: string; readonly retryable: boolean } }

export type Desk = { take(message: ToDesk): void; close(): void }

/** Opens the folder's orders for reading with the first question. `say` gets the answers in the order in which they are found. */
export function createDesk(dataDir: string, say: (message: FromDesk) => void): Desk {
  const open = new Map<number, AbortController>()
  let connection: Database | null = null
  let answers: Answers | null = null

  const answer = async (id: number, name: ReadCall, input: unknown, budgetMs: number): Promise<void> => {
    const abort = new AbortController()
    open.set(id, abort)
    try {
      connection ??= openForReading(dataDir)
      answers ??= createAnswers(connection)
      // The map is keyed by the names of the questions, so this input is the answer's own.
      const find = answers[name] as (input: unknown, turn: () => Promise<void>) => unknown
      const value = await find(input, createTurn(abort.signal, budgetMs))
      say({ id, value })
    } catch (error) {
      const known = error instanceof EngineError ? error : new EngineError('FAULT', `This could not be read: ${String(error)}`)
      say({ id, error: { code: known.code, message: known.message, retryable: known.retryable } })
    } finally {
      open.delete(id)
    }
  }

  return {
    take(message) {
      if ('cancel' in message) open.get(message.cancel)?.abort()
      else void answer(message.id, message.name, message.input, message.budgetMs)
    },
    close() {
      for (const abort of open.values()) abort.abort()
      connection?.close()
      connection = null
      answers = null
    },
  }
}

function openForReading(dataDir: string): Database {
  const database = openDatabase({ dataDir, readOnly: true })
  // The indexes that every scroll walks stay in memory: 64 MB hold the hot part of a million orders.
  database.exec('PRAGMA cache_size = -64000')
  return database
}
