/** What is wrong with a pack is said in sentences that name the place and what to do. */
import { describe, expect, test } from 'vitest'
import { checkPack, readPack } from '#engine/packs/check.ts'
import { Pack } from '#shared/pack.ts'

const address = (n: number) => `0x${n.toString(16).padStart(40, '0')}`
const base = {
  ...{ format: 'crowsnest-pack', version: 1, id: 'bills', name: 'Bills', about: '', revision: 1 },
  contracts: {
    bills: {
      abi: [
        'event Issued(uint256 indexed id, address indexed from, address indexed to, uint256 amount)',
        'event Paid(uint256 indexed id, address by)',
      ],
      at: [{ chainId: 5, address: address(1) }],
    },
  },
  roles: { bank: { label: 'Bank', members: [address(7)] }, firm: { label: 'Firm', members: [address(8)] } },
  units: { coin: { symbol: 'CNY', decimals: 2, price: null } },
  verbs: {
    issue: {
      ...{
        label: 'Issue',
        verb: 'issue',
        on: { contract: 'bills', event: 'Issued' },
        from: 'arg:from',
        to: 'arg:to',
        amount: 'arg:amount',
        unit: 'coin',
      },
      ...{ document: { type: 'bill', id: 'arg:id' }, nature: 'B1', roles: { from: ['firm'] } },
    },
    pay: {
      ...{ label: 'Pay', verb: 'pay', on: { contract: 'bills', event: 'Paid' }, from: 'arg:by', to: 'contract', nature: 'B2' },
      ...{ document: { type: 'bill', id: 'arg:id' } },
    },
  },
  documents: {
    bill: {
      label: 'Bill',
      states: { open: { label: 'Open' }, late: { label: 'Late' }, paid: { label: 'Paid', final: true } },
      transitions: [
        { by: 'issue', from: ['new'], to: 'open' },
        { by: 'pay', from: ['open'], to: 'paid' },
      ],
    },
  },
  invariants: { once: { kind: 'once', label: 'Paid once', severity: 'alarm', with: { verbs: ['pay'] } } },
  disclosure: {},
}
/** The base with one path changed. */
const changed = (path: string, value: unknown) => {
  const copy = structuredClone(base) as Record<string, unknown>
  const keys = path.split('.')
  let at = copy
  for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>
  at[keys.at(-1) ?? ''] = value
  return copy
}
const problems = (value: unknown) => readPack(JSON.stringify(value)).problems

describe('a pack', () => {
  test('that is whole has no problem', () => expect(problems(base)).toEqual([]))

  test.each<[string, unknown, RegExp]>([
    [
      'verbs.pay.on',
      { contract: 'bills', event: 'Settled' },
      /“pay”: the ABI of “bills” has no event Settled; it has Issued\(uint256,address,address,uint256\), Paid/,
    ],
    ['verbs.pay.on', { contract: 'notes', event: 'Paid' }, /“pay”: there is no contract “notes”/],
    ['verbs.pay.from', 'arg:payer', /“pay”: there is no argument “payer”; there are id, by/],
    ['verbs.pay.from', 'arg:id', /the argument “id” is uint256, where an account is needed/],
    ['verbs.pay.from', 'arg:id@0+32', /the argument “id” is uint256: only of bytes a part can be taken/],
    ['verbs.pay.from', 'arg:id@x', /verbs\.pay\.from: must be arg:NAME, arg:NAME@FROM\+BYTES/],
    ['verbs.pay.less', 'arg:id', /what is taken off needs an amount/],
    ['verbs.pay.only', ['core'], /there is no role “core”/],
    ['verbs.issue.unit', 'euro', /there is no unit “euro”/],
    ['verbs.issue.roles', { from: ['core'] }, /there is no role “core”/],
    ['verbs.issue.verb', 'conjure', /verbs\.issue\.verb: is no verb of trade: choose one of/],
    ['roles.firm.members', [address(7)], /is “bank” and “firm”: which of them acts could not be told/],
    [
      'documents.bill.transitions',
      [...base.documents.bill.transitions, { by: 'pay', from: ['open'], to: 'late' }],
      /“pay” leads from one state to two/,
    ],
    [
      'documents.bill.transitions',
      [
        { by: 'issue', from: ['new', 'late'], to: 'open' },
        { by: 'pay', from: ['open'], to: 'late' },
      ],
      /go in a circle: late → open → late|open → late → open/,
    ],
    ['documents.bill.transitions', [{ by: 'pay', from: ['open'], to: 'paid' }], /nothing leads from “new”/],
    ['invariants.once.kind', 'never', /there is no kind “never”/],
    ['invariants.once.with', { verbs: ['settle'] }, /names “settle”, which the pack does not have/],
    [
      'contracts.bills.abi',
      ['event Issued(uint256 indexed id, address indexed from, address indexed to, uint256 amount)', 'event Pa id('],
      /The ABI of “bills”, item 2, cannot be read/,
    ],
    ['contracts.more', { abi: ['event X()'], at: [{ chainId: 5, address: address(1) }] }, /“bills” and “more” are the same/],
    ['version', 2, /has form 2, and this Crowsnest knows form 1: update it/],
    ['format', 'other', /this is no pack/],
    ['id', 'No Id', /id: must be 1 to 40 small letters/],
  ])('with %s = %j says so', (path, value, words) => expect(problems(changed(path, value)).join('\n')).toMatch(words))

  test('whose step back says so may go in a circle', () => {
    const again = changed('documents.bill.transitions', [
      { by: 'issue', from: ['new'], to: 'open' },
      { by: 'pay', from: ['open'], to: 'late' },
      { by: 'issue', from: ['late'], to: 'open', again: true },
    ])
    expect(problems(again)).toEqual([])
  })

  test('whose contract another pack watches says which', () => {
    const other = Pack.parse({ ...base, id: 'others', name: 'Other bills' })
    expect(checkPack(Pack.parse(base), [other]).join()).toMatch(/is watched by the pack “Other bills” already/)
  })

  test('that is no JSON is one sentence', () => expect(readPack('{oops').problems).toHaveLength(1))

  test('with an ABI of five megabytes is read as any other', () => {
    const filler = Array.from({ length: 40_000 }, (_, n) => ({
      type: 'function',
      name: `f${n}`,
      inputs: [],
      outputs: [],
      stateMutability: 'view',
    }))
    const text = JSON.stringify(
      changed('contracts.bills.abi', [...base.contracts.bills.abi, ...filler, { type: 'error', name: 'x'.repeat(1_600_000), inputs: [] }]),
    )
    expect(text.length).toBeGreaterThan(4_500_000)
    expect(readPack(text).problems).toEqual([])
  })
})
