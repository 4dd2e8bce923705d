/** Pictures for the window: all of them are read beside the store. */
import type { Handlers } from '#shared/contract/index.ts'
import type { OrderReader } from '../services.ts'

type ChartHandlers = Pick<Handlers, Extract<keyof Handlers, `charts.${string}`>>

export function chartHandlers({ reader }: { readonly reader: OrderReader }): ChartHandlers {
  return {
    'charts.valueOverTime': (question) => reader.ask('charts.valueOverTime', question),
    'charts.exchangeFlow': (question) => reader.ask('charts.exchangeFlow', question),
    'charts.topTokens': (question) => reader.ask('charts.topTokens', question),
    'charts.topCounterparties': (question) => reader.ask('charts.topCounterparties', question),
    'charts.sizes': (question) => reader.ask('charts.sizes', question),
  }
}
