/** What a symbol looks like, as against what it is: two symbols with the same skeleton cannot be told apart at a glance. */

/**
 * Letters of other alphabets and odd Latin ones that are drawn like a Latin capital or digit once case is folded. After the idea of
 * UTS #39 (skeletons), kept to what a ticker can be made of; NFKC has dealt with full-width, mathematical and circled forms before.
 */
const drawnLike: Readonly<Record<string, string>> = {
  A: 'АΑᎪᴀ∀Ʌ',
  B: 'ВΒᏴʙƁẞß฿',
  C: 'СϹᏟᴄℂƇ₵',
  D: 'ᎠᴅĐÐƊԀ',
  E: 'ЕΕᎬᴇЀЁƐЄ€Σ',
  F: 'ϜꜰƑ',
  G: 'ԌᏀɢƓ₲',
  H: 'НΗᎻʜҢҺԨ',
  I: 'ІΙӀᏆɪLꓲΊЇƖ1|!ǀÍⅼ',
  J: 'ЈᎫᴊȷ',
  K: 'КΚᏦᴋҚƘ₭',
  M: 'МΜᎷᴍϺ',
  N: 'ΝɴИŊƝՌ₦',
  O: 'ОΟᎤᴏ0ՕØӨΘѲ〇൦๐໐Ɵ',
  P: 'РΡᏢᴘƤ₱',
  Q: 'ԚႳҀ',
  R: 'ᎡᏒʀЯ₨',
  S: 'ЅՏᏚꜱƧ$',
  T: 'ТΤᎢᴛҬƬŦ₮₸',
  U: 'ՍᑌᴜՄԱ∪Ʋ',
  V: 'ѴᏙᴠ∨ν',
  W: 'ԜᎳᴡѠШωΩ₩',
  X: 'ХΧ᙭×ҲӾ',
  Y: 'УΥҮʏƳ¥ҰΎ',
  Z: 'ΖᏃᴢƵ',
}

const byLetter: ReadonlyMap<string, string> = new Map(
  Object.entries(drawnLike).flatMap(([latin, others]) =>
    [...others].flatMap((other) => [other, other.toUpperCase()].map((one) => [one, latin])),
  ),
)

/** NFKC, without marks, without what is not drawn, in capitals, in Latin letters where they look Latin; signs and spaces are dropped. */
export function skeleton(text: string): string {
  const bare = text
    .normalize('NFKC')
    .normalize('NFD')
    .replace(/[\p{M}\p{C}\p{Default_Ignorable_Code_Point}]/gu, '')
  const latin = [...bare].map((letter) => byLetter.get(letter) ?? byLetter.get(letter.toUpperCase()) ?? letter.toUpperCase())
  return latin.join('').replace(/[^\p{L}\p{N}]/gu, '')
}
