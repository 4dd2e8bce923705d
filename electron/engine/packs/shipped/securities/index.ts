/** Securitised assets in tranches, from their issue over income and changes of hand to redemption. */
import { Pack } from '#shared/pack.ts'

const on = (event: string) => ({ contract: 'token', event })
const tranche = (id: string) => ({ type: 'tranche', id, holder: 'keep' as const })
const shares = { amount: 'arg:value', unit: 'shares' }
/** A role as one event gives it and another takes it, on whichever of these contracts. */
const role = (label: string, account: string, given: string, taken: string, contracts: readonly string[]) => ({
  ...{ label, members: [] },
  given: contracts.map((contract) => ({ contract, event: given, account })),
  taken: contracts.map((contract) => ({ contract, event: taken, account })),
})
const frozenRole = (is: boolean) =>
  ['token', 'regulated'].map((contract) => ({ contract, event: 'AddressFrozen', account: 'arg:userAddress', when: frozen(is) }))
/** Verbs of an ERC-3643 token: whoever signs is its agent, since its events do not say. */
const whole = { amount: 'arg:value', unit: 'tokens', on: { contract: 'regulated', event: 'Transfer' } }
const isZero = (value: string, is: 'equal' | 'unequal') => ({ value, is, to: 'zero' })
const part = { amount: 'arg:amount', unit: 'tokens', from: 'sender', to: 'arg:userAddress', moves: 'none', roles: { from: ['agent'] } }
const frozen = (is: boolean) => [{ value: 'arg:isFrozen', is: 'equal' as const, to: `const:${is}` }]

export const securities: Pack = Pack.parse({
  ...{ format: 'crowsnest-pack', version: 1, id: 'securities', revision: 1 },
  name: 'Securitised assets',
  about:
    'Tranches of a security are issued to registered investors, pay income, change hands and are redeemed. Partitions are those of ERC-1400; agents, registered investors and frozen accounts those of ERC-3643. Only who is registered receives, who is frozen moves nothing, and no tranche is redeemed beyond what was issued of it. No standard has an event for income by tranche: that one is of the reference contract. A security without tranches is read by the events of ERC-3643 alone, with its identity registry beside it.',
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
    regulated: {
      label: 'Security without tranches (ERC-3643)',
      abi: [
        'event Transfer(address indexed from, address indexed to, uint256 value)',
        'event AddressFrozen(address indexed userAddress, bool indexed isFrozen, address indexed owner)',
        'event TokensFrozen(address indexed userAddress, uint256 amount)',
        'event TokensUnfrozen(address indexed userAddress, uint256 amount)',
        'event AgentAdded(address indexed agent)',
        'event AgentRemoved(address indexed agent)',
      ],
      at: [],
    },
    registry: {
      label: 'Identity registry (ERC-3643)',
      abi: [
        'event IdentityRegistered(address indexed investorAddress, address indexed identity)',
        'event IdentityRemoved(address indexed investorAddress, address indexed identity)',
      ],
      at: [],
    },
  },
  roles: {
    agent: role('Agent', 'arg:agent', 'AgentAdded', 'AgentRemoved', ['token', 'regulated']),
    investor: role('Registered investor', 'arg:investorAddress', 'IdentityRegistered', 'IdentityRemoved', ['token', 'registry']),
    frozen: {
      ...{ label: 'Frozen', members: [], overlaps: true },
      given: frozenRole(true),
      taken: frozenRole(false),
    },
  },
  units: {
    shares: { symbol: 'ABS', decimals: 0, price: null },
    tokens: { symbol: 'SEC', decimals: 18, price: null },
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
    mint: {
      ...{ label: 'Issue tokens', verb: 'issue', nature: 'E7', ...whole, from: 'sender', to: 'arg:to' },
      ...{ when: [isZero('arg:from', 'equal')], roles: { from: ['agent'], to: ['investor'] } },
    },
    burn: {
      // An agent may burn what is frozen: that is how it is taken back.
      ...{ label: 'Redeem tokens', verb: 'redeem', nature: 'E8', ...whole, from: 'arg:from', to: 'contract' },
      ...{ when: [isZero('arg:to', 'equal')], roles: { from: ['investor'] } },
    },
    move: {
      ...{ label: 'Transfer tokens', verb: 'transfer', nature: 'E9', ...whole, from: 'arg:from', to: 'arg:to' },
      roles: { from: ['investor'], to: ['investor'] },
    },
    'freeze-part': { label: 'Freeze a part', verb: 'freeze', nature: 'E10', on: { contract: 'regulated', event: 'TokensFrozen' }, ...part },
    'unfreeze-part': {
      label: 'Release a part',
      verb: 'unfreeze',
      nature: 'E11',
      on: { contract: 'regulated', event: 'TokensUnfrozen' },
      ...part,
    },
    'freeze-account': {
      ...{ label: 'Freeze account', verb: 'freeze', nature: 'E12', on: { contract: 'regulated', event: 'AddressFrozen' } },
      ...{ from: 'arg:owner', to: 'arg:userAddress', when: frozen(true), roles: { from: ['agent'] } },
    },
    'unfreeze-account': {
      ...{ label: 'Release account', verb: 'unfreeze', nature: 'E13', on: { contract: 'regulated', event: 'AddressFrozen' } },
      ...{ from: 'arg:owner', to: 'arg:userAddress', when: frozen(false), roles: { from: ['agent'] } },
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
    'tokens-conserved': { kind: 'conservation', label: 'Every token was issued', severity: 'alarm', with: { unit: 'tokens' } },
    conserved: { kind: 'conservation', label: 'Nobody gives what it does not hold', severity: 'alarm', with: { unit: 'shares' } },
    redeemed: {
      ...{ kind: 'at-most', label: 'Redeemed no more than issued', severity: 'alarm' },
      with: { verbs: ['redeem'], of: ['issue'] },
    },
    members: { kind: 'roles', label: 'Agents and registered investors only', severity: 'alarm', with: {} },
    frozen: {
      ...{ kind: 'without-role', label: 'Nothing moves while frozen', severity: 'alarm' },
      with: { role: 'frozen', verbs: ['issue', 'transfer', 'redeem', 'mint', 'move'] },
    },
  },
  disclosure: {
    peer: { verb: 'open', unit: 'open', time: 'band', amount: 'band', roles: 'open', state: 'open' },
  },
})
