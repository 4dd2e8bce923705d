/** Secrets: whether they can be read, and whether they lie as safely as they could. */
import type { Examine } from '../doctor.ts'
import { check } from './check.ts'

export const keyringChecks: Examine = {
  id: 'secrets',
  area: 'keyring',
  run: ({ secretsWarning }) => [
    secretsWarning === null
      ? check('keyring', 'secrets', 'ok', 'No token lies about unencrypted, and all that are kept can be read.')
      : check('keyring', 'secrets', /cannot be|lost|others/i.test(secretsWarning) ? 'problem' : 'warning', secretsWarning),
  ],
}
