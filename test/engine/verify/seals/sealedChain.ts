/** Headers sealed with real keys, block after block, for chains of any consensus and any trouble. */
import { privateKeyToAccount, sign } from 'viem/accounts'
import type { Address, Hex } from '#engine/types.ts'
import { bytesOf, hexOf } from '#engine/verify/hex.ts'
import { rlpEncode } from '#engine/verify/rlp.ts'
import { sealOf } from '#engine/verify/seals/index.ts'
import type { Seal } from '#engine/verify/seals/seal.ts'

export type Sealer = { readonly key: Hex; readonly address: Address }

/** As many accounts as wanted, in ascending order of their addresses; the same on every run. */
export const sealers = (count: number): Sealer[] =>
  Array.from({ length: count }, (_, i) => {
    const key: Hex = `0x${(i + 1).toString(16).padStart(64, '0')}`
    return { key, address: hexOf(bytesOf(privateKeyToAccount(key).address.toLowerCase())) }
  }).sort((a, b) => (a.address < b.address ? -1 : 1))

const word = (byte: string, bytes = 32): Hex => `0x${byte.repeat(bytes)}`

const blank = {
  ...{ sha3Uncles: word('02'), miner: word('00', 20), stateRoot: word('04'), transactionsRoot: word('05'), receiptsRoot: word('06') },
  ...{ logsBloom: word('00', 256), difficulty: '0x1', gasLimit: '0x5', gasUsed: '0x0', mixHash: word('07'), nonce: word('00', 8) },
}

const signed = async (hash: Hex, key: Hex): Promise<Uint8Array> => {
  const { r, s, yParity } = await sign({ hash, privateKey: key })
  return bytesOf(`0x${r.slice(2)}${s.slice(2)}0${yParity}`)
}

const quantity = (value: number): Hex => `0x${value.toString(16)}`

type Place = { readonly number: number; readonly parent: Hex; readonly salt?: number }

type QbftPlace = Place & {
  readonly validators: readonly Sealer[]
  readonly signers: readonly Sealer[]
  readonly proposer?: Sealer
  readonly round?: number
  readonly vote?: { readonly target: Address; readonly add: boolean }
  /** Fields that are other than those of a header without content. */
  readonly fields?: Readonly<Record<string, Hex>>
}

/** The seal of a QBFT header as `qbftHeader` makes it. */
export const qbftBlock = async (say: QbftPlace): Promise<Seal> => sealOf(await qbftHeader(say), 'qbft')

/** A QBFT header. `signers` seal it; the first proposes unless `proposer` does. */
export async function qbftHeader(say: QbftPlace): Promise<Readonly<Record<string, unknown>>> {
  const { number, parent, salt = 0, validators, signers, proposer = signers[0], round = 0, vote } = say
  const extra = (seals: readonly Uint8Array[]): Hex =>
    hexOf(
      rlpEncode([
        word('00'),
        validators.map(({ address }) => address),
        vote === undefined ? [] : [vote.target, vote.add ? '0xff' : '0x00'],
        round === 0 ? '0x' : Uint8Array.of(round),
        seals,
      ]),
    )
  const header = {
    ...blank,
    parentHash: parent,
    number: quantity(number),
    timestamp: quantity(number * 10 + salt),
    miner: proposer?.address,
    ...say.fields,
  }
  const { sealHash } = sealOf({ ...header, extraData: extra([]) }, 'qbft')
  const seals = await Promise.all(signers.map(({ key }) => signed(sealHash, key)))
  return { ...header, extraData: extra(seals) }
}

/** A header of Clique, Bor or Parlia (chain id 9). `middle` is what stands between vanity and seal. */
export async function producedBlock(
  family: 'clique' | 'bor' | 'parlia',
  say: Place & { signer: Sealer; difficulty?: number; middle?: Hex; vote?: { target: Address; add: boolean } },
): Promise<Seal> {
  const { number, parent, salt = 0, signer, difficulty = 2, middle = '0x', vote } = say
  const header = {
    ...{
      ...blank,
      parentHash: parent,
      number: quantity(number),
      timestamp: quantity(number * 10 + salt),
      difficulty: quantity(difficulty),
    },
    ...(family === 'parlia' ? { miner: signer.address } : {}),
    ...(vote === undefined ? {} : { miner: vote.target, nonce: word(vote.add ? 'ff' : '00', 8) }),
  }
  const extra = (seal: Hex): Hex => `0x${'00'.repeat(32)}${middle.slice(2)}${seal.slice(2)}`
  const { sealHash } = sealOf({ ...header, extraData: extra(word('00', 65)) }, family, { chainId: 9 })
  return sealOf({ ...header, extraData: extra(hexOf(await signed(sealHash, signer.key))) }, family, { chainId: 9 })
}
