/** Keeps zod from compiling validators: the window's content policy forbids generated code. Must be imported before any schema. */
import { config } from 'zod'

config({ jitless: true })
