/** What was wrong with a served field, before it is known which block it belongs to; `climb` turns it into a ProofError. */
export class FieldError extends Error {
  readonly code: string

  constructor(sentence: string, code = 'BAD_FIELD') {
    super(sentence)
    this.name = 'FieldError'
    this.code = code
  }
}
