/** What differs between beacon chains and between their forks, as far as a light client is concerned. */
import type { Hex } from '../../../types.ts'

/** How headers and states of a fork are laid out. Fulu is laid out as Electra. */
export type ForkShape = 'capella' | 'deneb' | 'electra'

export type BeaconFork = { readonly version: Hex; readonly epoch: number; readonly shape: ForkShape }

export type LightClientSpec = {
  readonly name: string
  /** Root of the validators at genesis: keeps signatures of one chain from counting on another. */
  readonly genesisValidatorsRoot: Hex
  /** In ascending order of their epochs; nothing before the first can be read. */
  readonly forks: readonly BeaconFork[]
  readonly slotsPerEpoch: number
  readonly epochsPerPeriod: number
  readonly committeeSize: number
  /** Unix seconds of slot 0. */
  readonly genesisTime: number
  readonly secondsPerSlot: number
}

/** Ethereum mainnet. Source: ethereum/consensus-specs `configs/mainnet.yaml` and `presets/mainnet`. */
export const mainnetSpec: LightClientSpec = {
  name: 'Ethereum',
  genesisValidatorsRoot: '0x4b363db94e286120d76eb905340fdd4e54bfe9f06bf33ff6cf5ad27f511bfe95',
  forks: [
    { version: '0x03000000', epoch: 194_048, shape: 'capella' },
    { version: '0x04000000', epoch: 269_568, shape: 'deneb' },
    { version: '0x05000000', epoch: 364_032, shape: 'electra' },
    { version: '0x06000000', epoch: 411_392, shape: 'electra' },
  ],
  slotsPerEpoch: 32,
  epochsPerPeriod: 256,
  committeeSize: 512,
  genesisTime: 1_606_824_023,
  secondsPerSlot: 12,
}

/** Sepolia. Source: eth-clients/sepolia `metadata/config.yaml`; sizes are those of mainnet. */
export const sepoliaSpec: LightClientSpec = {
  ...mainnetSpec,
  name: 'Sepolia',
  genesisValidatorsRoot: '0xd8ea171f3c94aea21ebc42a1ed61052acf3f9209c00e4efbaaddac09ed9b8078',
  forks: [
    { version: '0x90000072', epoch: 56_832, shape: 'capella' },
    { version: '0x90000073', epoch: 132_608, shape: 'deneb' },
    { version: '0x90000074', epoch: 222_464, shape: 'electra' },
    { version: '0x90000075', epoch: 272_640, shape: 'electra' },
  ],
  genesisTime: 1_655_733_600,
}

/** Positions in the trees of BeaconState and BeaconBlockBody (consensus-specs altair, capella and electra, "light client sync protocol"). */
export const generalizedIndices = {
  finalizedRoot: (shape: ForkShape): number => (shape === 'electra' ? 169 : 105),
  currentCommittee: (shape: ForkShape): number => (shape === 'electra' ? 86 : 54),
  nextCommittee: (shape: ForkShape): number => (shape === 'electra' ? 87 : 55),
  execution: 25,
}

export const epochAt = (spec: LightClientSpec, slot: number): number => Math.floor(slot / spec.slotsPerEpoch)

/** The slot that a clock shows (Unix milliseconds), half a second of difference between clocks forgiven. */
export const slotAt = (spec: LightClientSpec, now: number): number =>
  Math.floor((now / 1000 + 0.5 - spec.genesisTime) / spec.secondsPerSlot)

/** Period of a sync committee: 256 epochs, a little over a day, on mainnet. */
export const periodAt = (spec: LightClientSpec, slot: number): number => Math.floor(epochAt(spec, slot) / spec.epochsPerPeriod)

/** The fork in force at a slot, or null before the first that is known. */
export const forkAt = (spec: LightClientSpec, slot: number): BeaconFork | null =>
  spec.forks.findLast(({ epoch }) => epoch <= epochAt(spec, slot)) ?? null
