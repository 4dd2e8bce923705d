/** electron-builder calls this before it packs: nothing is packed whose licence is not known, and the texts go along. */
import { writeLicences } from './licences.mjs'

export default function beforePack() {
  writeLicences()
}
