/** Receivables of a supply chain, from the invoice of the core enterprise to the last repayment of its distributor. */
import { Pack } from '#shared/pack.ts'
import { accessControlAbi, accessRole } from '../accessControl.ts'

const receivable = (holder: 'from' | 'to' | 'keep' = 'keep') => ({ type: 'receivable', id: 'arg:id', holder })
const on = (event: string) => ({ contract: 'receivables', event })
const money = { amount: 'arg:amount', unit: 'money' }
const lending = { roles: { from: ['financier'], to: ['distributor'] } }
const repaying = { roles: { from: ['distributor'], to: ['financier'] } }

export const receivables: Pack = Pack.parse({
  ...{ format: 'crowsnest-pack', version: 1, id: 'receivables', revision: 1 },
  name: 'Supply-chain receivables',
  about:
    'A core enterprise sells goods on credit and issues a receivable, its distributor signs, a financier approves at a rate and pays, the goods are sold, the loan is repaid and settled. What is held is the principal that each distributor still owes. Roles are those of AccessControl; there is no token standard for receivables, so the events are those of the reference contract.',
  contracts: {
    receivables: {
      label: 'Receivables',
      abi: [
        'event Issued(bytes32 indexed id, address indexed core, address indexed distributor, uint256 amount, uint64 due)',
        'event Signed(bytes32 indexed id, address indexed distributor, address indexed core)',
        'event Approved(bytes32 indexed id, address indexed financier, address indexed distributor, uint256 interest, uint32 rate)',
        'event Financed(bytes32 indexed id, address indexed financier, address indexed distributor, address core, uint256 amount)',
        'event GoodsSold(bytes32 indexed id, address indexed distributor, address indexed buyer, uint256 amount)',
        'event Repaid(bytes32 indexed id, address indexed distributor, address indexed financier, uint256 amount)',
        'event InterestPaid(bytes32 indexed id, address indexed distributor, address indexed financier, uint256 amount)',
        'event Settled(bytes32 indexed id, address indexed financier, address indexed distributor)',
        'event Cancelled(bytes32 indexed id, address indexed core, address indexed distributor)',
        ...accessControlAbi,
      ],
      at: [],
    },
  },
  roles: {
    core: accessRole('Core enterprise', 'receivables', 'CORE_ROLE'),
    distributor: accessRole('Distributor', 'receivables', 'DISTRIBUTOR_ROLE'),
    financier: accessRole('Financier', 'receivables', 'FINANCIER_ROLE'),
  },
  units: { money: { symbol: 'CNY', decimals: 2, price: null } },
  verbs: {
    issue: {
      ...{ label: 'Issue', verb: 'issue', nature: 'S1', on: on('Issued'), from: 'arg:core', to: 'arg:distributor' },
      ...{ ...money, moves: 'none', document: receivable('from'), due: 'arg:due', roles: { from: ['core'], to: ['distributor'] } },
    },
    sign: {
      ...{ label: 'Sign', verb: 'sign', nature: 'S2', on: on('Signed'), from: 'arg:distributor', to: 'arg:core' },
      ...{ document: receivable(), roles: { from: ['distributor'], to: ['core'] } },
    },
    approve: {
      ...{ label: 'Approve', verb: 'approve', nature: 'S3', on: on('Approved'), from: 'arg:financier', to: 'arg:distributor' },
      ...{ amount: 'arg:interest', unit: 'money', rate: 'arg:rate', document: receivable(), ...lending },
    },
    finance: {
      // The principal becomes the distributor's debt, whoever the money goes to; the receivable is the financier's until it is settled.
      ...{ label: 'Finance', verb: 'finance', nature: 'S4', on: on('Financed'), from: 'arg:financier', to: 'arg:distributor' },
      ...{ ...money, moves: 'issue', document: receivable('from'), ...lending },
    },
    sell: {
      ...{ label: 'Sell goods', verb: 'sell', nature: 'S5', on: on('GoodsSold'), from: 'arg:distributor', to: 'arg:buyer' },
      ...{ ...money, document: receivable(), roles: { from: ['distributor'] } },
    },
    repay: {
      ...{ label: 'Repay', verb: 'repay', nature: 'S6', on: on('Repaid'), from: 'arg:distributor', to: 'arg:financier' },
      ...{ ...money, moves: 'redeem', document: receivable(), ...repaying },
    },
    interest: {
      ...{ label: 'Pay interest', verb: 'pay', nature: 'S7', on: on('InterestPaid'), from: 'arg:distributor', to: 'arg:financier' },
      ...{ ...money, document: receivable(), ...repaying },
    },
    settle: {
      ...{ label: 'Settle', verb: 'settle', nature: 'S8', on: on('Settled'), from: 'arg:financier', to: 'arg:distributor' },
      ...{ document: receivable(), ...lending },
    },
    cancel: {
      ...{ label: 'Cancel', verb: 'cancel', nature: 'S9', on: on('Cancelled'), from: 'arg:core', to: 'arg:distributor' },
      ...{ document: receivable(), roles: { from: ['core'], to: ['distributor'] } },
    },
  },
  documents: {
    receivable: {
      label: 'Receivable',
      states: {
        issued: { label: 'Issued' },
        signed: { label: 'Signed' },
        approved: { label: 'Approved' },
        financed: { label: 'Financed' },
        sold: { label: 'Goods sold' },
        repaying: { label: 'Being repaid' },
        settled: { label: 'Settled', final: true },
        cancelled: { label: 'Cancelled', final: true },
      },
      transitions: [
        { by: 'issue', from: ['new'], to: 'issued' },
        { by: 'sign', from: ['issued'], to: 'signed' },
        { by: 'approve', from: ['signed'], to: 'approved' },
        { by: 'finance', from: ['approved'], to: 'financed' },
        { by: 'sell', from: ['financed', 'sold'], to: 'sold' },
        { by: 'sell', from: ['repaying'], to: 'repaying' },
        { by: 'repay', from: ['financed', 'sold', 'repaying'], to: 'repaying' },
        { by: 'interest', from: ['financed', 'sold', 'repaying'], to: 'repaying' },
        { by: 'settle', from: ['financed', 'sold', 'repaying'], to: 'settled' },
        { by: 'cancel', from: ['issued', 'signed', 'approved'], to: 'cancelled' },
      ],
    },
  },
  invariants: {
    steps: { kind: 'transitions', label: 'Step by step', severity: 'warning', with: { repeats: ['finance'] } },
    once: { kind: 'once', label: 'Financed once', severity: 'alarm', with: { verbs: ['finance'] } },
    face: {
      ...{ kind: 'at-most', label: 'Financed no more than its face', severity: 'alarm' },
      with: { verbs: ['finance'], of: ['issue'] },
    },
    principal: {
      ...{ kind: 'at-most', label: 'Repaid no more than financed', severity: 'alarm' },
      with: { verbs: ['repay'], of: ['finance'] },
    },
    interest: {
      ...{ kind: 'at-most', label: 'No more interest than agreed', severity: 'alarm' },
      with: { verbs: ['interest'], of: ['approve'] },
    },
    repaid: {
      ...{ kind: 'at-least', label: 'Settled when all is repaid', severity: 'alarm' },
      with: { verb: 'settle', needs: ['repay', 'interest'], of: ['finance', 'approve'] },
    },
    late: { kind: 'overdue', label: 'Settled in time', severity: 'alarm', with: { type: 'receivable' } },
    fair: {
      ...{ kind: 'equal-rates', label: 'Equal rates for equal distributors', severity: 'warning' },
      with: { verb: 'approve', role: 'distributor', side: 'to', days: 30 },
    },
    members: { kind: 'roles', label: 'Within the roles', severity: 'warning', with: {} },
  },
  disclosure: {
    peer: { verb: 'open', unit: 'open', time: 'band', amount: 'band', roles: 'open', state: 'open' },
  },
})
