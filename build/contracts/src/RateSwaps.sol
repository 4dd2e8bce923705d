// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// Interest-rate swaps as smart derivative contracts: the events of ERC-6123, several trades beside each other. Where the text of ERC-6123 names no trade
/// (settlements), the trade's id stands in the data that it leaves to the contract; inception and termination are those of its reference code, which name
/// the other party and the trade. Margin is told by events of its own, as ERC-6123 leaves it to the contract.
/// A reference for the pack "rate-swaps". It forbids nothing on purpose: whoever watches it has to find trades that a stranger confirmed, settlements of
/// trades that are not active, and margin that was given back twice. Not for use with anything of worth.
contract RateSwaps {
    event TradeIncepted(
        address initiator,
        address withParty,
        string tradeId,
        string tradeData,
        int256 position,
        int256 paymentAmount,
        string initialSettlementData
    );
    event TradeConfirmed(address confirmer, string tradeId);
    event TradeCanceled(address initiator, string tradeId);
    event TradeActivated(string tradeId);
    event SettlementRequested(address initiator, string tradeData, string lastSettlementData);
    event SettlementDetermined(address initiator, int256 settlementAmount, string settlementData);
    event SettlementTransferred(string transactionData);
    event SettlementFailed(string transactionData);
    event TradeTerminationRequest(address initiator, string tradeId, int256 terminationPayment, string terminationTerms);
    event TradeTerminationConfirmed(address confirmer, string tradeId, int256 terminationPayment, string terminationTerms);
    event TradeTerminationCanceled(address initiator, string tradeId, string terminationTerms);
    event TradeTerminated(string tradeId, string cause);
    event MarginPosted(string tradeId, address indexed party, uint256 amount);
    event MarginReleased(string tradeId, address indexed party, uint256 amount);
    event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender);
    event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender);

    function grantRole(bytes32 role, address account) external {
        emit RoleGranted(role, account, msg.sender);
    }

    function revokeRole(bytes32 role, address account) external {
        emit RoleRevoked(role, account, msg.sender);
    }

    function incept(address withParty, string calldata id, string calldata data, int256 position, int256 payment) external {
        emit TradeIncepted(msg.sender, withParty, id, data, position, payment, "");
    }

    function confirm(string calldata id) external {
        emit TradeConfirmed(msg.sender, id);
    }

    function cancel(string calldata id) external {
        emit TradeCanceled(msg.sender, id);
    }

    function activate(string calldata id) external {
        emit TradeActivated(id);
    }

    function requestSettlement(string calldata id, string calldata lastSettlementData) external {
        emit SettlementRequested(msg.sender, id, lastSettlementData);
    }

    function determineSettlement(string calldata id, int256 amount) external {
        emit SettlementDetermined(msg.sender, amount, id);
    }

    function transferSettlement(string calldata id, bool succeeded) external {
        if (succeeded) emit SettlementTransferred(id);
        else emit SettlementFailed(id);
    }

    function requestTermination(string calldata id, int256 payment, string calldata terms) external {
        emit TradeTerminationRequest(msg.sender, id, payment, terms);
    }

    function confirmTermination(string calldata id, int256 payment, string calldata terms) external {
        emit TradeTerminationConfirmed(msg.sender, id, payment, terms);
    }

    function cancelTermination(string calldata id, string calldata terms) external {
        emit TradeTerminationCanceled(msg.sender, id, terms);
    }

    function terminate(string calldata id, string calldata cause) external {
        emit TradeTerminated(id, cause);
    }

    function postMargin(string calldata id, uint256 amount) external {
        emit MarginPosted(id, msg.sender, amount);
    }

    function releaseMargin(string calldata id, address party, uint256 amount) external {
        emit MarginReleased(id, party, amount);
    }
}
