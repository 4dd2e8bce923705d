/**
 * What a pack is: one file that maps a business that lives in contracts to orders, documents, roles and rules, without code. Shared by whoever checks,
 * runs, shows or edits one. `docs` of every part stand here; what the parts mean together is checked by `engine/packs`.
 */
import { z } from 'zod'

/** What is done, in the words of trade: the kind of the order. */
export const verbs = [
  ...([
    'issue',
    'transfer',
    'redeem',
    'sign',
    'accept',
    'endorse',
    'approve',
    'pledge',
    'release',
    'finance',
    'discount',
    'present',
  ] as const),
  ...([
    'pay',
    'repay',
    'settle',
    'sell',
    'distribute',
    'freeze',
    'unfreeze',
    'margin',
    'confirm',
    'terminate',
    'claim',
    'pay-out',
  ] as const),
  ...(['premium', 'attest', 'revoke', 'grant', 'register', 'cancel', 'expire', 'send', 'receive', 'default'] as const),
] as const
export const Verb = z.enum(verbs, `is no verb of trade: choose one of ${verbs.join(', ')}`)
export type Verb = z.infer<typeof Verb>

const slug = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be 1 to 40 small letters, digits and hyphens, a letter first')
const label = z.string().trim().min(1).max(80)
const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, 'must be a contract or account: 0x and 40 hex digits')
  .transform((text) => text.toLowerCase())
const decimal = z
  .string()
  .max(60)
  .regex(/^\d+(\.\d+)?$/, 'must be a number such as 0.01')

/**
 * Where a value is from: `arg:amount` (an argument by its name, `arg:details.rate` within a tuple, `arg:0` by its place, `arg:body@68+32` for 32 bytes of
 * it from the 68th on), `sender` (who signed the transaction), `contract` (the one that logged), `zero`, or `const:…`.
 */
export const Ref = z
  .string()
  .max(120)
  .regex(
    /^(arg:[A-Za-z0-9_.]{1,100}(@\d{1,6}\+\d{1,2})?|sender|contract|zero|const:.{1,100})$/,
    'must be arg:NAME, arg:NAME@FROM+BYTES, sender, contract, zero or const:VALUE',
  )

/** A condition on an argument: only then is it this verb. `is` compares addresses without case and numbers exactly. */
export const When = z.object({ value: Ref, is: z.enum(['equal', 'unequal', 'above', 'below']), to: Ref }).strict()

export const PackContract = z
  .object({
    label: label.optional(),
    /** Human-readable items (`event Issued(address indexed to, uint256 amount)`) or items of a JSON ABI; only what a verb names is used. */
    abi: z
      .array(z.union([z.string().max(2000), z.record(z.string(), z.unknown())]))
      .min(1)
      .max(50_000),
    /** Where it stands; an empty list makes the pack a template, to be filled in before it watches. */
    at: z.array(z.object({ chainId: z.number().int().positive(), address, from: z.number().int().min(0).optional() }).strict()).max(50),
  })
  .strict()

export const PackRole = z
  .object({
    label,
    /** Who has it from the beginning. */
    members: z.array(address).max(2000),
    /** Events that give it (`on` a contract, `account` names whom) and take it. */
    given: z
      .array(z.object({ contract: slug, event: z.string().max(80), account: Ref, when: z.array(When).max(5).optional() }).strict())
      .max(10)
      .optional(),
    taken: z
      .array(z.object({ contract: slug, event: z.string().max(80), account: Ref, when: z.array(When).max(5).optional() }).strict())
      .max(10)
      .optional(),
    /** Its members may have other roles as well. Without it an account in two roles is refused as ambiguous. */
    overlaps: z.boolean().optional(),
  })
  .strict()

export const PackUnit = z
  .object({
    symbol: z.string().trim().min(1).max(20),
    decimals: z.number().int().min(0).max(36),
    /** Contract of the pack whose address stands as the asset; absent: the contract that logged. */
    contract: slug.optional(),
    /** Null: no price is honest. `fixed`: so many USD a unit. `asset`: as this token on its chain is priced. */
    price: z.union([z.object({ fixed: decimal }).strict(), z.object({ asset: address }).strict()]).nullable(),
  })
  .strict()

export const PackVerb = z
  .object({
    label,
    verb: Verb,
    on: z.union([
      z.object({ contract: slug, event: z.string().max(400) }).strict(),
      /** The call that a transaction makes itself; what contracts call of each other is not seen. */
      z.object({ contract: slug, function: z.string().max(400) }).strict(),
    ]),
    when: z.array(When).max(10).optional(),
    from: Ref,
    to: Ref,
    /** In base units of the unit; absent: it moves nothing. */
    amount: Ref.optional(),
    /** Taken off the amount: a fee that is said beside it. */
    less: Ref.optional(),
    /** An amount below zero counts as its size and goes the other way: `to` gives, `from` gets. Without it such an event is left out. */
    turns: z.boolean().optional(),
    unit: slug.optional(),
    /** `holder`: whose the document is afterwards; absent: the receiver of an issue, transfer, endorsement, discount or sale, else who it was. */
    document: z
      /** `within`: what an id is unique in, such as the network that counts it; it stands before the id, with a colon. */
      .object({ type: slug, id: Ref, within: Ref.optional(), holder: z.enum(['from', 'to', 'keep']).optional() })
      .strict()
      .optional(),
    /** Unix seconds. */
    due: Ref.optional(),
    /** A rate or price that was agreed on, as a number of the contract (basis points …). */
    rate: Ref.optional(),
    /** Code under which it is told to those who may not see more. */
    nature: z.string().regex(/^[A-Z][0-9]{1,3}$/, 'must be a letter and up to three digits, e.g. B11'),
    /** Roles that either side must have; absent: anyone. */
    roles: z
      .object({ from: z.array(slug).min(1).max(10).optional(), to: z.array(slug).min(1).max(10).optional() })
      .strict()
      .optional(),
    /** Read only where one side is listed in one of these roles: of a contract that the whole world uses, the members' part. */
    only: z.array(slug).min(1).max(10).optional(),
    /** Whether it changes what accounts hold: `none` for a consent or a notice. Default: as the verb does. */
    moves: z.enum(['issue', 'transfer', 'redeem', 'none']).optional(),
  })
  .strict()

export const PackDocument = z
  .object({
    label,
    states: z.record(slug, z.object({ label, final: z.boolean().optional() }).strict()),
    /** `by` is a verb of this pack; `from` `new` is before anything happened. A step back to an earlier state says `again`. */
    transitions: z
      .array(z.object({ by: slug, from: z.array(z.string().max(40)).min(1).max(20), to: slug, again: z.boolean().optional() }).strict())
      .min(1)
      .max(100),
  })
  .strict()

/** What must hold. `kind` is a kind of `engine/packs/invariants`; what else it wants to be told stands in `with`. */
export const PackInvariant = z
  .object({ kind: slug, label, severity: z.enum(['notice', 'warning', 'alarm']), with: z.record(z.string().max(40), z.unknown()) })
  .strict()

export const disclosedFields = [
  ...([
    'verb',
    'from',
    'to',
    'amount',
    'unit',
    'usd',
    'document',
    'due',
    'rate',
    'time',
    'txHash',
    'block',
    'contract',
    'state',
    'roles',
  ] as const),
] as const
export type DisclosedField = (typeof disclosedFields)[number]
const how = z.enum(['open', 'band', 'hidden'])
const Fields = z
  .object(Object.fromEntries(disclosedFields.map((field) => [field, how.optional()])) as Record<DisclosedField, z.ZodOptional<typeof how>>)
  .strict()

export const audiences = ['party', 'peer', 'regulator'] as const
export type Audience = (typeof audiences)[number]

export const Pack = z
  .object({
    format: z.literal('crowsnest-pack', 'this is no pack: its format must be crowsnest-pack'),
    version: z.literal(1, 'this pack has a form that this version does not know: update Crowsnest'),
    id: slug,
    name: label,
    about: z.string().max(2000),
    revision: z.number().int().min(1),
    author: z.string().max(120).optional(),
    contracts: z.record(slug, PackContract),
    roles: z.record(slug, PackRole),
    units: z.record(slug, PackUnit),
    verbs: z.record(slug, PackVerb),
    documents: z.record(slug, PackDocument),
    invariants: z.record(slug, PackInvariant),
    /** What each audience may see; what is not named is open to a regulator and to a party of the order; a peer gets nature, band of amount and hour. */
    disclosure: z.object({ party: Fields.optional(), peer: Fields.optional(), regulator: Fields.optional() }).strict(),
  })
  .strict()
export type Pack = z.infer<typeof Pack>
export type PackVerb = z.infer<typeof PackVerb>
export type PackRef = z.infer<typeof Ref>
export type PackWhen = z.infer<typeof When>
export type PackInvariant = z.infer<typeof PackInvariant>
export type PackDocument = z.infer<typeof PackDocument>

/** Which change of holdings a verb stands for where the pack does not say. */
export const movesOf = ({ verb, moves }: Pick<PackVerb, 'verb' | 'moves'>): 'issue' | 'transfer' | 'redeem' | 'none' =>
  moves ?? usual[verb] ?? 'none'
const usual: Partial<Record<Verb, 'issue' | 'transfer' | 'redeem'>> = {
  issue: 'issue',
  transfer: 'transfer',
  redeem: 'redeem',
}

/** What an order of a pack says beside what every order says. */
export const Business = z.object({
  pack: z.string(),
  /** Key of the verb within the pack. */
  key: z.string(),
  verb: z.string(),
  document: z.object({ type: z.string(), id: z.string() }).nullable(),
  /** Unix seconds. */
  due: z.number().int().nullable(),
  rate: z.string().nullable(),
  unit: z.string().nullable(),
  nature: z.string(),
  /** Name of the contract within the pack, and its address. */
  contract: z.string(),
  address: z.string(),
  /** Roles that it gave or took, where it did nothing else. */
  grants: z.array(z.object({ role: z.string(), account: z.string(), on: z.boolean() })).optional(),
})
export type Business = z.infer<typeof Business>
