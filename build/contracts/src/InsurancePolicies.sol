// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// Insurance from the policy to the payout. What a claim comes to is booked on the claim and on its policy, as the books of an insurer do it: two events,
/// one for each. No ERC tells of insurance; roles are told by the events of AccessControl (OpenZeppelin).
/// A reference for the pack "insurance". It forbids nothing on purpose: whoever watches it has to find claims on policies that are not in force, payouts
/// above the insured sum, premiums that were not paid in time and claims that were paid twice. Not for use with anything of worth.
contract InsurancePolicies {
    event PolicyIssued(
        bytes32 indexed policy,
        address indexed insurer,
        address indexed insured,
        uint256 sumInsured,
        uint256 premiumBasisPoints,
        uint64 premiumDue
    );
    event PremiumPaid(bytes32 indexed policy, address indexed insured, address indexed insurer, uint256 amount, uint64 nextDue);
    event PolicyEnded(bytes32 indexed policy, address indexed by, string reason);
    event ClaimFiled(bytes32 indexed policy, address indexed insured, bytes32 indexed claim, uint256 amount);
    event ClaimAccepted(bytes32 indexed claim, address indexed insurer, address indexed insured, bytes32 policy, uint256 amount);
    event ClaimRejected(bytes32 indexed claim, address indexed insurer, address indexed insured, bytes32 policy);
    event ClaimPaid(bytes32 indexed claim, address indexed insurer, address indexed insured, bytes32 policy, uint256 amount);
    event PolicyCharged(bytes32 indexed policy, address indexed insurer, address indexed insured, bytes32 claim, uint256 amount);
    event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender);
    event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender);

    function grantRole(bytes32 role, address account) external {
        emit RoleGranted(role, account, msg.sender);
    }

    function revokeRole(bytes32 role, address account) external {
        emit RoleRevoked(role, account, msg.sender);
    }

    function issue(bytes32 policy, address insured, uint256 sumInsured, uint256 premiumBasisPoints, uint64 premiumDue) external {
        emit PolicyIssued(policy, msg.sender, insured, sumInsured, premiumBasisPoints, premiumDue);
    }

    function payPremium(bytes32 policy, address insurer, uint256 amount, uint64 nextDue) external {
        emit PremiumPaid(policy, msg.sender, insurer, amount, nextDue);
    }

    function end(bytes32 policy, string calldata reason) external {
        emit PolicyEnded(policy, msg.sender, reason);
    }

    function file(bytes32 policy, bytes32 claim, uint256 amount) external {
        emit ClaimFiled(policy, msg.sender, claim, amount);
    }

    function accept(bytes32 claim, bytes32 policy, address insured, uint256 amount) external {
        emit ClaimAccepted(claim, msg.sender, insured, policy, amount);
    }

    function reject(bytes32 claim, bytes32 policy, address insured) external {
        emit ClaimRejected(claim, msg.sender, insured, policy);
    }

    function pay(bytes32 claim, bytes32 policy, address insured, uint256 amount) external {
        emit ClaimPaid(claim, msg.sender, insured, policy, amount);
        emit PolicyCharged(policy, msg.sender, insured, claim, amount);
    }
}
