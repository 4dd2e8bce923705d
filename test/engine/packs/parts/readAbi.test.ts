/** ABIs as people paste them. */
import { describe, expect, test } from 'vitest'
import { readAbi } from '#engine/packs/parts/readAbi.ts'

const json = [
  { type: 'constructor', inputs: [] },
  {
    ...{ type: 'event', name: 'Issued', anonymous: false },
    inputs: [
      { name: 'to', type: 'address', indexed: true },
      {
        ...{ name: 'terms', type: 'tuple', indexed: false },
        components: [
          { name: 'amount', type: 'uint256' },
          { name: '', type: 'bytes32' },
        ],
      },
    ],
  },
  { type: 'function', name: 'pay', stateMutability: 'nonpayable', inputs: [{ name: '', type: 'uint256' }], outputs: [] },
]

describe('readAbi', () => {
  test('reads a JSON ABI and what a compiler writes around it, with paths into tuples', () => {
    const read = readAbi(JSON.stringify(json))
    expect(read.problems).toEqual([])
    expect(read.items.map(({ type, signature, inputs }) => [type, signature, inputs.map(({ path, type: of }) => `${path}:${of}`)])).toEqual(
      [
        ['event', 'Issued(address,(uint256,bytes32))', ['to:address', 'terms:tuple', 'terms.amount:uint256', 'terms.1:bytes32']],
        ['function', 'pay(uint256)', ['0:uint256']],
      ],
    )
    expect(read.abi).toHaveLength(2)
    expect(readAbi(JSON.stringify({ contractName: 'Notes', abi: json, bytecode: '0x' })).items).toEqual(read.items)
  })

  test('reads lines in words, as they stand in Solidity', () => {
    const { items, problems } = readAbi(`
      event Transfer(address indexed from, address indexed to, uint256 value); // as ever
      function redeem(uint256 amount) external;
    `)
    expect(problems).toEqual([])
    expect(items.map(({ type, selector }) => [type, selector.slice(0, 10)])).toEqual([
      ['event', '0xddf252ad'],
      ['function', '0xdb006a75'],
    ])
    expect(items[0]?.inputs.map(({ indexed }) => indexed)).toEqual([true, true, false])
  })

  test('says of each line what is wrong, and keeps the others', () => {
    const { items, problems } = readAbi('event Issued(address to)\nevent Broken(address\nhello')
    expect(items.map(({ name }) => name)).toEqual(['Issued'])
    expect(problems).toHaveLength(2)
    expect(problems[0]).toMatch(/^Item 2 cannot be read: /)
  })

  test.each([
    ['{"a":', /no JSON/],
    ['{"abi":[]}', /no ABI/],
    ['[]', /no ABI/],
    ['[{"type":"error","name":"No","inputs":[]}]', /no event and no function/],
  ])('says of %j what to paste', (text, words) => {
    expect(readAbi(text).problems.join(' ')).toMatch(words)
  })

  test('takes an ABI of 5 MB, and shows the first 2,000 of its items', () => {
    const many = Array.from({ length: 60_000 }, (_, index) => ({
      ...{ type: 'event', name: `Event${index}` },
      inputs: [{ name: 'amount', type: 'uint256', indexed: false }],
    }))
    const text = JSON.stringify(many)
    expect(text.length).toBeGreaterThan(5_000_000)
    const { items, problems } = readAbi(text)
    expect(items).toHaveLength(2_000)
    expect(problems).toEqual(['Only the first 2000 events and functions are shown.'])
  })
})
