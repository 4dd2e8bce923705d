/** Securitised assets in tranches, from their issue over income and changes of hand to redemption. */
import { Pack } from '#shared/pack.ts'

const on = (event: string) => ({ contract: 'token', event })
const tranche = (id: string) => ({ type: 'tranche', id, holder: 'keep' as const })
const shares = { amount: 'arg:value', unit: 'shares' }
const role = (label: string, account: string, given: string, taken: string) => ({
  ...{ label, members: [] },
  given: [{ contract: 'token', event: given, account }],
  taken: [{ contract: 'token', event: taken, account }],
})
const frozen = (is: boolean) => [{ value: 'arg:isFrozen', is: 'equal' as const, to: `const:${is}` }]

export const securities: Pack = Pack.parse({
  ...{ format: 'crowsnest-pack', version: 1, id: 'securities', revision: 1 },
  name: 'Securitised assets',
  about:
    'Tranches of a security are issued to registered investors, pay income, change hands and are redeemed. Partitions are those of ERC-1400; agents, registered investors and frozen accounts those of ERC-3643. Only who is registered receives, who is frozen moves nothing, and no tranche is redeemed beyond what was issued of it. No standard has an event for income by tranche: that one is of the reference contract.',
  contracts: {
    token: {
      label: 'Security',
      abi: [
        'event IssuedByPartition(bytes32 indexed partition, address indexed operator, address indexed to, uint256 value, bytes data, bytes operatorData)',
        'event TransferByPartition(bytes32 indexed fromPartition, address operator, address indexed from, address indexed to, uint256 value, bytes data, bytes operatorData)',
        'event RedeemedByPartition(bytes32 indexed partition, address indexed operator, address indexed from, uint256 value, bytes operatorData)',
        'event AddressFrozen(address indexed userAddress, bool indexed isFrozen, address indexed owner)',
        'event IdentityRegistered(address indexed investorAddress, address indexed identity)',
        'event IdentityRemoved(address indexed investorAddress, address indexed identity)',
        'event AgentAdded(address indexed agent)',
        'event AgentRemoved(address indexed agent)',
        'event IncomeDistributed(bytes32 indexed partition, address indexed agent, address indexed holder, uint256 amount)',
      ],
      at: [],
    },
  },
  roles: {
    agent: role('Agent', 'arg:agent', 'AgentAdded', 'AgentRemoved'),
    investor: role('Registered investor', 'arg:investorAddress', 'IdentityRegistered', 'IdentityRemoved'),
    frozen: {
      ...{ label: 'Frozen', members: [], overlaps: true },
      given: [{ contract: 'token', event: 'AddressFrozen', account: 'arg:userAddress', when: frozen(true) }],
      taken: [{ contract: 'token', event: 'AddressFrozen', account: 'arg:userAddress', when: frozen(false) }],
    },
  },
  units: {
    shares: { symbol: 'ABS', decimals: 0, price: null },
    money: { symbol: 'CNY', decimals: 2, price: null },
  },
  verbs: {
    issue: {
      ...{ label: 'Issue', verb: 'issue', nature: 'E1', on: on('IssuedByPartition'), from: 'arg:operator', to: 'arg:to' },
      ...{ ...shares, document: tranche('arg:partition'), roles: { from: ['agent'], to: ['investor'] } },
    },
    transfer: {
      ...{ label: 'Transfer', verb: 'transfer', nature: 'E2', on: on('TransferByPartition'), from: 'arg:from', to: 'arg:to' },
      ...{ ...shares, document: tranche('arg:fromPartition'), roles: { from: ['investor'], to: ['investor'] } },
    },
    income: {
      ...{ label: 'Distribute income', verb: 'distribute', nature: 'E3', on: on('IncomeDistributed'), from: 'arg:agent', to: 'arg:holder' },
      ...{ amount: 'arg:amount', unit: 'money', document: tranche('arg:partition'), roles: { from: ['agent'], to: ['investor'] } },
    },
    redeem: {
      ...{ label: 'Redeem', verb: 'redeem', nature: 'E4', on: on('RedeemedByPartition'), from: 'arg:from', to: 'contract' },
      ...{ ...shares, document: tranche('arg:partition'), roles: { from: ['investor'] } },
    },
    freeze: {
      ...{ label: 'Freeze', verb: 'freeze', nature: 'E5', on: on('AddressFrozen'), from: 'arg:owner', to: 'arg:userAddress' },
      ...{ when: frozen(true), roles: { from: ['agent'] } },
    },
    unfreeze: {
      ...{ label: 'Unfreeze', verb: 'unfreeze', nature: 'E6', on: on('AddressFrozen'), from: 'arg:owner', to: 'arg:userAddress' },
      ...{ when: frozen(false), roles: { from: ['agent'] } },
    },
  },
  documents: {
    tranche: {
      label: 'Tranche',
      states: { open: { label: 'Open' }, redeeming: { label: 'Being redeemed' } },
      transitions: [
        { by: 'issue', from: ['new', 'open'], to: 'open' },
        { by: 'transfer', from: ['open'], to: 'open' },
        { by: 'transfer', from: ['redeeming'], to: 'redeeming' },
        { by: 'income', from: ['open'], to: 'open' },
        { by: 'income', from: ['redeeming'], to: 'redeeming' },
        { by: 'redeem', from: ['open', 'redeeming'], to: 'redeeming' },
      ],
    },
  },
  invariants: {
    steps: { kind: 'transitions', label: 'Nothing is issued once redemption began', severity: 'warning', with: {} },
    conserved: { kind: 'conservation', label: 'Nobody gives what it does not hold', severity: 'alarm', with: { unit: 'shares' } },
    redeemed: {
      ...{ kind: 'at-most', label: 'Redeemed no more than issued', severity: 'alarm' },
      with: { verbs: ['redeem'], of: ['issue'] },
    },
    members: { kind: 'roles', label: 'Agents and registered investors only', severity: 'alarm', with: {} },
    frozen: {
      ...{ kind: 'without-role', label: 'Nothing moves while frozen', severity: 'alarm' },
      with: { role: 'frozen', verbs: ['issue', 'transfer', 'redeem'] },
    },
  },
  disclosure: {
    peer: { verb: 'open', unit: 'open', time: 'band', amount: 'band', roles: 'open', state: 'open' },
  },
})
