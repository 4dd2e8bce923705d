/** One entry of a file, whatever its fields are called, as a label or as a sentence why it is none. */
import { type Confidence, confidences, type Label } from '#shared/labels.ts'
import { cleanChain, cleanDay, cleanText } from './clean.ts'
import { ownerIn, roleOf } from './roles.ts'

/** Raw texts of an entry by what they mean. */
export type Entry = {
  readonly address: string
  readonly name?: string
  readonly entity?: string
  readonly role?: string
  readonly chain?: string
  readonly source?: string
  readonly reference?: string
  readonly date?: string
  readonly confidence?: string
}

/** How files call what we need: lower case, without anything but letters and digits. The first that is there and not empty counts. */
const names: { readonly [K in keyof Required<Entry>]: readonly string[] } = {
  address: [
    'address',
    'addr',
    'wallet',
    'walletaddress',
    'account',
    'accountaddress',
    'contractaddress',
    'ethaddress',
    'safeaddress',
    'recipient',
  ],
  name: [
    'nametag',
    'name',
    'contractname',
    'publicname',
    'alias',
    'title',
    'label',
    'tag',
    'description',
    'memo',
    'note',
    'notes',
    'labels',
  ],
  entity: [
    'entity',
    'owner',
    'ownerproject',
    'ownername',
    'exchange',
    'company',
    'organization',
    'organisation',
    'project',
    'custodyowner',
  ],
  role: ['role', 'category', 'usagecategory', 'type', 'labels', 'labeltype', 'kind', 'label'],
  chain: ['chainid', 'chain', 'network', 'networkid', 'blockchain', 'evmchain', 'chainname'],
  source: ['source', 'labelsource', 'origin', 'attester'],
  reference: ['reference', 'url', 'link', 'sourceurl', 'sourcelink', 'evidence'],
  date: ['date', 'asof', 'lastmod', 'updated', 'updatedat', 'added', 'addedat', 'createdat', 'timecreated', 'timestamp'],
  confidence: ['confidence'],
}

/** Whether a column title means something here. */
export const meaningOf = (title: string): keyof Entry | null => {
  const folded = foldTitle(title)
  return fields.find((field) => names[field].includes(folded)) ?? null
}

export const isAddress = (text: string): boolean => /^0x[0-9a-fA-F]{40}$/.test(text.trim())

/** Picks what is needed out of a record of texts, titles folded by `foldTitle`. */
export function entryOf(record: ReadonlyMap<string, string>): Entry {
  const pick = (field: keyof Entry): string | undefined => {
    for (const name of names[field]) {
      const text = record.get(name)
      if (text !== undefined && text.trim() !== '') return text
    }
    return undefined
  }
  const picked = fields.flatMap((field) => {
    const text = pick(field)
    return text === undefined ? [] : [[field, text] as const]
  })
  return { address: '', ...Object.fromEntries(picked) }
}

export const foldTitle = (title: string): string => title.toLowerCase().replace(/[^a-z0-9]/g, '')

/** The label that an entry makes under the name `source`, or a sentence. */
export function labelOf(entry: Entry, source: string): Label | string {
  const address = entry.address.trim()
  if (address === '') return 'there is no address in it.'
  if (!isAddress(address)) return `“${cleanText(address, 50)}” is not an address of an EVM chain (0x and 40 digits of 0–9 and a–f).`
  const chainId = cleanChain(entry.chain ?? '')
  if (chainId === undefined) return `the chain “${cleanText(entry.chain ?? '', 40)}” is not known here: write its number.`
  const entity = cleanText(entry.entity ?? '', 80)
  const name = cleanText(entry.name ?? '', 120) || entity
  if (name === '') return 'there is no name in it.'
  const role = roleOf(entry.role ?? '') ?? 'other'
  const isExchange = role === 'exchange' || role === 'exchange-deposit'
  const said = cleanText(entry.source ?? '', 400)
  return {
    chainId,
    address: address.toLowerCase(),
    name,
    // Flow classes compare owners: “Binance 14” and “Binance 15” are one.
    entity: entity || (isExchange ? cleanText(ownerIn(name), 80) : null),
    role,
    source,
    reference: cleanText(entry.reference ?? '', 400) || (said && said !== 'user' ? said : null),
    date: cleanDay(entry.date ?? ''),
    confidence: confidenceOf(entry.confidence),
  }
}

/** Others' words about others are likely at best, unless the file says otherwise. */
function confidenceOf(text = ''): Confidence {
  const word = text.trim().toLowerCase()
  if (word === 'low' || word === 'weak') return 'guess'
  return confidences.find((confidence) => confidence === word) ?? 'likely'
}

const fields = Object.keys(names) as (keyof Entry)[]
