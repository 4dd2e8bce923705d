/** What the doctor says of the system's keyring: without it secrets are in a file that only its rights protect. */
import { safeStorage } from 'electron'
import type { DoctorCheck } from '#shared/contract/care.ts'

const mend =
  process.platform === 'linux'
    ? 'Install and unlock a keyring such as gnome-keyring or KWallet, start Crowsnest again, and enter the tokens anew.'
    : 'Log in as a user whose keyring can be unlocked, and start Crowsnest again.'

/** Call it after the app is ready. `basic_text` is a password that everybody knows: that is no encryption. */
export function keyringCheck(): DoctorCheck {
  const backend = process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : 'system'
  const there = safeStorage.isEncryptionAvailable() && backend !== 'basic_text'
  const name = backend === 'system' ? 'The system’s keyring' : `The keyring of this desktop (${backend.replaceAll('_', ' ')})`
  return there
    ? { id: 'keyring', area: 'keyring', state: 'ok', sentence: `${name} keeps the key that secrets are encrypted with.`, mend: null }
    : {
        id: 'keyring',
        area: 'keyring',
        state: 'warning',
        sentence: 'No keyring can be used, so secrets that are kept are not encrypted.',
        mend,
      }
}
