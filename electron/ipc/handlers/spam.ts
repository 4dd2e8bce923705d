/** The user's word on spam: kept, applied to the stored rows, and shown at once. */
import type { Handlers } from '#shared/contract/index.ts'
import type { OrderStore } from '../services.ts'

type SpamHandlers = Pick<Handlers, 'spam.set' | 'spam.list'>

export function spamHandlers(services: {
  store: Pick<OrderStore, 'setVerdict' | 'verdicts'>
  /** Every window asks for its page again. */
  refreshWindows(): void
}): SpamHandlers {
  const { store } = services
  return {
    'spam.set'({ subject, spam }) {
      const rows = store.setVerdict(subject, spam)
      if (rows > 0) services.refreshWindows()
      return { rows }
    },
    'spam.list': () => [...store.verdicts()],
  }
}
