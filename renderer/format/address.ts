/** Addresses and names from outside, made safe to look at. */
import { t } from '../i18n/t.ts'

/**
 * Cuts an address into the parts that the table shows. Eight digits stay on each side, because look-alike addresses are
 * mined to match the four that most software shows; the middle is in the page too and appears where there is room.
 */
export function splitAddress(address: string): { head: string; middle: string; tail: string } {
  if (address.length <= 22) return { head: address, middle: '', tail: '' }
  return { head: address.slice(0, 10), middle: address.slice(10, -8), tail: address.slice(-8) }
}

/** "0x12345678…90abcdef" for running text. */
export function shortAddress(address: string): string {
  const { head, tail } = splitAddress(address)
  return tail ? `${head}…${tail}` : head
}

/** Controls, direction marks, invisible and unpaired characters: what a hostile token puts into its symbol. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu

/** A symbol or name as one short line of visible characters, at most `length` of them. */
export function safeName(name: string, length = 24): string {
  // The slice comes first so that a symbol of 100 kB costs nothing.
  const visible = [...name.slice(0, 400).replace(unseen, '').trim()]
  if (visible.length === 0) return t('unnamed')
  return visible.length > length ? `${visible.slice(0, length).join('')}…` : visible.join('')
}
