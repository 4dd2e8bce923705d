// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// References on the credit of a firm: the events are those of the Ethereum Attestation Service (Attested, Revoked), with what a reader of credit needs
/// beside them, since EAS tells neither grade nor end in its events. Roles are told by the events of AccessControl (OpenZeppelin).
/// A reference for the pack "credit-references". It forbids nothing on purpose: whoever watches it has to find issuers that nobody accredited, references
/// that another revoked, and those that are relied on after they were revoked or ran out. Not for use with anything of worth.
contract CreditReferences {
    event Attested(address indexed recipient, address indexed attester, bytes32 uid, bytes32 indexed schemaUID);
    event Revoked(address indexed recipient, address indexed attester, bytes32 uid, bytes32 indexed schemaUID);
    event ReferenceGraded(bytes32 indexed uid, address indexed attester, address indexed recipient, uint256 grade, uint64 ends);
    event ReferenceUsed(bytes32 indexed uid, address indexed reader, address indexed recipient);
    event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender);
    event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender);

    function grantRole(bytes32 role, address account) external {
        emit RoleGranted(role, account, msg.sender);
    }

    function revokeRole(bytes32 role, address account) external {
        emit RoleRevoked(role, account, msg.sender);
    }

    function attest(bytes32 uid, bytes32 schemaUID, address recipient, uint256 grade, uint64 ends) external {
        emit Attested(recipient, msg.sender, uid, schemaUID);
        emit ReferenceGraded(uid, msg.sender, recipient, grade, ends);
    }

    function rely(bytes32 uid, address recipient) external {
        emit ReferenceUsed(uid, msg.sender, recipient);
    }

    function revoke(bytes32 uid, bytes32 schemaUID, address recipient) external {
        emit Revoked(recipient, msg.sender, uid, schemaUID);
    }
}
