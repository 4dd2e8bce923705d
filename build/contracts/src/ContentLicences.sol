// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// Licences on works: granted, handed on and revoked by the events of ERC-5218 (NFT Rights Management), with terms, uses and royalties beside them, which
/// ERC-5218 leaves out. Roles are told by the events of AccessControl (OpenZeppelin).
/// A reference for the pack "content-licences". It forbids nothing on purpose: whoever watches it has to find works that are used without a licence or
/// after it was revoked, royalties that were not paid in time, and licensees that pay other rates than their equals. Not for use with anything of worth.
contract ContentLicences {
    event CreateLicense(
        uint256 _licenseId,
        uint256 _tokenId,
        uint256 _parentLicenseId,
        address _licenseHolder,
        string _uri,
        address _revoker
    );
    event TransferLicense(uint256 _licenseId, address _licenseHolder);
    event RevokeLicense(uint256 _licenseId);
    event LicenceTerms(
        uint256 indexed licence,
        address indexed owner,
        address indexed licensee,
        uint256 royaltyBasisPoints,
        uint64 royaltyDue
    );
    event WorkUsed(uint256 indexed licence, address indexed user, uint256 quantity);
    event RoyaltyPaid(uint256 indexed licence, address indexed payer, address indexed owner, uint256 amount, uint64 nextDue);
    event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender);
    event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender);

    function grantRole(bytes32 role, address account) external {
        emit RoleGranted(role, account, msg.sender);
    }

    function revokeRole(bytes32 role, address account) external {
        emit RoleRevoked(role, account, msg.sender);
    }

    function grant(uint256 licence, uint256 work, address licensee, uint256 royaltyBasisPoints, uint64 royaltyDue) external {
        emit CreateLicense(licence, work, 0, licensee, "", msg.sender);
        emit LicenceTerms(licence, msg.sender, licensee, royaltyBasisPoints, royaltyDue);
    }

    function use(uint256 licence, uint256 quantity) external {
        emit WorkUsed(licence, msg.sender, quantity);
    }

    function pay(uint256 licence, address owner, uint256 amount, uint64 nextDue) external {
        emit RoyaltyPaid(licence, msg.sender, owner, amount, nextDue);
    }

    function transfer(uint256 licence, address licensee) external {
        emit TransferLicense(licence, licensee);
    }

    function revoke(uint256 licence) external {
        emit RevokeLicense(licence);
    }
}
