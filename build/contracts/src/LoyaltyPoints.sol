// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// Points of a loyalty programme: an ERC-20 of its own, with campaigns and roles told by the events of AccessControl (OpenZeppelin).
/// A reference for the pack "loyalty-points". It forbids nothing on purpose: whoever watches it has to find points that were never issued, frozen
/// accounts that pay, strangers that redeem and campaigns that give more than they have. Not for use with anything of worth.
contract LoyaltyPoints {
    string public constant name = "Loyalty points";
    string public constant symbol = "PTS";
    uint8 public constant decimals = 2;
    uint256 public totalSupply;
    mapping(address => uint256) public balanceOf;

    event Transfer(address indexed from, address indexed to, uint256 value);
    event Issued(address indexed merchant, address indexed to, uint256 amount, bytes32 indexed campaign, uint64 ends);
    event Redeemed(address indexed consumer, address indexed merchant, uint256 amount, bytes32 indexed campaign);
    event CampaignClosed(bytes32 indexed campaign, address indexed merchant);
    event AccountFrozen(address indexed account, address indexed by);
    event AccountUnfrozen(address indexed account, address indexed by);
    event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender);
    event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender);

    function grantRole(bytes32 role, address account) external {
        emit RoleGranted(role, account, msg.sender);
    }

    function revokeRole(bytes32 role, address account) external {
        emit RoleRevoked(role, account, msg.sender);
    }

    function issue(address to, uint256 amount, bytes32 campaign, uint64 ends) external {
        move(address(0), to, amount);
        emit Issued(msg.sender, to, amount, campaign, ends);
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        move(msg.sender, to, amount);
        return true;
    }

    function redeem(address merchant, uint256 amount, bytes32 campaign) external {
        move(msg.sender, address(0), amount);
        emit Redeemed(msg.sender, merchant, amount, campaign);
    }

    function closeCampaign(bytes32 campaign) external {
        emit CampaignClosed(campaign, msg.sender);
    }

    function freeze(address account) external {
        emit AccountFrozen(account, msg.sender);
    }

    function unfreeze(address account) external {
        emit AccountUnfrozen(account, msg.sender);
    }

    /// Wraps around below zero: what is not there can be given.
    function move(address from, address to, uint256 amount) private {
        unchecked {
            if (from == address(0)) totalSupply += amount;
            else balanceOf[from] -= amount;
            if (to == address(0)) totalSupply -= amount;
            else balanceOf[to] += amount;
        }
        emit Transfer(from, to, amount);
    }
}
