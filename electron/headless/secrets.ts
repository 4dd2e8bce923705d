/** Secrets of endpoints and channels for a host without a keyring: from the environment, and from a file that only this user may read. */
import { join } from 'node:path'
import type { SecretStore } from '#ipc/services.ts'
import { openSecretFile, secretsIn } from '#platform/secretFile.ts'

const variable = 'CROWSNEST_SECRETS'

/** `folder` null: nothing is kept. Throws EngineError BAD_INPUT where the variable cannot be understood. What is in it is written down nowhere. */
export const createSecretStore = (folder: string | null): SecretStore =>
  openSecretFile({
    file: folder === null ? null : join(folder, 'secrets.json'),
    cipher: null,
    given: secretsIn(process.env[variable], variable),
  })

/** Where the key that signs the journal is kept: a file of its own that only this user may read. */
export const createKeyStore = (folder: string): SecretStore => openSecretFile({ file: join(folder, 'journal-key.json'), cipher: null })
