/** Insurance, from the policy over premiums and claims to the payout. */
import { Pack } from '#shared/pack.ts'
import { accessControlAbi, accessRole } from '../accessControl.ts'

const policy = { type: 'policy', id: 'arg:policy' }
const claim = { type: 'claim', id: 'arg:claim' }
const money = { amount: 'arg:amount', unit: 'money' }
const toInsured = { from: 'arg:insurer', to: 'arg:insured', roles: { from: ['insurer'], to: ['insured'] } }

export const insurance: Pack = Pack.parse({
  ...{ format: 'crowsnest-pack', version: 1, id: 'insurance', revision: 1 },
  name: 'Insurance',
  about:
    'Insurers issue policies, the insured pay premiums and file claims, insurers accept and pay them. No ERC tells of insurance: the events are those of the reference contract, roles are those of AccessControl. Claims are made on policies in force by who holds them, no policy pays out more than its insured sum, premiums come in time, a claim is paid once and as it was accepted, and equals pay equal premiums.',
  contracts: {
    policies: {
      label: 'Policies',
      abi: [
        'event PolicyIssued(bytes32 indexed policy, address indexed insurer, address indexed insured, uint256 sumInsured, uint256 premiumBasisPoints, uint64 premiumDue)',
        'event PremiumPaid(bytes32 indexed policy, address indexed insured, address indexed insurer, uint256 amount, uint64 nextDue)',
        'event PolicyEnded(bytes32 indexed policy, address indexed by, string reason)',
        'event ClaimFiled(bytes32 indexed policy, address indexed insured, bytes32 indexed claim, uint256 amount)',
        'event ClaimAccepted(bytes32 indexed claim, address indexed insurer, address indexed insured, bytes32 policy, uint256 amount)',
        'event ClaimRejected(bytes32 indexed claim, address indexed insurer, address indexed insured, bytes32 policy)',
        'event ClaimPaid(bytes32 indexed claim, address indexed insurer, address indexed insured, bytes32 policy, uint256 amount)',
        'event PolicyCharged(bytes32 indexed policy, address indexed insurer, address indexed insured, bytes32 claim, uint256 amount)',
        ...accessControlAbi,
      ],
      at: [],
    },
  },
  roles: {
    insurer: accessRole('Insurer', 'policies', 'INSURER_ROLE'),
    insured: accessRole('Insured', 'policies', 'INSURED_ROLE'),
  },
  // Cover is promised and used up, money changes hands: only the latter is worth something.
  units: { money: { symbol: 'USD', decimals: 2, price: { fixed: '1' } }, cover: { symbol: 'USD of cover', decimals: 2, price: null } },
  verbs: {
    issue: {
      ...{ label: 'Issue policy', verb: 'issue', moves: 'none', nature: 'I1', on: { contract: 'policies', event: 'PolicyIssued' } },
      ...{ ...toInsured, amount: 'arg:sumInsured', unit: 'cover', document: policy, due: 'arg:premiumDue', rate: 'arg:premiumBasisPoints' },
    },
    premium: {
      ...{ label: 'Pay premium', verb: 'premium', nature: 'I2', on: { contract: 'policies', event: 'PremiumPaid' } },
      ...{ from: 'arg:insured', to: 'arg:insurer', ...money, document: policy, due: 'arg:nextDue' },
      roles: { from: ['insured'], to: ['insurer'] },
    },
    file: {
      ...{ label: 'File claim', verb: 'claim', nature: 'I3', on: { contract: 'policies', event: 'ClaimFiled' } },
      ...{ from: 'arg:insured', to: 'contract', amount: 'arg:amount', unit: 'cover', document: policy, roles: { from: ['insured'] } },
    },
    accept: {
      ...{ label: 'Accept claim', verb: 'approve', nature: 'I4', on: { contract: 'policies', event: 'ClaimAccepted' } },
      ...{ ...toInsured, amount: 'arg:amount', unit: 'cover', document: claim },
    },
    reject: {
      ...{ label: 'Reject claim', verb: 'cancel', nature: 'I5', on: { contract: 'policies', event: 'ClaimRejected' } },
      ...{ ...toInsured, document: claim },
    },
    pay: {
      ...{ label: 'Pay claim', verb: 'pay-out', nature: 'I6', on: { contract: 'policies', event: 'ClaimPaid' } },
      ...{ ...toInsured, ...money, document: claim },
    },
    charge: {
      ...{ label: 'Book payout', verb: 'settle', nature: 'I7', on: { contract: 'policies', event: 'PolicyCharged' } },
      ...{ ...toInsured, amount: 'arg:amount', unit: 'cover', document: policy },
    },
    end: {
      ...{ label: 'End policy', verb: 'terminate', nature: 'I8', on: { contract: 'policies', event: 'PolicyEnded' } },
      ...{ from: 'arg:by', to: 'contract', document: policy },
    },
  },
  documents: {
    policy: {
      label: 'Policy',
      states: { issued: { label: 'Issued' }, 'in-force': { label: 'In force' }, ended: { label: 'Ended', final: true } },
      transitions: [
        { by: 'issue', from: ['new'], to: 'issued' },
        { by: 'premium', from: ['issued', 'in-force'], to: 'in-force' },
        { by: 'file', from: ['in-force'], to: 'in-force' },
        { by: 'end', from: ['issued', 'in-force'], to: 'ended' },
      ],
    },
    claim: {
      label: 'Claim',
      states: { accepted: { label: 'Accepted' }, rejected: { label: 'Rejected', final: true }, paid: { label: 'Paid', final: true } },
      transitions: [
        { by: 'accept', from: ['new'], to: 'accepted' },
        { by: 'reject', from: ['new'], to: 'rejected' },
        { by: 'pay', from: ['accepted'], to: 'paid' },
      ],
    },
  },
  invariants: {
    members: { kind: 'roles', label: 'Within the roles', severity: 'warning', with: {} },
    'in-force': { kind: 'transitions', label: 'Claimed on a policy in force', severity: 'alarm', with: { types: ['policy'] } },
    holder: { kind: 'only-by', label: 'Claimed by its holder', severity: 'alarm', with: { verbs: ['file'], party: 'holder' } },
    covered: {
      ...{ kind: 'at-most', label: 'Paid out no more than insured', severity: 'alarm' },
      with: { verbs: ['charge'], of: ['issue'] },
    },
    accepted: { kind: 'known-before', label: 'Paid after it was accepted', severity: 'alarm', with: { verb: 'pay', after: ['accept'] } },
    once: { kind: 'once', label: 'A claim is paid once', severity: 'alarm', with: { verbs: ['pay'] } },
    promised: { kind: 'same-amount', label: 'Paid as accepted', severity: 'alarm', with: { verb: 'pay', as: 'accept' } },
    'in-time': { kind: 'overdue', label: 'Premium in time', severity: 'warning', with: { type: 'policy' } },
    equal: {
      ...{ kind: 'equal-rates', label: 'Equal premiums for equals', severity: 'notice' },
      with: { verb: 'issue', role: 'insured', side: 'to' },
    },
  },
  disclosure: { peer: { verb: 'open', unit: 'open', time: 'band', amount: 'band', roles: 'open', state: 'open' } },
})
