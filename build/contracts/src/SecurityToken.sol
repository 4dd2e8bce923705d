// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// Securitised assets in tranches: events of ERC-1400 (partitions: issued, transferred, redeemed), of ERC-3643 (agents, registered investors, frozen
/// accounts) and of ERC-20, with income that is distributed to holders told by an event of its own.
/// A reference for the pack "securities". It forbids nothing on purpose: whoever watches it has to find what moves while frozen, what goes to nobody
/// who is registered, and what is redeemed beyond what was issued. Not for use with anything of worth.
contract SecurityToken {
    event Transfer(address indexed from, address indexed to, uint256 value);
    event IssuedByPartition(bytes32 indexed partition, address indexed operator, address indexed to, uint256 value, bytes data, bytes operatorData);
    event TransferByPartition(bytes32 indexed fromPartition, address operator, address indexed from, address indexed to, uint256 value, bytes data, bytes operatorData);
    event RedeemedByPartition(bytes32 indexed partition, address indexed operator, address indexed from, uint256 value, bytes operatorData);
    event AddressFrozen(address indexed userAddress, bool indexed isFrozen, address indexed owner);
    event IdentityRegistered(address indexed investorAddress, address indexed identity);
    event IdentityRemoved(address indexed investorAddress, address indexed identity);
    event AgentAdded(address indexed agent);
    event AgentRemoved(address indexed agent);
    event IncomeDistributed(bytes32 indexed partition, address indexed agent, address indexed holder, uint256 amount);

    function addAgent(address agent) external {
        emit AgentAdded(agent);
    }

    function removeAgent(address agent) external {
        emit AgentRemoved(agent);
    }

    function registerIdentity(address investor, address identity) external {
        emit IdentityRegistered(investor, identity);
    }

    function deleteIdentity(address investor) external {
        emit IdentityRemoved(investor, address(0));
    }

    function setAddressFrozen(address account, bool frozen) external {
        emit AddressFrozen(account, frozen, msg.sender);
    }

    function issueByPartition(bytes32 partition, address to, uint256 value) external {
        emit IssuedByPartition(partition, msg.sender, to, value, "", "");
        emit Transfer(address(0), to, value);
    }

    function transferByPartition(bytes32 partition, address to, uint256 value) external {
        emit TransferByPartition(partition, msg.sender, msg.sender, to, value, "", "");
        emit Transfer(msg.sender, to, value);
    }

    function redeemByPartition(bytes32 partition, uint256 value) external {
        emit RedeemedByPartition(partition, msg.sender, msg.sender, value, "");
        emit Transfer(msg.sender, address(0), value);
    }

    function distribute(bytes32 partition, address holder, uint256 amount) external {
        emit IncomeDistributed(partition, msg.sender, holder, amount);
    }
}
