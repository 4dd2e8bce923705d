/** Payments from institution to institution: through a corridor on one chain, and with coins that are burned on one chain and minted on another. */
import { Pack } from '#shared/pack.ts'
import { accessControlAbi, accessRole } from '../accessControl.ts'

const payment = { type: 'payment', id: 'arg:id', holder: 'to' as const }
const between = { from: ['institution'], to: ['institution'] }
const coins = { amount: 'arg:amount', unit: 'coin' }
/** Everybody uses these contracts: what others burn and mint is none of the business. */
const members = { only: ['institution'], roles: between }
/** A message body of CCTP (`BurnMessage`, both versions): version 4, burnToken 32, mintRecipient 32, amount 32, messageSender 32; then maxFee, feeExecuted. */
const body = (at: number) => `arg:messageBody@${at}+32`
const arrival = { verb: 'receive', from: body(100), to: body(36), amount: body(68), unit: 'coin', ...members }
/** CCTP numbers its chains; in version 1 each counts its messages. */
const transfer = (within: string) => ({ type: 'transfer', id: 'arg:nonce', within, holder: 'to' as const })

export const crossBorder: Pack = Pack.parse({
  ...{ format: 'crowsnest-pack', version: 1, id: 'cross-border', revision: 1 },
  name: 'Cross-border payments',
  about:
    'Institutions pay each other in stablecoins, counted at par. Through a corridor on one chain each payment is sent, credited once, less a fee of at most half a percent, in time, or returned. Through the Cross-Chain Transfer Protocol (CCTP, versions 1 and 2) coins are burned here and minted there: what arrives is known by the number of its message and arrives once. Version 1 names the number on both sides, version 2 only where it arrives; where both ends are watched, what arrives is compared with what was burned. List the institutions as members: of CCTP only their transfers are read. “messenger” is that of Ethereum, whose number in CCTP is 0.',
  contracts: {
    corridor: {
      label: 'Corridor',
      abi: [
        'event PaymentSent(bytes32 indexed id, address indexed from, address indexed to, uint256 amount, uint64 due)',
        'event PaymentReceived(bytes32 indexed id, address indexed from, address indexed to, uint256 amount)',
        'event PaymentReturned(bytes32 indexed id, address indexed from, address indexed to, uint256 amount)',
        ...accessControlAbi,
      ],
      at: [],
    },
    messenger: {
      label: 'CCTP TokenMessenger, version 1',
      abi: [
        'event DepositForBurn(uint64 indexed nonce, address indexed burnToken, uint256 amount, address indexed depositor, bytes32 mintRecipient, uint32 destinationDomain, bytes32 destinationTokenMessenger, bytes32 destinationCaller)',
      ],
      at: [],
    },
    transmitter: {
      label: 'CCTP MessageTransmitter, version 1',
      abi: ['event MessageReceived(address indexed caller, uint32 sourceDomain, uint64 indexed nonce, bytes32 sender, bytes messageBody)'],
      at: [],
    },
    'messenger-v2': {
      label: 'CCTP TokenMessenger, version 2',
      abi: [
        'event DepositForBurn(address indexed burnToken, uint256 amount, address indexed depositor, bytes32 mintRecipient, uint32 destinationDomain, bytes32 destinationTokenMessenger, bytes32 destinationCaller, uint256 maxFee, uint32 indexed minFinalityThreshold, bytes hookData)',
      ],
      at: [],
    },
    'transmitter-v2': {
      label: 'CCTP MessageTransmitter, version 2',
      abi: [
        'event MessageReceived(address indexed caller, uint32 sourceDomain, bytes32 indexed nonce, bytes32 sender, uint32 indexed finalityThresholdExecuted, bytes messageBody)',
      ],
      at: [],
    },
  },
  roles: { institution: accessRole('Institution', 'corridor', 'INSTITUTION_ROLE') },
  units: { coin: { symbol: 'USDC', decimals: 6, price: { fixed: '1' } } },
  verbs: {
    send: {
      ...{ label: 'Send', verb: 'send', nature: 'X1', on: { contract: 'corridor', event: 'PaymentSent' }, from: 'arg:from', to: 'arg:to' },
      ...{ ...coins, document: { ...payment, holder: 'from' }, due: 'arg:due', roles: between },
    },
    receive: {
      ...{ label: 'Credit', verb: 'receive', nature: 'X2', on: { contract: 'corridor', event: 'PaymentReceived' } },
      ...{ from: 'arg:from', to: 'arg:to', ...coins, document: payment, roles: between },
    },
    return: {
      ...{ label: 'Return', verb: 'cancel', nature: 'X3', on: { contract: 'corridor', event: 'PaymentReturned' } },
      ...{ from: 'arg:from', to: 'arg:to', ...coins, document: payment, roles: between },
    },
    burn: {
      ...{ label: 'Burn to send', verb: 'send', nature: 'X4', on: { contract: 'messenger', event: 'DepositForBurn' } },
      ...{ from: 'arg:depositor', to: 'arg:mintRecipient', ...coins, document: transfer('const:0'), ...members },
    },
    mint: {
      ...{ label: 'Mint on arrival', nature: 'X5', on: { contract: 'transmitter', event: 'MessageReceived' } },
      ...{ ...arrival, document: transfer('arg:sourceDomain') },
    },
    'burn-v2': {
      ...{ label: 'Burn to send (v2)', verb: 'send', nature: 'X6', on: { contract: 'messenger-v2', event: 'DepositForBurn' } },
      ...{ from: 'arg:depositor', to: 'arg:mintRecipient', ...coins, ...members },
    },
    'mint-v2': {
      ...{ label: 'Mint on arrival (v2)', nature: 'X7', on: { contract: 'transmitter-v2', event: 'MessageReceived' } },
      ...{ ...arrival, less: body(164), document: transfer('arg:sourceDomain') },
    },
  },
  documents: {
    payment: {
      label: 'Payment',
      states: {
        sent: { label: 'Sent' },
        credited: { label: 'Credited', final: true },
        returned: { label: 'Returned', final: true },
      },
      transitions: [
        { by: 'send', from: ['new'], to: 'sent' },
        { by: 'receive', from: ['sent'], to: 'credited' },
        { by: 'return', from: ['sent'], to: 'returned' },
      ],
    },
    transfer: {
      label: 'Transfer between chains',
      states: { sent: { label: 'Sent' }, arrived: { label: 'Arrived', final: true } },
      transitions: [
        { by: 'burn', from: ['new'], to: 'sent' },
        // What was burned on another chain begins here with its arrival.
        { by: 'mint', from: ['new', 'sent'], to: 'arrived' },
        { by: 'mint-v2', from: ['new'], to: 'arrived' },
      ],
    },
  },
  invariants: {
    steps: {
      ...{ kind: 'transitions', label: 'Credited after it was sent', severity: 'alarm' },
      with: { repeats: ['receive', 'mint', 'mint-v2'] },
    },
    once: { kind: 'once', label: 'Credited once', severity: 'alarm', with: { verbs: ['receive'] } },
    arrived: { kind: 'once', label: 'Arrived once', severity: 'alarm', with: { verbs: ['mint', 'mint-v2'] } },
    amount: {
      ...{ kind: 'same-amount', label: 'Credited what was sent, less the fee', severity: 'alarm' },
      with: { verb: 'receive', as: 'send', feeBasisPoints: 50 },
    },
    returned: { kind: 'same-amount', label: 'Returned in full', severity: 'alarm', with: { verb: 'return', as: 'send' } },
    minted: { kind: 'same-amount', label: 'Minted what was burned', severity: 'alarm', with: { verb: 'mint', as: 'burn' } },
    across: {
      ...{ kind: 'across-chains', label: 'Arrived as it left', severity: 'alarm' },
      with: { sends: ['burn'], arrives: ['mint', 'mint-v2'] },
    },
    late: { kind: 'overdue', label: 'Credited in time', severity: 'warning', with: { type: 'payment' } },
    members: { kind: 'roles', label: 'Between institutions', severity: 'warning', with: {} },
  },
  disclosure: {
    peer: { verb: 'open', unit: 'open', time: 'band', amount: 'band', roles: 'open', state: 'open' },
  },
})
