/** Simplified Chinese: every key of the window's words, one file a part of the window. */
import { alliance } from './alliance.ts'
import { care } from './care.ts'
import { charts } from './charts.ts'
import { exports } from './exports.ts'
import { labels } from './labels.ts'
import { order } from './order.ts'
import { orders } from './orders.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'

export const zh = { ...shell, ...settings, ...orders, ...order, ...labels, ...charts, ...exports, ...alliance, ...care } as const
