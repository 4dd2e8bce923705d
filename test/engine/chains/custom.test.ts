/** What the user says of a network goes before what is known of it. */
import { describe, expect, test } from 'vitest'
import { chainOfNetwork } from '#engine/chains/custom.ts'
import { families } from '#engine/verify/families/index.ts'
import { proofFamilies, readSettings } from '#shared/settings.ts'

const network = { chainId: 713_131, name: 'Alliance', enabled: true, endpoints: [] }
const address = `0x${'Ab'.repeat(20)}`

describe('chainOfNetwork', () => {
  test('takes family, validators and pace of the network', () => {
    const chain = chainOfNetwork({ ...network, family: 'clique', validators: [address, address.toLowerCase()], blockMs: 300_000 })
    expect(chain).toMatchObject({ family: 'clique', familyChosen: true, validators: [address.toLowerCase()], blockMs: 300_000 })
  })

  test('leaves a network that says nothing to what is known', () => {
    expect(chainOfNetwork(network)).toMatchObject({ family: 'ethereum', blockMs: 2000 })
    expect(chainOfNetwork(network)).not.toHaveProperty('familyChosen')
    expect(chainOfNetwork(network)).not.toHaveProperty('validators')
    expect(chainOfNetwork({ ...network, chainId: 8453, family: 'qbft' })).toMatchObject({ family: 'qbft' })
  })
})

describe('the settings of a network', () => {
  test('offer every family that there is', () => {
    expect([...proofFamilies].sort()).toEqual(families.map(({ id }) => id).sort())
  })

  test.each([
    [{ family: 'raft' }, /“Networks” has a proof family that is not known: choose one of ethereum, .*clique/],
    [{ validators: ['0x12'] }, /“Networks” has a validator that is no address/],
    [{ validators: [] }, /“Networks” has an empty list of validators/],
  ])('refuse %j with one sentence', (more, sentence) => {
    const { problems } = readSettings({ networks: [{ ...network, ...more }] })
    expect(problems).toEqual([{ key: 'networks', message: expect.stringMatching(sentence) }])
  })
})
