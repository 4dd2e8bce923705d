/** The calls about packs, for a host without an engine: the real checks and readers over packs in memory, and invented past blocks. */
import { checkPack, readPack } from '#engine/packs/check.ts'
import { readAbi } from '#engine/packs/parts/readAbi.ts'
import { shippedPacks } from '#engine/packs/shipped/index.ts'
import type { Handlers } from '#shared/contract/index.ts'
import type { BusinessEvent, PackStanding, PacksView } from '#shared/contract/packs.ts'
import { plainMarks } from '#shared/order.ts'
import type { Pack } from '#shared/pack.ts'

type Calls = Pick<Handlers, Extract<keyof Handlers, `packs.${string}`>>

const newer = {
  index: 0,
  name: 'trade-finance',
  problem: 'This pack has form 2, and this Crowsnest knows form 1: update it. The pack is kept as it is.',
}
const hex = (digits: number, seed: number): `0x${string}` => `0x${seed.toString(16).padStart(digits, 'a')}`

/** `standings`: packs that watch already, with what they found. Slices of a preview come one at a question. */
export function fakePacks(standings: readonly PackStanding[]): Calls {
  const zero = { orders: 0, documents: 0, openViolations: 0 }
  const packs = new Map<string, PackStanding>(standings.map((standing) => [standing.pack.id, standing]))
  for (const pack of shippedPacks)
    if (!packs.has(pack.id)) packs.set(pack.id, { pack, shipped: true, enabled: false, problems: [], ...zero })
  let unread = [newer]
  const slices = new Map<string, number>()
  const view = (): PacksView => ({ packs: [...packs.values()], unread: [...unread] })
  const put = (pack: Pack, enabled: boolean) => {
    const known = packs.get(pack.id)
    const problems = enabled ? checkPack(pack) : []
    packs.set(pack.id, { ...(known ?? { shipped: false, ...zero }), pack, enabled, problems })
    return view()
  }
  return {
    'packs.list': view,
    'packs.check': ({ text }) => readPack(text),
    'packs.save'({ text, enabled }) {
      const { pack, problems } = readPack(text)
      if (!pack) throw new Error(problems[0])
      return put(pack, enabled)
    },
    'packs.enable'({ id, on }) {
      const known = packs.get(id)
      return known ? put(known.pack, on) : view()
    },
    'packs.remove'(which) {
      if ('id' in which) packs.delete(which.id)
      else unread = unread.filter(({ index }) => index !== which.index)
      return view()
    },
    'packs.export': ({ id }) => ({ path: `/home/me/${id}.crowsnest-pack.json` }),
    'packs.abi': ({ text }) => readAbi(text),
    'packs.preview'({ text, chainId, blocks }) {
      const { pack } = readPack(text)
      const slice = (slices.get(text) ?? 0) + 1
      slices.set(text, slice)
      const read = Math.min(blocks, slice * 100)
      const all = pack ? eventsOf(pack, chainId) : []
      const events = all.slice(0, Math.ceil((all.length * read) / blocks))
      if (read === blocks) slices.delete(text)
      return {
        ...{ from: 21_000_000 - read + 1, to: 21_000_000, events, total: events.length, read, done: read === blocks, problems: [] },
        documents: documentsOf(events),
      }
    },
    'packs.seen': () => [
      {
        topic: '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef',
        signature: 'event Transfer(address indexed from, address indexed to, uint256 value)',
        ...{ indexed: 2, words: 1, count: 1204 },
      },
      { topic: hex(64, 0xc0ffee), signature: null, indexed: 1, words: 3, count: 7 },
    ],
  }
}

/** One event a verb, newest first, each of a document of its own kind. */
function eventsOf(pack: Pack, chainId: number): BusinessEvent[] {
  return Object.entries(pack.verbs).map(([key, verb], index) => {
    const unit = verb.unit === undefined ? undefined : pack.units[verb.unit]
    const type = verb.document?.type
    const step = type === undefined ? undefined : pack.documents[type]?.transitions.find(({ by }) => by === key)
    const order = {
      ...{
        id: `${chainId}:${hex(64, index + 1)}:0`,
        chainId,
        blockNumber: 21_000_000 - index,
        blockHash: hex(64, index + 500),
        position: 0,
      },
      ...{ blockTime: 1_795_000_000 - index * 3600, txHash: hex(64, index + 1), kind: verb.verb, source: `pack:${pack.id}` },
      ...{
        from: hex(40, index + 1),
        to: hex(40, index + 2),
        amount: String(1250.5 * (index + 1)),
        received: null,
        usd: null,
        pricedBy: null,
      },
      ...{
        asset: { address: hex(40, 7), symbol: unit?.symbol ?? 'documents', decimals: unit?.decimals ?? 0 },
        evidence: 2,
        state: 'final' as const,
      },
    }
    return {
      row: { ...order, marks: plainMarks(order) },
      business: {
        ...{ pack: pack.id, key, verb: verb.verb, due: null, rate: null, unit: verb.unit ?? null, nature: verb.nature },
        ...{ contract: verb.on.contract, address: hex(40, 7), document: type === undefined ? null : { type, id: `INV-${2041 + index}` } },
      },
      before: step?.from[0] ?? null,
      after: step?.to ?? null,
    }
  })
}

const documentsOf = (events: readonly BusinessEvent[]) =>
  events.flatMap(({ row, business: { document, unit, pack }, after }) =>
    document === null || after === null
      ? []
      : [
          {
            ...{
              pack,
              chainId: row.chainId,
              ...document,
              state: after,
              issuer: row.from,
              holder: row.to,
              amount: unit === null ? null : row.amount,
              unit,
              due: null,
            },
            ...{ overdue: false, events: 1, first: row.blockTime ?? 0, last: row.blockTime ?? 0, violations: 0, evidence: 2 },
          },
        ],
  )
