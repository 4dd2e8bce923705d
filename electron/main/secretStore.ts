/** Secrets of endpoints and channels, encrypted with a key of the system's keyring by Electron. The only file that imports safeStorage. */
import { join } from 'node:path'
import { app, safeStorage } from 'electron'
import type { SecretStore } from '#ipc/services.ts'
import { openSecretFile } from '#platform/secretFile.ts'

/** `name` in the app's folder; call it after the app is ready. */
export const createSecretStore = (folder: string = app.getPath('userData'), name = 'secrets.json'): SecretStore =>
  openSecretFile({
    file: join(folder, name),
    cipher: hasKeyring()
      ? { encrypt: (text) => safeStorage.encryptString(text), decrypt: (bytes) => safeStorage.decryptString(bytes) }
      : null,
  })

/** `basic_text` is a password that everybody knows: that is no encryption. */
const hasKeyring = (): boolean =>
  safeStorage.isEncryptionAvailable() && (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text')
