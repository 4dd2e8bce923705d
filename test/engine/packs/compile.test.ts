/** A pack reads logs and calls as its ABI says, and as a library decodes them. */
import { encodeAbiParameters, encodeEventTopics, encodeFunctionData, parseAbi } from 'viem'
import { describe, expect, test } from 'vitest'
import { callPosition, compilePack, trimPack } from '#engine/packs/compile.ts'
import type { Hex, Transaction } from '#engine/types.ts'
import type { Verified } from '#engine/verify/brand.ts'
import { Pack } from '#shared/pack.ts'

const points = '0x00000000000000000000000000000000000000aa'
const [merchant, consumer] = ['0x00000000000000000000000000000000000000b1', '0x00000000000000000000000000000000000000c1'] as const
const abi = parseAbi([
  'event Issued(address indexed merchant, address indexed to, uint256 amount, string batch, uint64 due)',
  'event Transfer(address indexed from, address indexed to, uint256 value)',
  'event Ruled((address who, int64 rate) terms, bytes32 ref)',
  'function redeem(uint256 amount, bytes32 ref)',
  'function unused(uint256)',
])
const pack = Pack.parse({
  ...{ format: 'crowsnest-pack', version: 1, id: 'points', name: 'Points', about: '', revision: 1 },
  contracts: { points: { abi: [...abi], at: [{ chainId: 5, address: points.toUpperCase().replace('0X', '0x') }] } },
  roles: {
    merchant: { label: 'Merchant', members: [merchant], given: [{ contract: 'points', event: 'Ruled', account: 'arg:terms.who' }] },
  },
  units: { points: { symbol: 'PTS', decimals: 2, price: { fixed: '0.01' } } },
  verbs: {
    issue: {
      ...{ label: 'Issue', verb: 'issue', on: { contract: 'points', event: 'Issued' }, from: 'arg:merchant', to: 'arg:to' },
      ...{ amount: 'arg:amount', unit: 'points', document: { type: 'batch', id: 'arg:batch' }, due: 'arg:due', nature: 'B1' },
    },
    burn: {
      ...{ label: 'Burn', verb: 'redeem', on: { contract: 'points', event: 'Transfer' }, from: 'arg:from', to: 'arg:to', nature: 'B2' },
      ...{ amount: 'arg:value', unit: 'points', when: [{ value: 'arg:to', is: 'equal', to: 'zero' }] },
    },
    move: {
      ...{ label: 'Move', verb: 'transfer', on: { contract: 'points', event: 'Transfer' }, from: 'arg:from', to: 'arg:1', nature: 'B3' },
      ...{ amount: 'arg:value', unit: 'points', when: [{ value: 'arg:value', is: 'above', to: 'const:5' }] },
    },
    redeem: {
      ...{ label: 'Redeem', verb: 'redeem', on: { contract: 'points', function: 'redeem' }, from: 'sender', to: 'contract', nature: 'B4' },
      ...{ amount: 'arg:amount', unit: 'points', document: { type: 'batch', id: 'arg:ref' } },
    },
  },
  documents: {},
  invariants: {},
  disclosure: {},
})

const log = (eventName: 'Issued' | 'Transfer' | 'Ruled', args: object, data: Hex, position: number) => ({
  address: points as Hex,
  topics: encodeEventTopics({ abi, eventName, args } as never) as Hex[],
  data,
  position,
})
const transaction = (part: Partial<Transaction>): Verified<Transaction> =>
  ({
    hash: '0x01',
    index: 3,
    from: consumer,
    to: points,
    created: null,
    value: 0n,
    input: '0x',
    succeeded: true,
    logs: [],
    ...part,
  }) as Verified<Transaction>
const read = (part: Partial<Transaction>) => compilePack(pack, 5).read(transaction(part))

describe('a compiled pack', () => {
  test('reads indexed and plain arguments, texts and times', () => {
    const data = encodeAbiParameters([{ type: 'uint256' }, { type: 'string' }, { type: 'uint64' }], [12_345n, 'batch-7', 1_800_000_000n])
    const [leg] = read({ logs: [log('Issued', { merchant, to: consumer }, data, 4)] })
    expect(leg).toMatchObject({
      kind: 'issue',
      from: merchant,
      to: consumer,
      amount: 12_345n,
      asset: points,
      position: 4,
      source: 'pack:points',
    })
    expect(leg?.business).toMatchObject({
      key: 'issue',
      document: { type: 'batch', id: 'batch-7' },
      due: 1_800_000_000,
      symbol: 'PTS',
      decimals: 2,
      nature: 'B1',
    })
  })

  test('the first verb whose conditions hold is the one', () => {
    const moved = (to: Hex, value: bigint, position: number) =>
      log('Transfer', { from: merchant, to }, encodeAbiParameters([{ type: 'uint256' }], [value]), position)
    const legs = read({ logs: [moved(`0x${'0'.repeat(40)}`, 9n, 0), moved(consumer, 6n, 1), moved(consumer, 5n, 2)] })
    expect(legs.map(({ business, position }) => [business?.key, position])).toEqual([
      ['burn', 0],
      ['move', 1],
    ])
  })

  test('a call stands at a place that no log can have', () => {
    const input = encodeFunctionData({ abi, functionName: 'redeem', args: [7n, `0x${'ab'.repeat(32)}`] })
    expect(read({ input })).toMatchObject([
      { position: callPosition, from: consumer, to: points, amount: 7n, business: { document: { id: `0x${'ab'.repeat(32)}` } } },
    ])
  })

  test('a role that is given within a tuple is read', () => {
    const data = encodeAbiParameters(
      [
        {
          type: 'tuple',
          components: [
            { name: 'who', type: 'address' },
            { name: 'rate', type: 'int64' },
          ],
        },
        { type: 'bytes32' },
      ],
      [{ who: consumer, rate: -4n }, `0x${'00'.repeat(32)}`],
    )
    expect(read({ logs: [log('Ruled', {}, data, 0)] })[0]?.business?.grants).toEqual([{ role: 'merchant', account: consumer, on: true }])
  })

  test.each<[string, Partial<Transaction>]>([
    [
      'another contract',
      { logs: [{ ...log('Transfer', { from: merchant, to: consumer }, `0x${'00'.repeat(31)}09`, 0), address: merchant }] },
    ],
    [
      'another layout of the same event',
      {
        logs: [
          {
            ...log('Transfer', { from: merchant, to: consumer }, '0x', 0),
            topics: [log('Transfer', { from: merchant, to: consumer }, '0x', 0).topics[0] as Hex],
          },
        ],
      },
    ],
    ['too little data', { logs: [log('Issued', { merchant, to: consumer }, '0x1234', 0)] }],
    ['text that leads out of the data', { logs: [log('Issued', { merchant, to: consumer }, `0x${'ff'.repeat(96)}`, 0)] }],
    ['a call that is cut short', { input: '0xdb006a75' }],
  ])('reads nothing from %s', (_, part) => expect(read(part)).toEqual([]))

  describe('of a message in bytes', () => {
    const messages = parseAbi(['event Received(uint32 domain, uint64 indexed nonce, bytes body)'])
    const received = (more: object, roles: object = {}) =>
      compilePack(
        Pack.parse({
          ...pack,
          contracts: { points: { abi: [...messages], at: pack.contracts.points?.at } },
          roles,
          verbs: {
            receive: {
              ...{ label: 'Receive', verb: 'receive', on: { contract: 'points', event: 'Received' }, nature: 'B1', unit: 'points' },
              ...{ from: 'arg:body@4+32', to: 'arg:body@36+20', amount: 'arg:body@56+2', ...more },
              document: { type: 'message', id: 'arg:nonce', within: 'arg:domain' },
            },
          },
        }),
        5,
      )
    const body = `0x00000000${'0'.repeat(24)}${merchant.slice(2)}${consumer.slice(2)}01f407` as const
    const topics = encodeEventTopics({ abi: messages, eventName: 'Received', args: { nonce: 9n } }) as Hex[]
    const logged = (bytes: Hex) =>
      transaction({
        logs: [
          {
            ...{ address: points as Hex, topics, position: 0 },
            data: encodeAbiParameters([{ type: 'uint32' }, { type: 'bytes' }], [6, bytes]),
          },
        ],
      })

    test('reads accounts and numbers where they stand, and an id within what counts it', () => {
      expect(received({}).read(logged(body))).toMatchObject([
        { from: merchant, to: consumer, amount: 500n, business: { document: { type: 'message', id: '6:9' } } },
      ])
    })

    test('takes a fee off the amount', () => {
      expect(received({ less: 'arg:body@58+1' }).read(logged(body))).toMatchObject([{ amount: 493n }])
    })

    test('reads nothing where the bytes end too early', () => {
      expect(received({}).read(logged(body.slice(0, -4) as Hex))).toEqual([])
    })

    test('reads only what its listed members take part in', () => {
      const member = (account: string) => ({ house: { label: 'House', members: [account] } })
      const reads = (account: string) => received({ only: ['house'] }, member(account)).read(logged(body)).length
      expect([reads(merchant), reads(consumer), reads(points)]).toEqual([1, 1, 0])
    })
  })

  test('does not read the same chain id’s contract elsewhere', () => expect(compilePack(pack, 6).addresses.size).toBe(0))

  test('travels with nothing that it does not name', () => {
    const { contracts } = trimPack(pack)
    expect(contracts.points?.abi.map((item) => (item as { name: string }).name).sort()).toEqual(['Issued', 'Ruled', 'Transfer', 'redeem'])
    expect(Pack.safeParse(trimPack(pack)).success).toBe(true)
  })
})
