/** Ctrl-C and a service manager's stop, as one promise. */

/** The settings library sends a signal on to its own process once more; that echo is nobody's second Ctrl-C. */
const ECHO_MS = 500

/** Resolves at the first SIGINT, SIGTERM or SIGHUP; another one after a moment ends the process at once. */
export function untilStopped(now: () => number = Date.now): Promise<void> {
  return new Promise((resolve) => {
    let asked: number | null = null
    const stop = () => {
      if (asked !== null && now() - asked > ECHO_MS) process.exit(130)
      asked ??= now()
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  })
}
