/** A pack, its holdings and its flows as a viewer is told of them. Pure. */
import type { Output } from './contract/index.ts'
import type { PackStanding } from './contract/packs.ts'
import { amountBand, baseRules, type How, type Rules, rulesFor, type Veil } from './disclosureByRole.ts'
import type { Pack } from './pack.ts'
import type { Viewer } from './viewer.ts'

type Balances = Output<'business.balances'>
type Flows = Output<'business.flows'>

/** The pack without accounts that are not the viewer's, and without the words for what it may not see. */
export function toldPack(standing: PackStanding, viewer: Viewer): PackStanding {
  if (viewer.audience === 'regulator') return { ...standing, problems: [] }
  const { pack } = standing
  const rules = baseRules(pack, viewer)
  const party = viewer.audience === 'party' ? rulesFor(pack, 'party') : rules
  const verbs = party.verb === 'open'
  const states = party.state === 'open' && verbs
  const roles = Object.entries(pack.roles).map(([role, { label, members, overlaps }]) => {
    const own = members.filter((member) => viewer.accounts.includes(member.toLowerCase()))
    return [role, { label, members: own, ...(overlaps === undefined ? {} : { overlaps }) }]
  })
  const units = Object.entries(pack.units).map(([unit, { symbol, decimals }]) => [unit, { symbol, decimals, price: null }])
  const told: Pack = {
    ...pack,
    // Contracts and what they log are how the owner reads the business, and full of addresses: nobody else needs them.
    contracts: {},
    roles: party.roles === 'open' ? Object.fromEntries(roles) : {},
    units: party.unit === 'open' ? Object.fromEntries(units) : {},
    verbs: verbs
      ? Object.fromEntries(
          Object.entries(pack.verbs).map(([key, { label, verb, nature }]) => [
            key,
            { label, verb, nature, on: { contract: 'hidden', event: '' }, from: 'zero', to: 'zero' },
          ]),
        )
      : {},
    documents: states && party.document === 'open' ? pack.documents : {},
    invariants: {},
    about: verbs ? pack.about : '',
  }
  return { ...standing, pack: told, problems: [] }
}

const told = (how: How, amount: string, commit: () => string): string =>
  how === 'open' ? amount : how === 'band' ? amountBand(amount) : commit()

/** Holdings: sums as a peer would be told of them, single accounts only the viewer's own and those that are open. */
export function toldBalances({ units }: Balances, pack: Pack, viewer: Viewer, veil: Veil): Balances {
  const rules = baseRules(pack, viewer)
  const party = viewer.audience === 'party' ? rulesFor(pack, 'party') : rules
  return {
    units: units.map((one, index) => {
      const unit = rules.unit === 'open' ? one.unit : `unit-${index + 1}`
      const sum = (what: string, amount: string) =>
        told(rules.amount, amount, () => veil.commit(`balance:${pack.id}:${one.unit}`, what, amount))
      return {
        unit,
        symbol: rules.unit === 'open' ? one.symbol : rules.unit === 'band' ? veil.pseudonym(one.symbol) : '',
        issued: sum('issued', one.issued),
        redeemed: sum('redeemed', one.redeemed),
        held: sum('held', one.held),
        roles: rules.roles === 'open' ? one.roles.map((role) => ({ ...role, held: sum(`held:${role.role}`, role.held) })) : [],
        top: one.top.flatMap((holding) => {
          const own = viewer.accounts.includes(holding.account)
          const { from, to, amount, roles } = own ? party : rules
          if (from !== 'open' || to !== 'open') {
            if (from === 'hidden' || to === 'hidden') return []
          }
          const subject = `held:${pack.id}:${one.unit}:${holding.account}`
          return [
            {
              account: from === 'open' && to === 'open' ? holding.account : veil.pseudonym(holding.account),
              roles: roles === 'open' ? holding.roles : [],
              held: told(amount, holding.held, () => veil.commit(subject, 'held', holding.held)),
            },
          ]
        }),
      }
    }),
  }
}

/** Sums from role to role, in an order that says nothing. */
export function toldFlows(flows: Flows, pack: Pack, viewer: Viewer, veil: Veil): Flows {
  const rules: Rules = baseRules(pack, viewer)
  const rows = flows.map((flow) => {
    const nature = pack.verbs[flow.key]?.nature ?? ''
    const subject = `flow:${JSON.stringify([pack.id, flow.key, flow.unit, flow.from, flow.to])}`
    return {
      from: rules.roles === 'open' ? flow.from : null,
      to: rules.roles === 'open' ? flow.to : null,
      key: rules.verb === 'open' ? flow.key : rules.verb === 'band' ? nature : '',
      verb: rules.verb === 'open' ? flow.verb : rules.verb === 'band' ? nature : '',
      unit: flow.unit === null || rules.unit === 'open' ? flow.unit : rules.unit === 'band' ? veil.pseudonym(flow.unit) : null,
      amount: told(rules.amount, flow.amount, () => veil.commit(subject, 'amount', flow.amount)),
      count: flow.count,
    }
  })
  const all = rules.roles === 'open' && rules.verb === 'open' && rules.unit === 'open'
  return all ? rows : rows.sort((a, b) => compare(`${a.key} ${a.amount} ${a.count}`, `${b.key} ${b.amount} ${b.count}`))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
