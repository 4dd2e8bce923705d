/**
 * Aggregate BLS signatures on BLS12-381 as beacon chains use them: public keys in G1, signatures in G2, proof-of-possession ciphersuite
 * (draft-irtf-cfrg-bls-signature, consensus-specs phase0 "BLS signatures").
 */

import { bls12_381 as curve } from '@noble/curves/bls12-381'
import type { Hex } from '../../types.ts'
import { bytesOf, hexOf } from '../hex.ts'

type Point = typeof curve.G1.ProjectivePoint.BASE

/** A sum of public keys, or one of them. */
export type BlsKey = { readonly point: Point }

const domain = { DST: 'BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_' }

/** Reads a compressed public key of 48 bytes: on the curve, in the right subgroup, not infinity, and in its one spelling. Null for anything else. */
export const readKey = (key: Hex): BlsKey | null =>
  unlessThrown(() => {
    const point = curve.G1.ProjectivePoint.fromHex(bytesOf(key))
    point.assertValidity()
    return !point.equals(curve.G1.ProjectivePoint.ZERO) && hexOf(point.toRawBytes(true)) === key ? { point } : null
  })

/** The keys added up. */
export const addKeys = (keys: readonly BlsKey[]): BlsKey => ({
  point: keys.reduce((sum, { point }) => sum.add(point), curve.G1.ProjectivePoint.ZERO),
})

/** `whole` without the keys. */
export const withoutKeys = (whole: BlsKey, keys: readonly BlsKey[]): BlsKey => ({
  point: keys.reduce((sum, { point }) => sum.subtract(point), whole.point),
})

/** Whether `signature` (96 bytes, compressed) is that of the key, or of all whose keys were added up, on the message. Never throws. */
export const verifyWith = ({ point }: BlsKey, message: Uint8Array, signature: Hex): boolean =>
  unlessThrown(() => {
    const bytes = bytesOf(signature)
    const sealed = curve.Signature.fromHex(bytes)
    sealed.assertValidity()
    if (point.equals(curve.G1.ProjectivePoint.ZERO) || sealed.equals(curve.G2.ProjectivePoint.ZERO)) return false
    if (hexOf(curve.Signature.toRawBytes(sealed)) !== signature) return false
    return curve.verify(sealed, message, point, domain)
  }) ?? false

/** As `verifyWith`, for the keys of all who signed. */
export const verifyAggregate = (keys: readonly Hex[], message: Uint8Array, signature: Hex): boolean => {
  const read = keys.map(readKey).filter((key) => key !== null)
  return read.length === keys.length && read.length > 0 && verifyWith(addKeys(read), message, signature)
}

/** The library throws for bytes that are no point; to us that is the same as no. */
const unlessThrown = <T>(run: () => T): T | null => {
  try {
    return run()
  } catch {
    return null
  }
}
