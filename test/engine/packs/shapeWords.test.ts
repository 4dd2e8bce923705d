/** What is said of a file that is no pack. */
import { expect, test } from 'vitest'
import { readPack } from '#engine/packs/check.ts'

const whole = {
  ...{ format: 'crowsnest-pack', version: 1, id: 'x', name: 'n', about: '', revision: 1, contracts: {}, roles: {}, units: {} },
  ...{ verbs: {}, documents: {}, invariants: {}, disclosure: {} },
}

test.each([
  [{ ...whole, roles: undefined }, 'roles is missing: it must be an object in braces.'],
  [{ ...whole, id: 'X X' }, 'id: must be 1 to 40 small letters, digits and hyphens, a letter first.'],
  [{ ...whole, name: 7 }, 'name must be text.'],
  [{ ...whole, revision: 0 }, 'revision must be at least 1.'],
  [{ ...whole, colour: 'red' }, 'The file has “colour”, which this version does not know.'],
  [{ ...whole, contracts: { token: { abi: [], at: [] } } }, 'contracts.token.abi needs at least 1 entry.'],
  [
    { ...whole, contracts: { 'Big One': { abi: ['event A()'], at: [] } } },
    'contracts.Big One is no name of a part: small letters, digits and hyphens, a letter first.',
  ],
  [{ ...whole, disclosure: { peer: { from: 'shown' } } }, 'disclosure.peer.from must be open or band or hidden.'],
  [[], 'The file must be an object in braces.'],
])('%j', (value, sentence) => {
  expect(readPack(JSON.stringify(value))).toEqual({ pack: null, problems: [sentence] })
})
