/** Simplified Chinese: every key of the window's words, one file a part of the window. */
import { alerts } from './alerts.ts'
import { alliance } from './alliance.ts'
import { business } from './business.ts'
import { care } from './care.ts'
import { channels } from './channels.ts'
import { charts } from './charts.ts'
import { exports } from './exports.ts'
import { journal } from './journal.ts'
import { labels } from './labels.ts'
import { order } from './order.ts'
import { orders } from './orders.ts'
import { packs } from './packs.ts'
import { rules } from './rules.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { viewers } from './viewers.ts'

export const zh = {
  ...shell,
  ...settings,
  ...orders,
  ...order,
  ...labels,
  ...charts,
  ...exports,
  ...alliance,
  ...alerts,
  ...rules,
  ...channels,
  ...care,
  ...business,
  ...packs,
  ...journal,
  ...viewers,
} as const
