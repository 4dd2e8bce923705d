/** Notifications where there is no desktop: a line on stderr. */
import type { Notifier } from '#ipc/services.ts'

export const createNotifier = (write: (line: string) => void = (line) => void process.stderr.write(line)): Notifier => ({
  show: ({ title, body }) => {
    write(`* ${title}${body === '' ? '' : ` · ${body.replaceAll('\n', ' · ')}`}\n`)
    return Promise.resolve({ shown: true, message: 'Written to the terminal that Crowsnest was started from.' })
  },
})
