/** Bills of exchange as electronic records, from the drawer's hand to payment against surrender. */
import { Pack } from '#shared/pack.ts'
import { accessControlAbi, accessRole } from '../accessControl.ts'

const bill = (holder: 'from' | 'to' | 'keep' = 'keep') => ({ type: 'bill', id: 'arg:id', holder })
const on = (event: string) => ({ contract: 'bills', event })
const face = { amount: 'arg:amount', unit: 'money' }

export const bills: Pack = Pack.parse({
  ...{ format: 'crowsnest-pack', version: 1, id: 'bills', revision: 1 },
  name: 'Digital bills',
  about:
    'A firm draws a bill, a bank accepts it, it goes from hand to hand by endorsement, is discounted, presented and paid against surrender. The words are those of the UNCITRAL Model Law on Electronic Transferable Records: one holder at a time, and only the holder may pass it on or be paid. What is held is the face of the bills in each hand. Roles are those of AccessControl.',
  contracts: {
    bills: {
      label: 'Bills',
      abi: [
        'event Issued(bytes32 indexed id, address indexed drawer, address indexed payee, address drawee, uint256 amount, uint64 due)',
        'event Accepted(bytes32 indexed id, address indexed acceptor, address indexed drawer)',
        'event Endorsed(bytes32 indexed id, address indexed from, address indexed to, uint256 amount)',
        'event Discounted(bytes32 indexed id, address indexed from, address indexed bank, uint256 amount, uint256 paid, uint32 rate)',
        'event Presented(bytes32 indexed id, address indexed holder, address indexed acceptor)',
        'event Paid(bytes32 indexed id, address indexed acceptor, address indexed holder, uint256 amount)',
        'event Surrendered(bytes32 indexed id, address indexed holder, address indexed acceptor, uint256 amount)',
        'event Dishonoured(bytes32 indexed id, address indexed acceptor, address indexed holder)',
        ...accessControlAbi,
      ],
      at: [],
    },
  },
  roles: {
    firm: accessRole('Firm', 'bills', 'FIRM_ROLE'),
    bank: accessRole('Bank', 'bills', 'BANK_ROLE'),
  },
  units: { money: { symbol: 'CNY', decimals: 2, price: null } },
  verbs: {
    issue: {
      ...{ label: 'Draw', verb: 'issue', nature: 'D1', on: on('Issued'), from: 'arg:drawer', to: 'arg:payee' },
      ...{ ...face, document: bill('to'), due: 'arg:due', roles: { from: ['firm'], to: ['firm'] } },
    },
    accept: {
      ...{ label: 'Accept', verb: 'accept', nature: 'D2', on: on('Accepted'), from: 'arg:acceptor', to: 'arg:drawer' },
      ...{ document: bill(), roles: { from: ['bank'] } },
    },
    endorse: {
      ...{ label: 'Endorse', verb: 'endorse', nature: 'D3', on: on('Endorsed'), from: 'arg:from', to: 'arg:to' },
      ...{ ...face, moves: 'transfer', document: bill('to'), roles: { from: ['firm', 'bank'], to: ['firm', 'bank'] } },
    },
    discount: {
      ...{ label: 'Discount', verb: 'discount', nature: 'D4', on: on('Discounted'), from: 'arg:from', to: 'arg:bank' },
      ...{ ...face, moves: 'transfer', rate: 'arg:rate', document: bill('to'), roles: { from: ['firm'], to: ['bank'] } },
    },
    present: {
      ...{ label: 'Present', verb: 'present', nature: 'D5', on: on('Presented'), from: 'arg:holder', to: 'arg:acceptor' },
      ...{ document: bill(), roles: { to: ['bank'] } },
    },
    pay: {
      ...{ label: 'Pay', verb: 'pay', nature: 'D6', on: on('Paid'), from: 'arg:acceptor', to: 'arg:holder' },
      ...{ ...face, document: bill(), roles: { from: ['bank'] } },
    },
    surrender: {
      ...{ label: 'Surrender', verb: 'redeem', nature: 'D7', on: on('Surrendered'), from: 'arg:holder', to: 'arg:acceptor' },
      ...{ ...face, document: bill() },
    },
    dishonour: {
      ...{ label: 'Refuse payment', verb: 'default', nature: 'D8', on: on('Dishonoured'), from: 'arg:acceptor', to: 'arg:holder' },
      ...{ document: bill(), roles: { from: ['bank'] } },
    },
  },
  documents: {
    bill: {
      label: 'Bill',
      states: {
        drawn: { label: 'Drawn' },
        accepted: { label: 'Accepted' },
        discounted: { label: 'Discounted' },
        presented: { label: 'Presented' },
        refused: { label: 'Payment refused' },
        paid: { label: 'Paid', final: true },
      },
      transitions: [
        { by: 'issue', from: ['new'], to: 'drawn' },
        { by: 'accept', from: ['drawn'], to: 'accepted' },
        { by: 'endorse', from: ['accepted'], to: 'accepted' },
        { by: 'endorse', from: ['discounted'], to: 'discounted' },
        { by: 'discount', from: ['accepted', 'discounted'], to: 'discounted' },
        { by: 'present', from: ['accepted', 'discounted'], to: 'presented' },
        { by: 'present', from: ['refused'], to: 'presented', again: true },
        { by: 'pay', from: ['presented'], to: 'paid' },
        { by: 'dishonour', from: ['presented'], to: 'refused' },
      ],
    },
  },
  invariants: {
    steps: { kind: 'transitions', label: 'Step by step', severity: 'warning', with: { repeats: ['pay'] } },
    once: { kind: 'once', label: 'Paid once', severity: 'alarm', with: { verbs: ['pay'] } },
    holder: {
      ...{ kind: 'only-by', label: 'Given by its holder', severity: 'alarm' },
      with: { verbs: ['endorse', 'discount', 'present'], party: 'holder' },
    },
    payee: {
      ...{ kind: 'only-by', label: 'Paid to its holder', severity: 'alarm' },
      with: { verbs: ['pay'], party: 'holder', side: 'to' },
    },
    full: { kind: 'same-amount', label: 'Paid in full', severity: 'alarm', with: { verb: 'pay', as: 'issue' } },
    late: { kind: 'overdue', label: 'Paid when due', severity: 'alarm', with: { type: 'bill' } },
    fair: {
      ...{ kind: 'equal-rates', label: 'Equal discounts for equal firms', severity: 'warning' },
      with: { verb: 'discount', role: 'firm', side: 'from', days: 30 },
    },
    members: { kind: 'roles', label: 'Within the roles', severity: 'warning', with: {} },
  },
  disclosure: {
    peer: { verb: 'open', unit: 'open', time: 'band', amount: 'band', roles: 'open', state: 'open' },
  },
})
