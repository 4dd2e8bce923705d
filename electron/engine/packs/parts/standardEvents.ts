/**
 * Events of published standards, by which a topic seen on chain is given its name without asking anybody: the ERC texts (20, 721, 1155, 4626, 3643, 1643,
 * 1644, 6123, 7092), the interfaces of ERC-1400 and its parts, the contracts of EAS, of CCTP and
 * of AccessControl.
 */
import { readItem } from '../abi.ts'

/** Two standards with one event name it once, where it stands first. */
const events: readonly string[] = [
  // ERC-20
  'Transfer(address indexed from, address indexed to, uint256 value)',
  'Approval(address indexed owner, address indexed spender, uint256 value)',
  // ERC-721
  'Transfer(address indexed from, address indexed to, uint256 indexed tokenId)',
  'Approval(address indexed owner, address indexed approved, uint256 indexed tokenId)',
  'ApprovalForAll(address indexed owner, address indexed operator, bool approved)',
  // ERC-1155
  'TransferSingle(address indexed operator, address indexed from, address indexed to, uint256 id, uint256 value)',
  'TransferBatch(address indexed operator, address indexed from, address indexed to, uint256[] ids, uint256[] values)',
  'URI(string value, uint256 indexed id)',
  // ERC-4626
  'Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares)',
  'Withdraw(address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares)',
  // ERC-3643
  'AgentAdded(address indexed agent)',
  'AgentRemoved(address indexed agent)',
  'IdentityRegistryAdded(address indexed identityRegistry)',
  'ComplianceAdded(address indexed compliance)',
  'RecoverySuccess(address lostWallet, address newWallet, address investorOnchainID)',
  'AddressFrozen(address indexed userAddress, bool indexed isFrozen, address indexed owner)',
  'TokensFrozen(address indexed userAddress, uint256 amount)',
  'TokensUnfrozen(address indexed userAddress, uint256 amount)',
  'Paused(address userAddress)',
  'Unpaused(address userAddress)',
  'IdentityRegistered(address indexed investorAddress, address indexed identity)',
  'IdentityRemoved(address indexed investorAddress, address indexed identity)',
  'CountryUpdated(address indexed investorAddress, uint16 indexed country)',
  'IdentityStored(address indexed investorAddress, address indexed identity)',
  'IdentityUnstored(address indexed investorAddress, address indexed identity)',
  'TokenBound(address token)',
  'TokenUnbound(address token)',
  'TrustedIssuerAdded(address indexed trustedIssuer, uint256[] claimTopics)',
  'TrustedIssuerRemoved(address indexed trustedIssuer)',
  'ClaimTopicsUpdated(address indexed trustedIssuer, uint256[] claimTopics)',
  'ClaimTopicAdded(uint256 indexed claimTopic)',
  'ClaimTopicRemoved(uint256 indexed claimTopic)',
  'RecoverySuccess(address indexed lostWallet, address indexed newWallet, address indexed investorOnchainID)',
  // ERC-1400
  'Document(bytes32 indexed name, string uri, bytes32 documentHash)',
  'TransferByPartition(bytes32 indexed fromPartition, address operator, address indexed from, address indexed to, uint256 value, bytes data, bytes operatorData)',
  'ChangedPartition(bytes32 indexed fromPartition, bytes32 indexed toPartition, uint256 value)',
  'AuthorizedOperator(address indexed operator, address indexed tokenHolder)',
  'RevokedOperator(address indexed operator, address indexed tokenHolder)',
  'AuthorizedOperatorByPartition(bytes32 indexed partition, address indexed operator, address indexed tokenHolder)',
  'RevokedOperatorByPartition(bytes32 indexed partition, address indexed operator, address indexed tokenHolder)',
  'Issued(address indexed operator, address indexed to, uint256 value, bytes data)',
  'Redeemed(address indexed operator, address indexed from, uint256 value, bytes data)',
  'IssuedByPartition(bytes32 indexed partition, address indexed operator, address indexed to, uint256 value, bytes data, bytes operatorData)',
  'RedeemedByPartition(bytes32 indexed partition, address indexed operator, address indexed from, uint256 value, bytes operatorData)',
  'ApprovalByPartition(bytes32 indexed partition, address indexed owner, address indexed spender, uint256 value)',
  // ERC-1410
  'IssuedByPartition(bytes32 indexed partition, address indexed to, uint256 value, bytes data)',
  'RedeemedByPartition(bytes32 indexed partition, address indexed operator, address indexed from, uint256 value, bytes data, bytes operatorData)',
  // ERC-1643
  'DocumentRemoved(bytes32 indexed name, string uri, bytes32 documentHash)',
  'DocumentUpdated(bytes32 indexed name, string uri, bytes32 documentHash)',
  // ERC-1644
  'ControllerTransfer(address controller, address indexed from, address indexed to, uint256 value, bytes data, bytes operatorData)',
  'ControllerRedemption(address controller, address indexed tokenHolder, uint256 value, bytes data, bytes operatorData)',
  // ERC-6123
  'TradeIncepted(address initiator, string tradeId, string tradeData)',
  'TradeConfirmed(address confirmer, string tradeId)',
  'TradeCanceled(address initiator, string tradeId)',
  'TradeActivated(string tradeId)',
  'TradeTerminationRequest(address initiator, string tradeId, int256 terminationPayment, string terminationTerms)',
  'TradeTerminationConfirmed(address confirmer, string tradeId, int256 terminationPayment, string terminationTerms)',
  'TradeTerminationCanceled(address initiator, string tradeId, string terminationTerms)',
  'TradeTerminated(string cause)',
  'SettlementRequested(address initiator, string tradeData, string lastSettlementData)',
  'SettlementDetermined(address initiator, int256 settlementAmount, string settlementData)',
  'SettlementTransferred(string transactionData)',
  'SettlementFailed(string transactionData)',
  'TradeIncepted(address initiator, address withParty, string tradeId, string tradeData, int256 position, int256 paymentAmount, string initialSettlementData)',
  'TradeTerminated(string tradeId, string cause)',
  'SettlementAwaitingInitiation(string settlementSpec)',
  'SettlementTransferred(uint256 transactionID, string transactionData)',
  'SettlementFailed(uint256 transactionID, string transactionData)',
  'TransferSucceeded(uint256 transactionID, string transactionData)',
  'TransferFailed(uint256 transactionID, string transactionData)',
  'TransferRequested(address from, address to, uint256 value, uint256 transactionID, address callbackContract)',
  'TransferBatchRequested(address[] from, address[] to, uint256[] value, uint256 transactionID, address callbackContract)',
  // ERC-7092
  'TransferBatch(address[] from, address[] to, uint256[] amount)',
  'CrossChainTransfer(address indexed from, address indexed to, uint256 amount, bytes32 destinationChainID)',
  'CrossChainTransferBatch(address[] from, address[] to, uint256[] amount, bytes32[] destinationChainID)',
  // Who owns a contract (ERC-173), and roles as OpenZeppelin’s AccessControl tells of them
  'OwnershipTransferred(address indexed previousOwner, address indexed newOwner)',
  'RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)',
  'RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender)',
  // EAS
  'Attested(address indexed recipient, address indexed attester, bytes32 uid, bytes32 indexed schemaUID)',
  'Revoked(address indexed recipient, address indexed attester, bytes32 uid, bytes32 indexed schemaUID)',
  'Timestamped(bytes32 indexed data, uint64 indexed timestamp)',
  'RevokedOffchain(address indexed revoker, bytes32 indexed data, uint64 indexed timestamp)',
  'Registered(bytes32 indexed uid, address indexed registerer, (bytes32 uid, address resolver, bool revocable, string schema) schema)',
  // CCTP v1
  'DepositForBurn(uint64 indexed nonce, address indexed burnToken, uint256 amount, address indexed depositor, bytes32 mintRecipient, uint32 destinationDomain, bytes32 destinationTokenMessenger, bytes32 destinationCaller)',
  'MintAndWithdraw(address indexed mintRecipient, uint256 amount, address indexed mintToken)',
  'MessageSent(bytes message)',
  'MessageReceived(address indexed caller, uint32 sourceDomain, uint64 indexed nonce, bytes32 sender, bytes messageBody)',
  // CCTP v2
  'MintAndWithdraw(address indexed mintRecipient, uint256 amount, address indexed mintToken, uint256 feeCollected)',
  'DepositForBurn(address indexed burnToken, uint256 amount, address indexed depositor, bytes32 mintRecipient, uint32 destinationDomain, bytes32 destinationTokenMessenger, bytes32 destinationCaller, uint256 maxFee, uint32 indexed minFinalityThreshold, bytes hookData)',
  'MessageReceived(address indexed caller, uint32 sourceDomain, bytes32 indexed nonce, bytes32 sender, uint32 indexed finalityThresholdExecuted, bytes messageBody)',
]

type Known = { readonly signature: string; readonly indexed: number }

const byTopic = new Map<string, Known[]>()

/** The event of a standard with this first topic and so many indexed arguments, as an item of an ABI in words; null for none. */
export function standardEvent(topic: string, indexed: number): string | null {
  if (byTopic.size === 0)
    for (const event of events) {
      const signature = `event ${event}`
      const item = readItem(signature)
      if (item === null) continue
      const known: Known = { signature, indexed: event.split(' indexed ').length - 1 }
      byTopic.set(item.selector, [...(byTopic.get(item.selector) ?? []), known])
    }
  return byTopic.get(topic)?.find((known) => known.indexed === indexed)?.signature ?? null
}
