/** All handlers of the contract; a call without a handler does not compile. */
import type { Handlers } from '#shared/contract/index.ts'
import { alertHandlers } from './alerts.ts'
import { appHandlers } from './app.ts'
import { careHandlers } from './care.ts'
import { chainHandlers } from './chains.ts'
import { channelHandlers } from './channels.ts'
import { chartHandlers } from './charts.ts'
import { disclosureHandlers } from './disclosures.ts'
import { journalHandlers } from './journal.ts'
import { labelHandlers } from './labels.ts'
import { orderHandlers } from './orders.ts'
import { packHandlers } from './packs.ts'
import { ruleHandlers } from './rules.ts'
import { settingsHandlers } from './settings.ts'
import { spamHandlers } from './spam.ts'

export type Services = Parameters<typeof alertHandlers>[0] &
  Parameters<typeof appHandlers>[0] &
  Parameters<typeof careHandlers>[0] &
  Parameters<typeof chainHandlers>[0] &
  Parameters<typeof channelHandlers>[0] &
  Parameters<typeof chartHandlers>[0] &
  Parameters<typeof disclosureHandlers>[0] &
  Parameters<typeof journalHandlers>[0] &
  Parameters<typeof labelHandlers>[0] &
  Parameters<typeof orderHandlers>[0] &
  Parameters<typeof packHandlers>[0] &
  Parameters<typeof ruleHandlers>[0] &
  Parameters<typeof settingsHandlers>[0] &
  Parameters<typeof spamHandlers>[0]

export const createHandlers = (services: Services): Handlers => ({
  ...alertHandlers(services),
  ...appHandlers(services),
  ...careHandlers(services),
  ...chainHandlers(services),
  ...channelHandlers(services),
  ...chartHandlers(services),
  ...disclosureHandlers(services),
  ...journalHandlers(services),
  ...labelHandlers(services),
  ...orderHandlers(services),
  ...packHandlers(services),
  ...ruleHandlers(services),
  ...settingsHandlers(services),
  ...spamHandlers(services),
})
