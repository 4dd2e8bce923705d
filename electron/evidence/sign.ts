/** Signs evidence in the spelling in which it is checked. */
import { Evidence, evidenceMessage, evidenceText } from '#engine/evidence/format.ts'
import type { Signer } from '#platform/signing.ts'

/** The file of an evidence: signed where there is a key. */
export function signedText(content: Pick<Evidence, 'claims' | 'proofs'>, signer: Signer | null): string {
  // Through the schema, so that keys stand in its order whoever put the parts together, and through JSON, which knows no absent values.
  const plain: unknown = JSON.parse(JSON.stringify({ format: 'crowsnest-evidence', version: 1, ...content, signature: null }))
  const evidence = Evidence.parse(plain)
  const signature = signer === null ? null : { key: signer.publicKey, value: signer.sign(evidenceMessage(evidence)) }
  return evidenceText({ ...evidence, signature })
}
