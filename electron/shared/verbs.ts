/** Every verb of trade in words: as a kind of order, in a sentence about one, and counted. */
import type { Verb } from './pack.ts'

export type VerbWords = {
  /** The kind, in a list of kinds. */
  readonly label: string
  /** What was done, before an amount. */
  readonly did: string
  readonly one: string
  readonly many: string
}

const words = (label: string, did: string, one: string, many: string): VerbWords => ({ label, did, one, many })

export const verbWords: Readonly<Record<Verb, VerbWords>> = {
  issue: words('Issue', 'Issued', 'issue', 'issues'),
  transfer: words('Transfer', 'Moved', 'transfer', 'transfers'),
  redeem: words('Redemption', 'Redeemed', 'redemption', 'redemptions'),
  sign: words('Signature', 'Signed for', 'signature', 'signatures'),
  accept: words('Acceptance', 'Accepted', 'acceptance', 'acceptances'),
  endorse: words('Endorsement', 'Endorsed', 'endorsement', 'endorsements'),
  approve: words('Approval', 'Approved', 'approval', 'approvals'),
  pledge: words('Pledge', 'Pledged', 'pledge', 'pledges'),
  release: words('Release', 'Released', 'release', 'releases'),
  finance: words('Financing', 'Financed', 'financing', 'financings'),
  discount: words('Discounting', 'Discounted', 'discounting', 'discountings'),
  present: words('Presentation', 'Presented', 'presentation', 'presentations'),
  pay: words('Payment', 'Paid', 'payment', 'payments'),
  repay: words('Repayment', 'Repaid', 'repayment', 'repayments'),
  settle: words('Settlement', 'Settled', 'settlement', 'settlements'),
  sell: words('Sale', 'Sold', 'sale', 'sales'),
  distribute: words('Distribution', 'Distributed', 'distribution', 'distributions'),
  freeze: words('Freeze', 'Froze', 'freeze', 'freezes'),
  unfreeze: words('Unfreeze', 'Unfroze', 'unfreeze', 'unfreezes'),
  margin: words('Margin', 'Margined', 'margin payment', 'margin payments'),
  confirm: words('Confirmation', 'Confirmed', 'confirmation', 'confirmations'),
  terminate: words('Termination', 'Terminated', 'termination', 'terminations'),
  claim: words('Claim', 'Claimed', 'claim', 'claims'),
  'pay-out': words('Payout', 'Paid out', 'payout', 'payouts'),
  premium: words('Premium', 'Paid a premium of', 'premium', 'premiums'),
  attest: words('Attestation', 'Attested', 'attestation', 'attestations'),
  revoke: words('Revocation', 'Revoked', 'revocation', 'revocations'),
  grant: words('Grant', 'Granted', 'grant', 'grants'),
  register: words('Registration', 'Registered', 'registration', 'registrations'),
  cancel: words('Cancellation', 'Cancelled', 'cancellation', 'cancellations'),
  expire: words('Expiry', 'Let expire', 'expiry', 'expiries'),
  send: words('Sending', 'Sent', 'sending', 'sendings'),
  receive: words('Receipt of funds', 'Received', 'receipt', 'receipts'),
  default: words('Default', 'Defaulted on', 'default', 'defaults'),
}
