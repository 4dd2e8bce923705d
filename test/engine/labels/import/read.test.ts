/** Files of labels as wallets, explorers and label pools write them. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLabelReader } from '#engine/labels/import/read.ts'
import { csvHead, csvRow, jsonHead, jsonRow, jsonTail } from '#engine/labels/write.ts'
import { Label } from '#shared/labels.ts'

const a = `0x${'a1'.repeat(20)}`
const b = `0x${'B2'.repeat(20)}`
const c = `0x${'c3'.repeat(20)}`

function read(text: string, { name = 'list.csv', cut = text.length, most = 500_000 } = {}) {
  const reader = createLabelReader(name, most)
  for (let at = 0; at < text.length; at += Math.max(1, cut)) reader.push(text.slice(at, at + Math.max(1, cut)))
  reader.end()
  for (const label of reader.labels()) expect(Label.safeParse(label).error?.issues).toBeUndefined()
  return { labels: reader.labels(), preview: reader.preview() }
}
/** What matters of each label, in words. */
const said = (text: string, options = {}) =>
  read(text, options).labels.map(({ address, chainId, name, entity, role }) => [address.slice(2, 4), chainId, name, entity, role].join('|'))

describe('createLabelReader', () => {
  test('reads CSV with titles in any order, and keeps what each entry says', () => {
    const { labels, preview } = read(
      `Name,Confidence,Chain ID,Role,Address,Date,Reference,Entity\r\nHot 1,certain,1,exchange,${b},2026-05-01T10:00:00Z,https://x.example,Acme\r\n`,
    )
    expect(labels).toEqual([
      {
        ...{ chainId: 1, address: b.toLowerCase(), name: 'Hot 1', entity: 'Acme', role: 'exchange', source: 'list.csv' },
        ...{ reference: 'https://x.example', date: '2026-05-01', confidence: 'certain' },
      },
    ])
    expect(preview).toMatchObject({ complete: true, format: 'CSV with a header', source: 'list.csv', labels: 1, refused: 0, warning: null })
  })

  test.each<[string, string, string[]]>([
    ['CSV without a header', `${a},First\n${c},"Second, with comma"\n`, ['a1||First||other', 'c3||Second, with comma||other']],
    ['semicolons', `address;name\n${a};Erste\n`, ['a1||Erste||other']],
    ['tabs', `address\tname\n${a}\tEins\n`, ['a1||Eins||other']],
    ['plain lines', `# mine\n${a} My cold wallet\n${b}: Desk\n`, ['a1||My cold wallet||other', 'b2||Desk||other']],
    ['name before address', `Desk ${a}\nTill ${c}\n`, ['a1||Desk||other', 'c3||Till||other']],
    ['Rotki’s address book', `address,name,blockchain\n${a},Vault,arbitrum_one\n${b},Old,\n`, ['a1|42161|Vault||other', 'b2||Old||other']],
    ['Safe’s address book', `address,name,chainId\n${a},Signer,100\n`, ['a1|100|Signer||other']],
    [
      'eth-labels as CSV',
      `address,chainId,label,nameTag\n${a},1,exchange,Binance 14\n${b},10,uniswap,Uniswap: Router\n`,
      ['a1|1|Binance 14|Binance|exchange', 'b2|10|Uniswap: Router||other'],
    ],
    [
      'eth-labels as JSON',
      `[{"address":"${a}","chainId":1,"label":"bridge","nameTag":"Gate"},{"address":"${b}","chainId":56,"label":"cex","nameTag":null}]`,
      ['a1|1|Gate||bridge', 'b2|56|cex|cex|exchange'],
    ],
    [
      'labels by address',
      `{"${a}":{"name":"Coinbase 3","labels":["exchange","coinbase"]},"${b}":{"name":"","labels":["dex"]}}`,
      ['a1||Coinbase 3|Coinbase|exchange', 'b2||dex||protocol'],
    ],
    ['names by address', `{"${a}":"Aunt","${c}":"Uncle"}`, ['a1||Aunt||other', 'c3||Uncle||other']],
    [
      'OLI labels',
      `[{"address":"${a}","chain_id":"eip155:8453","tags":{"contract_name":"Vault","owner_project":"acme","usage_category":"dex"}}]`,
      ['a1|8453|Vault|acme|protocol'],
    ],
    [
      'OLI attestations, tags as text',
      `{"data":[{"recipient":"${a}","chain_id":"eip155:any","tags_json":"{\\"owner_project\\":\\"acme\\",\\"usage_category\\":\\"cex\\"}"}]}`,
      ['a1||acme|acme|exchange'],
    ],
    [
      'OLI, one tag an entry',
      `[{"chain_id":"eip155:10","address":"${a}","tag_id":"owner_project","tag_value":"acme"},{"chain_id":"eip155:10","address":"${a}","tag_id":"contract_name","tag_value":"Router"}]`,
      ['a1|10|Router|acme|other'],
    ],
    [
      'MetaMask’s contacts',
      `{"preferences":{"theme":"dark"},"addressBook":{"addressBook":{"0x89":{"${a}":{"address":"${a}","chainId":"0x89","isEns":false,"memo":"rent","name":"Landlord"}},"0x1":{"${c}":{"address":"${c}","isEns":false,"memo":"","name":"Bank"}}}}}`,
      ['a1|137|Landlord||other', 'c3|1|Bank||other'],
    ],
  ])('reads %s', (_, text, expected) => {
    expect(said(text)).toEqual(expected)
  })

  test('reads the same wherever the file is cut', () => {
    const files = [
      `\u{FEFF}address,name\r\n${a},"two\r\nlines ""quoted"""\r\n${b},é😀\r\n${c},"${'x'.repeat(30)}"`,
      `{"x":[{"address":"${a}","chainId":1,"name":"a\\u00e9\\"\\\\"},12.5e3,null],\n"${b}":"B",\n"deep":{"${c}":{"name":"C"}}}`,
    ]
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.integer({ min: 1, max: 60 }), (text, cut) => {
        expect(read(text, { cut })).toEqual(read(text))
      }),
      { numRuns: 80, seed: 3 },
    )
  })

  test('tells every entry that it cannot use, with its line and the reason, and keeps the others', () => {
    const { labels, preview } = read(
      `address,name,chainId\n${a},Good,1\n0x12,Short,1\n,None,1\n${b},,1\n${c},Where,tron\n\n${c},Also good,10\n`,
    )
    expect(labels.map(({ name }) => name)).toEqual(['Good', 'Also good'])
    expect(preview.refused).toBe(4)
    expect(preview.problems.map(({ line }) => line)).toEqual([3, 4, 5, 6])
    expect(preview.problems.map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('Line 3: “0x12” is not an address'),
      'Line 4: there is no address in it.',
      'Line 5: there is no name in it.',
      expect.stringContaining('Line 6: the chain “tron” is not known'),
    ])
  })

  test('goes on after a quotation mark that is never closed', () => {
    const rest = Array.from({ length: 40 }, (_, index) => `0x${String(index).padStart(40, '0')},N${index}`).join('\n')
    const { labels, preview } = read(`address,name\n${a},"open\n${rest}\n`)
    expect(labels).toHaveLength(40)
    expect(preview.problems).toEqual([{ line: 2, sentence: 'Line 2: a quotation mark is opened and never closed.' }])
  })

  test('keeps what stands before the fault of a broken JSON file, and says where it breaks', () => {
    const { labels, preview } = read(`[{"address":"${a}","name":"Kept"},\n{"address": oops}]`)
    expect(labels.map(({ name }) => name)).toEqual(['Kept'])
    expect(preview.warning).toContain('line 2: “oops” is not JSON')
    expect(read(`[{"address":"${a}","name":"Kept"}`).preview.warning).toContain('in the middle')
  })

  test('counts an account that is named twice once, by its last entry', () => {
    const { labels, preview } = read(`${a},Old\n${a},New\n`)
    expect(labels.map(({ name }) => name)).toEqual(['New'])
    expect(preview).toMatchObject({ labels: 1, repeated: 1 })
  })

  test('takes the beginning of a file with too many entries, and says so', () => {
    const { labels, preview } = read(`${a},A\n${b},B\n${c},C\n`, { most: 2 })
    expect(labels).toHaveLength(2)
    expect(preview.warning).toBe('Only the first 2 entries of this file are taken: split it to import the rest.')
  })

  test('cleans formulas, control characters, direction marks and overlong names', () => {
    const names = said(`address,name\n${a},=HYPERLINK(1)\n${b},"a\u{202E}b\u{7}c\u{200B}  d"\n${c},${'n'.repeat(300)}\n`)
    expect(names[0]).toContain('|HYPERLINK(1)|')
    expect(names[1]).toContain('|abc d|')
    expect(names[2]?.split('|')[2]).toHaveLength(120)
  })

  test.each(['user', 'Learnt', 'seed', '=cmd', '', '../../user'])('never takes “%s” as the source of a stranger’s file', (name) => {
    const [label] = read(`${a},A\n`, { name }).labels
    expect(['user', 'learnt', 'seed', '']).not.toContain(label?.source.toLowerCase())
  })

  test('says in words that nothing can be used', () => {
    expect(read('').preview.warning).toContain('no label in this file')
    expect(read('hello\nworld\n').preview.warning).toContain('No entry of this file can be used')
    expect(read('{"a":1}').preview.warning).toContain('no label in this file')
  })

  test.each(['__proto__', 'constructor', 'toString'])('is not misled by a field called %s', (field) => {
    expect(said(`[{"${field}":"x","address":"${a}","name":"A"}]`)).toEqual(['a1||A||other'])
  })
})

describe('what is written', () => {
  const own: Label[] = [
    {
      ...{ chainId: 1, address: a, name: 'My "best", wallet', entity: 'Me', role: 'own', source: 'user' },
      ...{ reference: null, date: '2026-11-23', confidence: 'certain' },
    },
    {
      ...{ chainId: null, address: c, name: 'Müller & Söhne', entity: null, role: 'counterparty', source: 'user' },
      ...{ reference: 'https://x.example/?a=1,2', date: null, confidence: 'certain' },
    },
  ]

  test.each([
    ['CSV', csvHead + own.map(csvRow).join('')],
    ['JSON', `${jsonHead}${own.map(jsonRow).join(',\n')}${jsonTail}`],
  ])('comes back from %s as the user’s own, and says so', (_, text) => {
    const { labels, preview } = read(text, { name: 'export' })
    expect(labels).toEqual(own)
    expect(preview.source).toBe('user')
    expect(preview.warning).toContain('above every other source')
  })

  test('is a stranger’s as soon as one entry of it is', () => {
    const text = `address,name,source\n${a},Mine,user\n${c},Theirs,somebody\n`
    expect(new Set(read(text).labels.map(({ source }) => source))).toEqual(new Set(['list.csv']))
  })

  test('disarms what a spreadsheet would run', () => {
    const [first] = own
    expect(first && csvRow({ ...first, name: '=1+1' })).toContain(",'=1+1,")
  })
})
