/** Interest-rate swaps between dealers, from inception over settlements to termination. */
import { Pack } from '#shared/pack.ts'
import { accessControlAbi, accessRole } from '../accessControl.ts'

const trade = { type: 'trade', id: 'arg:tradeId' }
/** Who is not named by an event of ERC-6123 is who signed the transaction. */
const bySender = { from: 'sender', to: 'contract' }
const byInitiator = { from: 'arg:initiator', to: 'contract', roles: { from: ['dealer'] } }
const on = (event: string) => ({ contract: 'swaps', event })

export const rateSwaps: Pack = Pack.parse({
  ...{ format: 'crowsnest-pack', version: 1, id: 'rate-swaps', revision: 1 },
  name: 'Interest-rate swaps',
  about:
    'Two dealers incept a trade, confirm it, post margin, settle it again and again and terminate it: the events of ERC-6123 (smart derivative contracts). Inception and termination are those of its reference code, which names the other party and the trade; in events of settlements the trade stands in the data that ERC-6123 leaves to the contract. Margin is told by events beside it. A trade is confirmed by its other party, goes only where ERC-6123 lets it, and gives back no more margin than was posted.',
  contracts: {
    swaps: {
      label: 'Smart derivative contract',
      abi: [
        'event TradeIncepted(address initiator, address withParty, string tradeId, string tradeData, int256 position, int256 paymentAmount, string initialSettlementData)',
        'event TradeConfirmed(address confirmer, string tradeId)',
        'event TradeCanceled(address initiator, string tradeId)',
        'event TradeActivated(string tradeId)',
        'event SettlementRequested(address initiator, string tradeData, string lastSettlementData)',
        'event SettlementDetermined(address initiator, int256 settlementAmount, string settlementData)',
        'event SettlementTransferred(string transactionData)',
        'event SettlementFailed(string transactionData)',
        'event TradeTerminationRequest(address initiator, string tradeId, int256 terminationPayment, string terminationTerms)',
        'event TradeTerminationConfirmed(address confirmer, string tradeId, int256 terminationPayment, string terminationTerms)',
        'event TradeTerminationCanceled(address initiator, string tradeId, string terminationTerms)',
        'event TradeTerminated(string tradeId, string cause)',
        'event MarginPosted(string tradeId, address indexed party, uint256 amount)',
        'event MarginReleased(string tradeId, address indexed party, uint256 amount)',
        ...accessControlAbi,
      ],
      at: [],
    },
  },
  roles: {
    dealer: accessRole('Dealer', 'swaps', 'DEALER_ROLE'),
    agent: accessRole('Calculation agent', 'swaps', 'AGENT_ROLE'),
  },
  units: { money: { symbol: 'USD', decimals: 2, price: { fixed: '1' } } },
  verbs: {
    incept: {
      ...{ label: 'Incept', verb: 'register', nature: 'S1', on: on('TradeIncepted'), document: trade },
      ...{ from: 'arg:initiator', to: 'arg:withParty', amount: 'arg:paymentAmount', turns: true, unit: 'money' },
      ...{ roles: { from: ['dealer'], to: ['dealer'] } },
    },
    confirm: {
      ...{ label: 'Confirm', verb: 'confirm', nature: 'S2', on: on('TradeConfirmed'), document: trade },
      ...{ from: 'arg:confirmer', to: 'contract', roles: { from: ['dealer'] } },
    },
    cancel: { label: 'Cancel', verb: 'cancel', nature: 'S3', on: on('TradeCanceled'), document: trade, ...byInitiator },
    activate: { label: 'Activate', verb: 'accept', nature: 'S4', on: on('TradeActivated'), document: trade, ...bySender },
    request: {
      ...{ label: 'Request settlement', verb: 'claim', nature: 'S5', on: on('SettlementRequested'), from: 'arg:initiator', to: 'contract' },
      ...{ document: { ...trade, id: 'arg:tradeData' }, roles: { from: ['dealer', 'agent'] } },
    },
    determine: {
      ...{
        label: 'Determine settlement',
        verb: 'settle',
        nature: 'S6',
        on: on('SettlementDetermined'),
        from: 'arg:initiator',
        to: 'contract',
      },
      ...{ amount: 'arg:settlementAmount', turns: true, unit: 'money', document: { ...trade, id: 'arg:settlementData' } },
    },
    transferred: {
      ...{ label: 'Settlement paid', verb: 'pay', nature: 'S7', on: on('SettlementTransferred'), ...bySender },
      ...{ document: { ...trade, id: 'arg:transactionData' } },
    },
    failed: {
      ...{ label: 'Settlement failed', verb: 'default', nature: 'S8', on: on('SettlementFailed'), ...bySender },
      ...{ document: { ...trade, id: 'arg:transactionData' } },
    },
    'ask-end': {
      ...{ label: 'Ask to terminate', verb: 'present', nature: 'S9', on: on('TradeTerminationRequest'), document: trade },
      ...{ from: 'arg:initiator', to: 'contract', amount: 'arg:terminationPayment', turns: true, unit: 'money' },
    },
    'agree-end': {
      ...{ label: 'Agree to terminate', verb: 'approve', nature: 'S10', on: on('TradeTerminationConfirmed'), document: trade },
      ...{ from: 'arg:confirmer', to: 'contract', amount: 'arg:terminationPayment', turns: true, unit: 'money' },
    },
    'go-on': { label: 'Go on', verb: 'cancel', nature: 'S11', on: on('TradeTerminationCanceled'), document: trade, ...byInitiator },
    terminate: { label: 'Terminate', verb: 'terminate', nature: 'S12', on: on('TradeTerminated'), document: trade, ...bySender },
    'post-margin': {
      ...{ label: 'Post margin', verb: 'margin', nature: 'S13', on: on('MarginPosted'), document: trade },
      ...{ from: 'arg:party', to: 'contract', amount: 'arg:amount', unit: 'money', roles: { from: ['dealer'] } },
    },
    'release-margin': {
      ...{ label: 'Release margin', verb: 'release', nature: 'S14', on: on('MarginReleased'), document: trade },
      ...{ from: 'contract', to: 'arg:party', amount: 'arg:amount', unit: 'money', roles: { to: ['dealer'] } },
    },
  },
  documents: {
    trade: {
      label: 'Trade',
      states: {
        incepted: { label: 'Incepted' },
        confirmed: { label: 'Confirmed' },
        active: { label: 'Active' },
        requested: { label: 'Settlement requested' },
        determined: { label: 'Settlement determined' },
        failed: { label: 'Settlement failed' },
        ending: { label: 'Termination asked for' },
        agreed: { label: 'Termination agreed' },
        cancelled: { label: 'Cancelled', final: true },
        terminated: { label: 'Terminated', final: true },
      },
      transitions: [
        { by: 'incept', from: ['new'], to: 'incepted' },
        { by: 'confirm', from: ['incepted'], to: 'confirmed' },
        { by: 'cancel', from: ['incepted'], to: 'cancelled' },
        { by: 'activate', from: ['confirmed'], to: 'active' },
        { by: 'request', from: ['active'], to: 'requested' },
        { by: 'determine', from: ['requested'], to: 'determined' },
        { by: 'transferred', from: ['determined'], to: 'active', again: true },
        { by: 'failed', from: ['determined'], to: 'failed' },
        { by: 'ask-end', from: ['active'], to: 'ending' },
        { by: 'agree-end', from: ['ending'], to: 'agreed' },
        { by: 'go-on', from: ['ending'], to: 'active', again: true },
        { by: 'terminate', from: ['agreed', 'failed'], to: 'terminated' },
      ],
    },
  },
  invariants: {
    steps: { kind: 'transitions', label: 'Only steps of ERC-6123', severity: 'alarm', with: {} },
    counterparty: {
      ...{ kind: 'only-by', label: 'Confirmed by the other party', severity: 'alarm' },
      with: { verbs: ['confirm'], party: 'holder' },
    },
    canceller: {
      ...{ kind: 'only-by', label: 'Cancelled by who incepted it', severity: 'warning' },
      with: { verbs: ['cancel'], party: 'issuer' },
    },
    margin: {
      ...{ kind: 'at-most', label: 'Released no more margin than posted', severity: 'alarm' },
      with: { verbs: ['release-margin'], of: ['post-margin'] },
    },
    known: {
      ...{ kind: 'known-before', label: 'Margin for a trade', severity: 'warning' },
      with: { verb: 'post-margin', after: ['incept'] },
    },
    members: { kind: 'roles', label: 'Within the roles', severity: 'warning', with: {} },
  },
  disclosure: { peer: { verb: 'open', unit: 'open', time: 'band', amount: 'band', roles: 'open', state: 'open' } },
})
