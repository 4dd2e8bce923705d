/** A chain of which no whole block was at hand: proven where its blocks are encoded as expected, at L1 with words where not. */
import { afterEach, describe, expect, test } from 'vitest'
import { bnb } from '#engine/chains/bnb.ts'
import { anvilMissing, startAnvil } from '../support/anvil.ts'
import { engineOn, until } from '../support/engineOn.ts'
import { ask, serveRpc } from '../support/rpcServer.ts'
import { sealBlock, startSealedNode } from '../support/sealedNode.ts'
import { sealers } from './verify/seals/sealedChain.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const network = { chainId: bnb.chainId, name: 'BNB Smart Chain' }

describe('BNB Smart Chain', () => {
  test.skipIf(anvilMissing !== null)(`reaches L2 where its blocks are encoded as Ethereum’s (${anvilMissing ?? 'on anvil'})`, async () => {
    const anvil = await startAnvil({ automine: false, chainId: bnb.chainId })
    ends.push(() => anvil.stop())
    const watching = await engineOn([anvil.http], ends, { network })
    await anvil.sendEth(900n)
    await anvil.mine(1)
    await until('a block is stored', () => watching.status()?.stored === 1)
    expect(watching.status()).toMatchObject({ evidence: 2, evidenceNotes: [], problem: null })
  })

  test('is read at L1, and says why, where they are not', async () => {
    const validators = sealers(4)
    const first = await sealBlock(null, { validators })
    const node = await startSealedNode([first, await sealBlock(first, { validators })])
    ends.push(() => node.stop())
    const server = await serveRpc({
      ws: false,
      answer: (method, params) => (method === 'eth_chainId' ? `0x${bnb.chainId.toString(16)}` : ask(node.http, method, params)),
    })
    ends.push(() => server.stop())
    const watching = await engineOn([server.http], ends, { network })
    await until('a block is stored', () => watching.status()?.stored === 2)
    expect(watching.status()).toMatchObject({ evidence: 1, evidenceNotes: [expect.stringContaining('not known')], problem: null })
    expect(watching.log.filter((line) => line.includes('encoded in a way that is not known here'))).toHaveLength(1)
  })
})
