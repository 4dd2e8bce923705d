/** Orders, documents and breaches of a business as a viewer is told of them: the same shapes, with bands, names and commitments in them. Pure. */
import type { BusinessEvent, DocumentRow, Violation } from './contract/packs.ts'
import { timeBucket } from './disclosure.ts'
import { blockBucket, type Covered, cover, factsOf, type Rules, type Veil } from './disclosureByRole.ts'
import type { OrderDetail, TableRow } from './order.ts'
import { type Business, type DisclosedField, disclosedFields } from './pack.ts'

type Hidden = Record<string, string>

/** What an order's reference stands for. */
export const orderSubject = (id: string): string => `order:${id}`
export const documentSubject = ({ pack, chainId, type, id }: Pick<DocumentRow, 'pack' | 'chainId' | 'type' | 'id'>): string =>
  `document:${JSON.stringify([pack, chainId, type, id])}`

/** The id under which an order is told: its own where all of it is open, else the reference that its commitments name. */
export const toldId = (id: string, rules: Rules, veil: Veil): string =>
  disclosedFields.every((field) => rules[field] === 'open') ? id : veil.ref(orderSubject(id))

/** An event as the viewer is told of it. `before` and `after` are states of its document. */
export function toldEvent({ row, business, before, after }: BusinessEvent, rules: Rules, veil: Veil): BusinessEvent {
  const subject = orderSubject(row.id)
  const facts = factsOf({
    ...{ from: row.from, to: row.to, amount: row.amount, symbol: row.asset.symbol, usd: row.usd, time: row.blockTime },
    ...{ txHash: row.txHash, block: row.blockNumber, business, state: after, roles: null },
  })
  const hidden: Hidden = {}
  const all = {} as Record<DisclosedField, Covered>
  for (const field of disclosedFields) {
    all[field] = cover(rules[field], field, facts[field], business.nature, subject, veil)
    if (field !== 'roles' && all[field].commitment !== null) hidden[field] = all[field].commitment
  }
  const text = (field: DisclosedField): string => all[field].shown ?? ''
  const open = (...fields: readonly DisclosedField[]): boolean => fields.every((field) => rules[field] === 'open')
  const told: TableRow = {
    id: toldId(row.id, rules, veil),
    chainId: row.chainId,
    blockNumber: blockOf(row.blockNumber, rules),
    blockHash: open('block') ? row.blockHash : '',
    blockTime: timeOf(row.blockTime, rules),
    txHash: text('txHash'),
    position: open('txHash') ? row.position : -1,
    kind: text('verb'),
    source: row.source,
    from: text('from'),
    to: text('to'),
    asset: {
      address: open('unit', 'contract') ? row.asset.address : null,
      symbol: text('unit'),
      decimals: open('unit') ? row.asset.decimals : null,
    },
    amount: text('amount'),
    received: open('amount', 'unit', 'contract') ? row.received : null,
    usd: rules.usd === 'hidden' ? null : all.usd.shown,
    pricedBy: open('usd') ? row.pricedBy : null,
    evidence: row.evidence,
    state: row.state,
    // Names are the owner's own notes about others: no viewer is told them.
    marks: {
      ...{ estimated: row.marks.estimated, flow: null, spam: 0, fromLabel: null, toLabel: null },
      time: timeOf(row.marks.time, rules) ?? 0,
    },
    ...(Object.keys(hidden).length > 0 ? { hidden } : {}),
  }
  const states = (state: string | null) =>
    rules.state === 'open' ? state : state === null ? null : rules.state === 'band' ? veil.pseudonym(state) : null
  return { row: told, business: toldBusiness(business, all, rules), before: states(before), after: states(after) }
}

function toldBusiness(business: Business, all: Readonly<Record<DisclosedField, Covered>>, rules: Rules): Business {
  const { document, grants } = business
  const verb = rules.verb === 'open'
  return {
    pack: business.pack,
    key: verb ? business.key : (all.verb.shown ?? ''),
    verb: all.verb.shown ?? '',
    document: rules.document === 'open' ? document : all.document.shown === null ? null : { type: '', id: all.document.shown },
    due: business.due === null || rules.due === 'hidden' ? null : rules.due === 'open' ? business.due : dayOf(business.due),
    rate: all.rate.shown,
    unit: rules.unit === 'open' ? business.unit : all.unit.shown,
    nature: rules.verb === 'hidden' ? '' : business.nature,
    contract: rules.contract === 'open' ? business.contract : '',
    address: all.contract.shown ?? '',
    ...(grants && rules.from === 'open' && rules.to === 'open' && rules.roles === 'open' ? { grants } : {}),
  }
}

/** An order in full: what it was put together from and where it stands only where everything about it is open. */
export function toldDetail(detail: OrderDetail, business: Business, rules: Rules, veil: Veil): OrderDetail {
  const { row, business: told } = toldEvent({ row: detail.row, business, before: null, after: null }, rules, veil)
  const all = disclosedFields.every((field) => rules[field] === 'open')
  const { notes, block } = detail
  return {
    row,
    notes: {
      ...{ how: all ? notes.how : null, estimated: notes.estimated, parts: all ? notes.parts : [], prices: all ? notes.prices : [] },
      ...{ spam: { points: 0, signs: [] }, business: told },
    },
    block: all ? block : null,
    firstSeenAt: rules.time === 'open' ? detail.firstSeenAt : 0,
    changedAt: rules.time === 'open' ? detail.changedAt : 0,
  }
}

/** A document; its issuer is told as a giver is, its holder as a receiver. */
export function toldDocument(document: DocumentRow, rules: Rules, veil: Veil): DocumentRow {
  const subject = documentSubject(document)
  const hidden: Hidden = {}
  const told = (field: DisclosedField, value: string | null, name: string = field): string | null => {
    if (rules[field] === 'open') return value
    const commitment = veil.commit(subject, name, value)
    hidden[name] = commitment
    return rules[field] === 'hidden' ? commitment : cover(rules[field], field, value, '', subject, veil).shown
  }
  const open = rules.document === 'open'
  if (!open) hidden.document = veil.commit(subject, 'document', `${document.type}/${document.id}`)
  const row: DocumentRow = {
    ...document,
    type: open ? document.type : '',
    id: open ? document.id : veil.ref(subject),
    state: told('state', document.state) ?? '',
    issuer: told('from', document.issuer, 'issuer'),
    holder: told('to', document.holder, 'holder'),
    amount: told('amount', document.amount),
    unit: told('unit', document.unit),
    due: document.due === null || rules.due === 'hidden' ? null : rules.due === 'open' ? document.due : dayOf(document.due),
    overdue: rules.due !== 'hidden' && rules.state !== 'hidden' && document.overdue,
    first: timeOf(document.first, rules) ?? 0,
    last: timeOf(document.last, rules) ?? 0,
  }
  if (rules.due !== 'open') hidden.due = veil.commit(subject, 'due', document.due === null ? null : String(document.due))
  return { ...row, ...(Object.keys(hidden).length > 0 ? { hidden } : {}) }
}

/** A breach: its sentence names everything, so it is told only where all of it is open. */
export function toldViolation(violation: Violation, rules: Rules, veil: Veil): Violation {
  const all = disclosedFields.every((field) => rules[field] === 'open')
  const { document, account, orderId } = violation
  const subject = `violation:${violation.id}`
  const whom = rules.from === 'open' && rules.to === 'open'
  const label = rules.verb === 'open' ? violation.label : '…'
  return {
    ...violation,
    invariant: rules.verb === 'open' ? violation.invariant : '',
    label,
    sentence: all ? violation.sentence : label,
    orderId: orderId === null ? null : toldId(orderId, rules, veil),
    document:
      document === null || rules.document === 'open'
        ? document
        : { type: '', id: veil.ref(documentSubject({ ...violation, ...document })) },
    account: account === null || whom ? account : veil.commit(subject, 'account', account),
    at: timeOf(violation.at, rules) ?? 0,
  }
}

const timeOf = (seconds: number | null, { time }: Rules): number | null => {
  if (seconds === null || time === 'hidden') return null
  return time === 'open' ? seconds : Date.parse(`${timeBucket(seconds).slice(0, 16)}Z`) / 1000 || 0
}
const dayOf = (seconds: number): number => Math.floor(seconds / 86_400) * 86_400
const blockOf = (block: number, rules: Rules): number =>
  rules.block === 'open' ? block : rules.block === 'band' ? Math.floor(block / blockBucket) * blockBucket : -1
