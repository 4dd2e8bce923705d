// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// A security without tranches, as ERC-3643 has it: an ERC-20 with agents, registered investors, frozen accounts and frozen parts of holdings. Here the
/// identity registry, a contract of its own in that standard, is the same contract or another copy of it.
/// A reference for the pack "securities". It forbids nothing on purpose: whoever watches it has to find what moves while frozen, what goes to nobody
/// who is registered, and what was never issued. Not for use with anything of worth.
contract RegulatedToken {
    event Transfer(address indexed from, address indexed to, uint256 value);
    event AddressFrozen(address indexed userAddress, bool indexed isFrozen, address indexed owner);
    event TokensFrozen(address indexed userAddress, uint256 amount);
    event TokensUnfrozen(address indexed userAddress, uint256 amount);
    event AgentAdded(address indexed agent);
    event AgentRemoved(address indexed agent);
    event IdentityRegistered(address indexed investorAddress, address indexed identity);
    event IdentityRemoved(address indexed investorAddress, address indexed identity);

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

    function freezePartialTokens(address account, uint256 amount) external {
        emit TokensFrozen(account, amount);
    }

    function unfreezePartialTokens(address account, uint256 amount) external {
        emit TokensUnfrozen(account, amount);
    }

    function mint(address to, uint256 value) external {
        emit Transfer(address(0), to, value);
    }

    function transfer(address to, uint256 value) external returns (bool) {
        emit Transfer(msg.sender, to, value);
        return true;
    }

    function burn(address from, uint256 value) external {
        emit Transfer(from, address(0), value);
    }
}
