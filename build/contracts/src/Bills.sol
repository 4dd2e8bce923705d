// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// Bills of exchange as transferable records (UNCITRAL Model Law on Electronic Transferable Records): drawn by a firm, accepted by a bank, endorsed
/// from hand to hand, discounted, presented and paid against surrender. Roles are told by the events of AccessControl (OpenZeppelin).
/// A reference for the pack "bills". It forbids nothing on purpose: whoever watches it has to find who endorses what is not his, who is paid twice
/// or too much, and what is late. Not for use with anything of worth.
contract Bills {
    event Issued(bytes32 indexed id, address indexed drawer, address indexed payee, address drawee, uint256 amount, uint64 due);
    event Accepted(bytes32 indexed id, address indexed acceptor, address indexed drawer);
    event Endorsed(bytes32 indexed id, address indexed from, address indexed to, uint256 amount);
    event Discounted(bytes32 indexed id, address indexed from, address indexed bank, uint256 amount, uint256 paid, uint32 rate);
    event Presented(bytes32 indexed id, address indexed holder, address indexed acceptor);
    event Paid(bytes32 indexed id, address indexed acceptor, address indexed holder, uint256 amount);
    event Surrendered(bytes32 indexed id, address indexed holder, address indexed acceptor, uint256 amount);
    event Dishonoured(bytes32 indexed id, address indexed acceptor, address indexed holder);
    event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender);
    event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender);

    function grantRole(bytes32 role, address account) external {
        emit RoleGranted(role, account, msg.sender);
    }

    function revokeRole(bytes32 role, address account) external {
        emit RoleRevoked(role, account, msg.sender);
    }

    function issue(bytes32 id, address payee, address drawee, uint256 amount, uint64 due) external {
        emit Issued(id, msg.sender, payee, drawee, amount, due);
    }

    function accept(bytes32 id, address drawer) external {
        emit Accepted(id, msg.sender, drawer);
    }

    function endorse(bytes32 id, address to, uint256 amount) external {
        emit Endorsed(id, msg.sender, to, amount);
    }

    /// The face that goes to the bank, what the bank pays for it, and the yearly rate between them in basis points.
    function discount(bytes32 id, address bank, uint256 amount, uint256 paid, uint32 rate) external {
        emit Discounted(id, msg.sender, bank, amount, paid, rate);
    }

    function present(bytes32 id, address acceptor) external {
        emit Presented(id, msg.sender, acceptor);
    }

    /// Payment against surrender: the holder has no bill any more.
    function pay(bytes32 id, address holder, uint256 amount) external {
        emit Paid(id, msg.sender, holder, amount);
        emit Surrendered(id, holder, msg.sender, amount);
    }

    function dishonour(bytes32 id, address holder) external {
        emit Dishonoured(id, msg.sender, holder);
    }
}
