/** The signs of spam and of poisoned histories, one function each: what it weighs and the sentence that explains it. */
import type { Address } from '../../types.ts'
import type { SpamFinding, SpamSubject } from './index.ts'
import { skeleton } from './skeleton.ts'

type Sign = (subject: SpamSubject) => SpamFinding | null

/** Grave signs are enough on their own; half-grave ones need one more; light ones only add. */
const [grave, half, light] = [60, 40, 10]

/** More recipients of one token than this in one transaction are a mailing. */
const mailing = 5

const isListed = ({ asset, listed }: SpamSubject): boolean => asset === null || listed.some(({ address }) => address === asset)

const lookAlikeSymbol: Sign = (subject) => {
  if (isListed(subject)) return null
  const own = skeleton(subject.symbol)
  const copied = [subject.nativeSymbol, ...subject.listed.map(({ symbol }) => symbol)].find((symbol) => skeleton(symbol) === own)
  if (own === '' || copied === undefined) return null
  return { id: 'look-alike-symbol', points: grave, sentence: `It calls itself like ${copied} but is another contract.` }
}

/** Addresses of websites, and words that ask to claim something, in what should be a symbol. */
const advert: Sign = (subject) => {
  const text = subject.symbol.normalize('NFKC')
  const isSite = /https?:|www\.|t\.me\b|[\p{L}\p{N}-]\.(com|io|org|net|xyz|site|app|fi|finance|me|to|gg|vip|top|live|claims?)\b/iu.test(
    text,
  )
  const isOffer = /\b(claim|visit|airdrop|reward|bonus|voucher|invited|eligible|free)\b/iu.test(text)
  if (isListed(subject) || (!isSite && !isOffer)) return null
  return { id: 'advert', points: grave, sentence: 'Its symbol advertises a website or an offer.' }
}

const zeroValue: Sign = ({ amount }) =>
  amount === 0n ? { id: 'zero-value', points: half, sentence: 'Nothing was moved: anyone can write such a transfer in your name.' } : null

/** A transfer of nothing from an account whose owner did not sign: the classic way into somebody's history. */
const notSigned: Sign = ({ amount, from, sender }) =>
  amount === 0n && from !== sender
    ? { id: 'not-signed', points: half, sentence: 'The account it is from did not sign the transaction.' }
    : null

const lookAlikeCounterparty: Sign = ({ from, to, past }) => {
  const known = past.find(({ counterparty }) => isAlike(counterparty, from) || isAlike(counterparty, to))
  const sentence = `An account in it begins and ends like ${known?.counterparty}, with which you dealt, but is another.`
  return known ? { id: 'look-alike-counterparty', points: grave, sentence } : null
}

const sameAmount: Sign = ({ from, to, past, shownAmount }) => {
  const echoed = past.some(
    ({ counterparty, amount }) => amount === shownAmount && (isAlike(counterparty, from) || isAlike(counterparty, to)),
  )
  return echoed ? { id: 'same-amount', points: half, sentence: 'It repeats the amount of the dealing that it imitates.' } : null
}

const multiSend: Sign = (subject) =>
  subject.recipients > mailing && !isListed(subject)
    ? { id: 'multi-send', points: half, sentence: `The token was sent to ${subject.recipients} accounts at once.` }
    : null

const unlisted: Sign = (subject) =>
  isListed(subject) ? null : { id: 'unlisted', points: light, sentence: 'The token is on no list that Crowsnest knows.' }

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

/** Different accounts of which the first four and the last four digits are the same: what a shortened address shows. */
function isAlike(known: Address, other: Address): boolean {
  return known !== other && known.slice(0, 6) === other.slice(0, 6) && known.slice(-4) === other.slice(-4)
}
