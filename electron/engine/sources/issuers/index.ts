/**
 * Stablecoins of issuers that tell of creating and destroying by a transfer alone. Where another token moved in the same transaction, the
 * creation is one side of an exchange or a loan, and those who made it tell of it.
 */
import { type Claim, readClaims } from '../claims.ts'
import { defineSource } from '../defineSource.ts'
import { readCoinMove, readTransfer, transferTopic, zeroAddress } from '../logs.ts'

/** Issuer by token, on Ethereum. */
const issuers: Readonly<Record<string, string>> = {
  '0x6b175474e89094c44da98b954eedeac495271d0f': 'makerdao', // DAI
  '0xdc035d45d973e3ec169d2276ddab16f1e407384f': 'sky', // USDS
  '0x40d16fc0246ad3160ccc09b8d0d3a2cd28ae6c2f': 'aave-gho', // GHO
  '0xf939e0a03fb07f59a73314e73794be0e57ac1b4e': 'curve-crvusd', // crvUSD
  '0x853d955acef822db058eb8505911ed77f175b99e': 'frax', // FRAX
  '0xcacd6fd266af91b8aed52accc382b4e165586e29': 'frax', // frxUSD
  '0x5f98805a4e8be255a32880fdec7f6728c6568ba0': 'liquity', // LUSD
  '0x4c9edd5852cd905f086c759e8383e09bff1e68b3': 'ethena', // USDe
  '0x0000000000085d4780b73119b644ae5ecd22b376': 'trueusd', // TUSD
  '0xc5f0f7b66764f6ec8c8dff7ba683102295e16409': 'first-digital', // FDUSD
  '0x8292bb45bf1ee4d140127049757c2e0ff06317ed': 'ripple', // RLUSD
  '0x8d0d000ee44948fc98c9b98a4fa4921476f08b0d': 'world-liberty', // USD1
  '0x056fd409e1d7a124bd7017459dfea2f387b6d5cd': 'gemini', // GUSD
  '0x865377367054516e17014ccded1e7d814edc9ce4': 'inverse', // DOLA
  '0x57ab1ec28d129707052df4df418d58a2d46d5f51': 'synthetix', // sUSD
}

export const issuersSource = defineSource({
  id: 'issuers',
  label: 'Issuers of other stablecoins',
  names: [...new Set(Object.values(issuers))],
  topics: [transferTopic],
  read(transaction, context) {
    if (context.chainId !== 1) return []
    const moved = new Set(
      transaction.logs.flatMap((log) => (log.topics[0] === transferTopic && readCoinMove(log) === null ? [log.address] : [])),
    )
    const [token, ...others] = moved
    const issuer = token && issuers[token]
    if (!issuer || others.length > 0) return []
    return readClaims(issuer, { transaction, context }, () => true, {
      [transferTopic]: (log): Claim | null => {
        const ends = readTransfer(log)
        if (!ends || (ends.from === zeroAddress) === (ends.to === zeroAddress)) return null
        return { kind: ends.from === zeroAddress ? 'mint' : 'burn', ...ends, asset: log.address, also: [log.position] }
      },
    })
  },
})
