// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// Payments between institutions on one chain: ordered with an amount and a time, credited less a fee, or returned. Identifiers are those that
/// ISO 20022 gives a payment (UETR), as 32 bytes. Roles are told by the events of AccessControl (OpenZeppelin).
/// A reference for the pack "cross-border". It forbids nothing on purpose: whoever watches it has to find what is credited twice, out of nothing, short
/// or late, and who takes part without being an institution. Not for use with anything of worth.
contract PaymentCorridor {
    event PaymentSent(bytes32 indexed id, address indexed from, address indexed to, uint256 amount, uint64 due);
    event PaymentReceived(bytes32 indexed id, address indexed from, address indexed to, uint256 amount);
    event PaymentReturned(bytes32 indexed id, address indexed from, address indexed to, uint256 amount);
    event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender);
    event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender);

    function grantRole(bytes32 role, address account) external {
        emit RoleGranted(role, account, msg.sender);
    }

    function revokeRole(bytes32 role, address account) external {
        emit RoleRevoked(role, account, msg.sender);
    }

    function send(bytes32 id, address to, uint256 amount, uint64 due) external {
        emit PaymentSent(id, msg.sender, to, amount, due);
    }

    function credit(bytes32 id, address from, uint256 amount) external {
        emit PaymentReceived(id, from, msg.sender, amount);
    }

    function giveBack(bytes32 id, address to, uint256 amount) external {
        emit PaymentReturned(id, msg.sender, to, amount);
    }
}
