/** Which of several statements about one account is shown. */
import { confidences, type Label } from '#shared/labels.ts'

/**
 * Orders statements, the one to show first: the user's own word, then certain before likely before guessed, then the newer date, then what
 * was said of this chain before what was said of all. The name of the source decides the rest, so that the choice never wavers.
 */
export function compareStatements(a: Label, b: Label): number {
  return (
    rank(a) - rank(b) ||
    compareText(b.date ?? '', a.date ?? '') ||
    Number(a.chainId === null) - Number(b.chainId === null) ||
    compareText(a.source, b.source)
  )
}

/** The statement to show of an account on `chainId`, or where no chain is meant (null); null where none applies. */
export function bestStatement(statements: readonly Label[], chainId: number | null): Label | null {
  const applying = statements.filter((label) => label.chainId === null || label.chainId === chainId)
  return applying.sort(compareStatements)[0] ?? null
}

const rank = ({ source, confidence }: Label): number => (source === 'user' ? -1 : confidences.indexOf(confidence))
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
