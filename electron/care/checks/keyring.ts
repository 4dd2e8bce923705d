/** Secrets: whether they can be read, and whether they lie as safely as they could. */
import type { Examine } from '../doctor.ts'
import { check } from './check.ts'

export const keyringChecks: Examine = {
  id: 'secrets',
  area: 'keyring',
  run({ secretsWarning, host }) {
    if (secretsWarning === null)
      return [check('keyring', 'secrets', 'ok', 'All secrets that are kept can be read, and none lies about unencrypted.')]
    if (host === 'headless' && /are encrypted/.test(secretsWarning))
      return [
        check(
          'keyring',
          'secrets',
          'skipped',
          'Secrets are kept encrypted by the desktop app, whose keyring the command line cannot use: endpoints that need a token refuse it here.',
          'Let the window’s own doctor look, or name the tokens in the environment (CROWSNEST_SECRETS).',
        ),
      ]
    return [check('keyring', 'secrets', /unencrypted/.test(secretsWarning) ? 'warning' : 'problem', secretsWarning)]
  },
}
