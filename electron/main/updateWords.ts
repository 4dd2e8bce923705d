/** What can go wrong with an update, each in a sentence that says what to do. */

const sentences: Readonly<Record<string, string>> = {
  ERR_UPDATER_INVALID_SIGNATURE:
    'The fetched release is not signed by the makers of this app, so it was thrown away. Do not install it by hand; tell the makers.',
  ERR_CHECKSUM_MISMATCH: 'The fetched release is not the one that was announced, so it was thrown away. Try again later.',
  ERR_UPDATER_CHANNEL_FILE_NOT_FOUND: 'The place for updates has none of this channel. Try again later, or choose the other channel.',
  ERR_UPDATER_LATEST_VERSION_NOT_FOUND: 'The place for updates has no release. Try again later.',
  ERR_UPDATER_INVALID_UPDATE_INFO: 'The place for updates answered with something that is no description of a release. Try again later.',
  ERR_UPDATER_INVALID_VERSION: 'The place for updates named a version that is none. Try again later.',
  ERR_UPDATER_OLD_FILE_NOT_FOUND: 'This kind of installation is not updated by the app: use the package it came in.',
}

/** `error`: as the updater throws it. */
export function inWords(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  const known = sentences[code]
  if (known !== undefined) return known
  const text = error instanceof Error ? error.message : String(error)
  const network = /net::(ERR_[A-Z_]+)|\b(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|ECONNRESET)\b/.exec(text)
  if (network) return `The place for updates cannot be reached (${network[1] ?? network[2]}). Check the connection and try again.`
  const status = /\b(?:HttpError: |status(?: code)?:? ?|^)(\d{3})\b/i.exec(text)?.[1]
  if (status !== undefined) return `The place for updates answered with HTTP ${status}. Try again later.`
  return `Looking for updates failed (${text.split('\n', 1)[0]?.slice(0, 200) ?? 'no reason given'}). Try again later.`
}
