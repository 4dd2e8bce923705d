/** Counts what was found and what was not, and keeps every difference with its transaction and reason. */

export type Difference = {
  readonly project: string
  readonly what: string
  readonly tx: string
  /** Why the other side differs; null where that is not known. */
  readonly reason: string | null
  readonly detail: string
}
export type Verdict = 'found' | 'missed' | 'extra' | 'wrong' | 'unseen'
export type Tally = { readonly [V in Verdict]: (difference: Difference) => void } & {
  readonly entries: readonly (Difference & { readonly verdict: Verdict })[]
}

/** `unseen`: expected coins that moved between contracts, which no receipt shows. */
export function createTally(): Tally {
  const entries: (Difference & { verdict: Verdict })[] = []
  const add = (verdict: Verdict) => (difference: Difference) => {
    entries.push({ ...difference, verdict })
  }
  return { entries, found: add('found'), missed: add('missed'), extra: add('extra'), wrong: add('wrong'), unseen: add('unseen') }
}

/** Whether a row's amount is the expected decimal; base units of a token of unknown decimals agree in their digits. */
export function amountsAgree(amount: string, expected: string): boolean {
  if (plain(amount) === plain(expected)) return true
  return !amount.includes('.') && digits(amount) === digits(expected) && digits(expected).length > 0
}

const plain = (text: string): string => (text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text)
const digits = (text: string): string => text.replace('.', '').replace(/^0+/, '').replace(/0+$/, '')
