// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// Receivables of a supply chain: a core enterprise sells goods on credit, its distributor signs, a financier pays the core enterprise for the
/// distributor, who sells the goods and repays. Roles are told by the events of AccessControl (OpenZeppelin).
/// A reference for the pack "receivables". It forbids nothing on purpose: whoever watches it has to find what is financed twice, financed above its
/// face, repaid above what was lent, settled before it is repaid, late, or dearer for one distributor than for another. Not for use with anything
/// of worth.
contract Receivables {
    event Issued(bytes32 indexed id, address indexed core, address indexed distributor, uint256 amount, uint64 due);
    event Signed(bytes32 indexed id, address indexed distributor, address indexed core);
    event Approved(bytes32 indexed id, address indexed financier, address indexed distributor, uint256 interest, uint32 rate);
    event Financed(bytes32 indexed id, address indexed financier, address indexed distributor, address core, uint256 amount);
    event GoodsSold(bytes32 indexed id, address indexed distributor, address indexed buyer, uint256 amount);
    event Repaid(bytes32 indexed id, address indexed distributor, address indexed financier, uint256 amount);
    event InterestPaid(bytes32 indexed id, address indexed distributor, address indexed financier, uint256 amount);
    event Settled(bytes32 indexed id, address indexed financier, address indexed distributor);
    event Cancelled(bytes32 indexed id, address indexed core, address indexed distributor);
    event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender);
    event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender);

    function grantRole(bytes32 role, address account) external {
        emit RoleGranted(role, account, msg.sender);
    }

    function revokeRole(bytes32 role, address account) external {
        emit RoleRevoked(role, account, msg.sender);
    }

    function issue(bytes32 id, address distributor, uint256 amount, uint64 due) external {
        emit Issued(id, msg.sender, distributor, amount, due);
    }

    function sign(bytes32 id, address core) external {
        emit Signed(id, msg.sender, core);
    }

    /// What the distributor will owe beside the principal, and the yearly rate behind it in basis points.
    function approve(bytes32 id, address distributor, uint256 interest, uint32 rate) external {
        emit Approved(id, msg.sender, distributor, interest, rate);
    }

    function finance(bytes32 id, address distributor, address core, uint256 amount) external {
        emit Financed(id, msg.sender, distributor, core, amount);
    }

    function sellGoods(bytes32 id, address buyer, uint256 amount) external {
        emit GoodsSold(id, msg.sender, buyer, amount);
    }

    function repay(bytes32 id, address financier, uint256 principal, uint256 interest) external {
        if (principal > 0) emit Repaid(id, msg.sender, financier, principal);
        if (interest > 0) emit InterestPaid(id, msg.sender, financier, interest);
    }

    function settle(bytes32 id, address distributor) external {
        emit Settled(id, msg.sender, distributor);
    }

    function cancel(bytes32 id, address distributor) external {
        emit Cancelled(id, msg.sender, distributor);
    }
}
