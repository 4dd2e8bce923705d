/** The signs of spam and of poisoned histories, one function each: what it weighs and the sentence that explains it. */
import type { SpamSign } from '#shared/order.ts'
import type { SpamAsset, SpamSubject } from './index.ts'
import { skeleton } from './skeleton.ts'

type Sign = (subject: SpamSubject) => SpamSign | null

/** Grave signs are enough on their own (`likelySpam`); half-grave ones need one more; light ones only add. */
const [grave, half, light] = [60, 40, 10]

/** More accounts than this in one transaction are a mailing. */
const mailing = 5

const unknown = ({ assets }: SpamSubject): readonly SpamAsset[] => assets.filter(({ known }) => !known)

/**
 * A price is honest value that moved. Whoever dealt with an impostor lost it: that is worth seeing, so what an account looks like never
 * folds such an order by itself.
 */
const isWorth = ({ assets }: SpamSubject): boolean => assets.every(({ priced }) => priced)

const lookAlikeSymbol: Sign = (subject) => {
  for (const { symbol } of unknown(subject)) {
    const own = skeleton(symbol)
    const copied = own === '' ? undefined : subject.listed.find((listed) => skeleton(listed) === own)
    if (copied !== undefined)
      return { id: 'look-alike-symbol', points: grave, sentence: `It calls itself like ${copied} but is another contract.` }
  }
  return null
}

/** Addresses of websites, and words that ask to claim something, in what should be a symbol. */
const advert: Sign = (subject) => {
  const isAdvert = unknown(subject).some(({ symbol }) => {
    const text = symbol.normalize('NFKC')
    return site.test(text) || offer.test(text)
  })
  return isAdvert ? { id: 'advert', points: grave, sentence: 'Its symbol advertises a website or an offer.' } : null
}
const site = /https?:|www\.|t\.me\b|[\p{L}\p{N}-]\.(com|io|org|net|xyz|site|app|fi|finance|me|to|gg|vip|top|live|claims?)\b/iu
const offer = /\b(claim|visit|airdrop|reward|bonus|voucher|invited|eligible|free)\b/iu

const zeroValue: Sign = ({ amount }) =>
  amount === 0n ? { id: 'zero-value', points: half, sentence: 'Nothing was moved: anyone can write such a transfer in your name.' } : null

/** A movement of nothing, or of a token that nobody vouches for, out of an account whose owner did not sign. */
const notSigned: Sign = ({ amount, from, signer, ...subject }) => {
  if (signer === null || from === signer) return null
  const sentence = 'The account it is from did not sign the transaction.'
  if (amount === 0n) return { id: 'not-signed', points: half, sentence }
  const isForeign = subject.assets.some(({ known, priced }) => !known && !priced)
  return isForeign ? { id: 'not-signed', points: light, sentence } : null
}

const lookAlikeCounterparty: Sign = (subject) => {
  const known = subject.imitated[0]
  if (!known) return null
  const sentence = `An account in it begins and ends like ${known.counterparty}, with which the other one dealt before, but is another.`
  return { id: 'look-alike-counterparty', points: isWorth(subject) ? half : grave, sentence }
}

const sameAmount: Sign = (subject) =>
  subject.imitated.some(({ amount }) => amount === subject.shownAmount)
    ? { id: 'same-amount', points: isWorth(subject) ? light : half, sentence: 'It repeats the amount of the dealing that it imitates.' }
    : null

const multiSend: Sign = ({ recipients, givers, ...subject }) => {
  const most = Math.max(recipients, givers)
  if (most <= mailing || subject.assets[0]?.known !== false) return null
  const sentence =
    recipients >= givers ? `The token was sent to ${most} accounts at once.` : `The token was taken from ${most} accounts at once.`
  return { id: 'multi-send', points: half, sentence }
}

const unlisted: Sign = (subject) =>
  unknown(subject).some(({ priced }) => !priced)
    ? { id: 'unlisted', points: light, sentence: 'The token is on no list that Crowsnest knows, and no feed or deep pool prices it.' }
    : null

export const signs: readonly Sign[] = [
  lookAlikeSymbol,
  advert,
  zeroValue,
  notSigned,
  lookAlikeCounterparty,
  sameAmount,
  multiSend,
  unlisted,
]
