/** Contracts that move coins without a log: hand-assembled, so that no compiler is needed. */
type Hex = `0x${string}`

const bare = (address: Hex): string => address.slice(2)

/** Calls the account in the first word of its input with the value it got, and goes on whatever comes of it. */
export const forwarder: Hex = '0x5f5f5f5f345f355af100'
/** Pays `to` with the value it got, then takes everything back. */
export const regretful = (to: Hex): Hex => `0x5f5f5f5f3473${bare(to)}5af15f5ffd`
/** Makes an empty contract and endows it with the value it got. */
export const founder: Hex = '0x5f5f34f000'
/** Destroys itself and leaves what it has to `heir`. */
export const testator = (heir: Hex): Hex => `0x73${bare(heir)}ff`
/** Runs the code of `other` as its own: the value stays where it is. */
export const delegator = (other: Hex): Hex => `0x5f5f5f5f73${bare(other)}5af400`

/** Input that tells a forwarder whom to pay. */
export const payTo = (to: Hex): Hex => `0x${bare(to).padStart(64, '0')}`
