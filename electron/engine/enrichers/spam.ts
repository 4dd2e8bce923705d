/** Scores the orders of one block for spam before they are stored. */
import type { OrderNotes, OrderRow } from '#shared/order.ts'
import type { Settings } from '#shared/settings.ts'
import type { Chain } from '../chains/defineChain.ts'
import type { ChainStore } from '../ports.ts'
import type { Address, BlockReading, Leg } from '../types.ts'
import { type SpamAsset, type SpamSubject, spamScore } from './spam-score/index.ts'

export type SpamContext = {
  readonly chain: Chain
  readonly settings: Pick<Settings, 'minUnits' | 'prices'>
  readonly store: Pick<ChainStore, 'imitated'>
}

type Noted = { readonly order: OrderRow; readonly notes: OrderNotes }

/**
 * The same orders with their score in the notes. What can be told offline is told: symbols, accounts that look like an earlier
 * counterparty, mailings, who signed. Not told: whether a token can be sold again (a honeypot shows only when its code is run), and
 * transfers of nothing, which no source reads as a movement.
 */
export function scoreSpam(orders: readonly Noted[], reading: Pick<BlockReading, 'legs' | 'signers'>, context: SpamContext): Noted[] {
  if (orders.length === 0) return []
  const { chain, settings, store } = context
  const named = [...settings.minUnits, ...settings.prices].map(({ token }) => token.toLowerCase())
  const known = new Set<string>([...chain.tokens.map(({ address }) => address), ...named])
  if (chain.wrappedNative) known.add(chain.wrappedNative)
  const listed = [chain.native.symbol, ...chain.tokens.map(({ symbol }) => symbol)]
  const mailings = mailingsOf(orders, reading.legs)
  return orders.map(({ order, notes }) => {
    const priced = new Set(notes.prices.filter(({ feed }) => feed !== 'manual').map(({ asset }) => asset))
    const fact = ({ address, symbol }: OrderRow['asset']): SpamAsset => ({
      asset: address as Address | null,
      symbol,
      known: address === null || known.has(address),
      priced: priced.has(address ?? 'native'),
    })
    const [from, to] = [order.from as Address, order.to as Address]
    const subject: SpamSubject = {
      assets: [fact(order.asset), ...(order.received ? [fact(order.received.asset)] : [])],
      listed,
      // The sources read no movement of nothing, and an amount is only compared with zero.
      amount: /[1-9]/.test(order.amount) ? 1n : 0n,
      shownAmount: `${order.amount} ${order.asset.symbol}`,
      from,
      to,
      signer: reading.signers?.get(order.txHash) ?? null,
      ...mailings(order),
      imitated: from === to ? [] : [...store.imitated(from, to), ...store.imitated(to, from)],
    }
    return { order, notes: { ...notes, spam: spamScore(subject) } }
  })
}

/** How many accounts each transaction sent a token to from one account, and how many it took it from. */
function mailingsOf(orders: readonly Noted[], legs: readonly Leg[]) {
  const asked = new Set(orders.map(({ order }) => order.txHash))
  const recipients = new Map<string, Set<Address>>()
  const givers = new Map<string, Set<Address>>()
  const add = (map: Map<string, Set<Address>>, key: string, account: Address) => map.set(key, (map.get(key) ?? new Set()).add(account))
  for (const leg of legs) {
    if (!asked.has(leg.txHash)) continue
    for (const { from, to, asset } of [leg, ...(leg.parts ?? [])]) {
      add(recipients, `${leg.txHash} ${asset} ${from}`, to)
      add(givers, `${leg.txHash} ${asset}`, from)
    }
  }
  return ({ txHash, asset: { address }, from }: OrderRow) => ({
    recipients: recipients.get(`${txHash} ${address} ${from}`)?.size ?? 0,
    givers: givers.get(`${txHash} ${address}`)?.size ?? 0,
  })
}
