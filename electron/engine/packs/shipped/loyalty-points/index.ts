/** Points of a loyalty programme, from the campaign that issues them to the till that takes them. */
import { Pack } from '#shared/pack.ts'
import { accessControlAbi, accessRole } from '../accessControl.ts'

const campaign = { type: 'campaign', id: 'arg:campaign', holder: 'keep' as const }
const points = { amount: 'arg:amount', unit: 'points' }

export const loyaltyPoints: Pack = Pack.parse({
  ...{ format: 'crowsnest-pack', version: 1, id: 'loyalty-points', revision: 1 },
  name: 'Loyalty points',
  about:
    'Merchants issue points in campaigns, consumers receive, pass on and redeem them. Points are an ERC-20 token; roles are those of AccessControl. Every point that is passed on or redeemed was issued before, no campaign takes back more than it gave, and frozen accounts move nothing.',
  contracts: {
    points: {
      label: 'Points',
      abi: [
        'event Transfer(address indexed from, address indexed to, uint256 value)',
        'event Issued(address indexed merchant, address indexed to, uint256 amount, bytes32 indexed campaign, uint64 ends)',
        'event Redeemed(address indexed consumer, address indexed merchant, uint256 amount, bytes32 indexed campaign)',
        'event CampaignClosed(bytes32 indexed campaign, address indexed merchant)',
        'event AccountFrozen(address indexed account, address indexed by)',
        'event AccountUnfrozen(address indexed account, address indexed by)',
        ...accessControlAbi,
      ],
      at: [],
    },
  },
  roles: {
    merchant: accessRole('Merchant', 'points', 'MERCHANT_ROLE'),
    consumer: accessRole('Consumer', 'points', 'CONSUMER_ROLE', { overlaps: true }),
    operator: accessRole('Operator', 'points', 'OPERATOR_ROLE'),
    frozen: {
      label: 'Frozen',
      members: [],
      overlaps: true,
      given: [{ contract: 'points', event: 'AccountFrozen', account: 'arg:account' }],
      taken: [{ contract: 'points', event: 'AccountUnfrozen', account: 'arg:account' }],
    },
  },
  units: { points: { symbol: 'PTS', decimals: 2, price: null } },
  verbs: {
    issue: {
      ...{ label: 'Issue', verb: 'issue', nature: 'P1', on: { contract: 'points', event: 'Issued' } },
      ...{ from: 'arg:merchant', to: 'arg:to', ...points, document: campaign, due: 'arg:ends' },
      roles: { from: ['merchant'], to: ['consumer'] },
    },
    transfer: {
      ...{ label: 'Pass on', verb: 'transfer', nature: 'P2', on: { contract: 'points', event: 'Transfer' } },
      ...{ from: 'arg:from', to: 'arg:to', amount: 'arg:value', unit: 'points' },
      // What is issued and redeemed is a Transfer from and to nobody as well, as ERC-20 wants it.
      when: [
        { value: 'arg:from', is: 'unequal', to: 'zero' },
        { value: 'arg:to', is: 'unequal', to: 'zero' },
      ],
      roles: { from: ['consumer', 'merchant'], to: ['consumer', 'merchant'] },
    },
    redeem: {
      ...{ label: 'Redeem', verb: 'redeem', nature: 'P3', on: { contract: 'points', event: 'Redeemed' } },
      ...{ from: 'arg:consumer', to: 'arg:merchant', ...points, document: campaign },
      roles: { from: ['consumer'], to: ['merchant'] },
    },
    close: {
      ...{ label: 'Close campaign', verb: 'terminate', nature: 'P4', on: { contract: 'points', event: 'CampaignClosed' } },
      ...{ from: 'arg:merchant', to: 'contract', document: campaign, roles: { from: ['merchant'] } },
    },
    freeze: {
      ...{ label: 'Freeze', verb: 'freeze', nature: 'P5', on: { contract: 'points', event: 'AccountFrozen' } },
      ...{ from: 'arg:by', to: 'arg:account', roles: { from: ['operator'] } },
    },
    unfreeze: {
      ...{ label: 'Unfreeze', verb: 'unfreeze', nature: 'P6', on: { contract: 'points', event: 'AccountUnfrozen' } },
      ...{ from: 'arg:by', to: 'arg:account', roles: { from: ['operator'] } },
    },
  },
  documents: {
    campaign: {
      label: 'Campaign',
      states: { running: { label: 'Running' }, closed: { label: 'Closed', final: true } },
      transitions: [
        { by: 'issue', from: ['new', 'running'], to: 'running' },
        { by: 'redeem', from: ['running'], to: 'running' },
        { by: 'close', from: ['running'], to: 'closed' },
      ],
    },
  },
  invariants: {
    conserved: { kind: 'conservation', label: 'Points were issued', severity: 'alarm', with: { unit: 'points' } },
    campaign: {
      ...{ kind: 'at-most', label: 'Redeemed no more than issued', severity: 'alarm' },
      with: { verbs: ['redeem'], of: ['issue'] },
    },
    steps: { kind: 'transitions', label: 'Campaign is running', severity: 'warning', with: {} },
    members: { kind: 'roles', label: 'Within the roles', severity: 'warning', with: {} },
    frozen: {
      ...{ kind: 'without-role', label: 'Not while frozen', severity: 'alarm' },
      with: { role: 'frozen', verbs: ['issue', 'transfer', 'redeem'] },
    },
    closing: { kind: 'overdue', label: 'Closed at its end', severity: 'notice', with: { type: 'campaign' } },
  },
  disclosure: {
    peer: { verb: 'open', unit: 'open', time: 'band', amount: 'band', roles: 'open', state: 'open' },
  },
})
