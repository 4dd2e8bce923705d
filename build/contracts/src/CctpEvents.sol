// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// What the contracts of the Cross-Chain Transfer Protocol say, in its first and its second version, without what they do: no coin is burned or minted
/// and no attestation is asked for. The layout of message bodies is that of `BurnMessage` and `BurnMessageV2`.
/// A reference for the pack "cross-border". It forbids nothing on purpose: whoever watches it has to find what is received twice, before it was sent, or
/// with another amount. Not for use with anything of worth.
contract CctpEvents {
    event DepositForBurn(
        uint64 indexed nonce,
        address indexed burnToken,
        uint256 amount,
        address indexed depositor,
        bytes32 mintRecipient,
        uint32 destinationDomain,
        bytes32 destinationTokenMessenger,
        bytes32 destinationCaller
    );
    event DepositForBurn(
        address indexed burnToken,
        uint256 amount,
        address indexed depositor,
        bytes32 mintRecipient,
        uint32 destinationDomain,
        bytes32 destinationTokenMessenger,
        bytes32 destinationCaller,
        uint256 maxFee,
        uint32 indexed minFinalityThreshold,
        bytes hookData
    );
    event MessageReceived(address indexed caller, uint32 sourceDomain, uint64 indexed nonce, bytes32 sender, bytes messageBody);
    event MessageReceived(
        address indexed caller,
        uint32 sourceDomain,
        bytes32 indexed nonce,
        bytes32 sender,
        uint32 indexed finalityThresholdExecuted,
        bytes messageBody
    );

    function depositForBurn(uint64 nonce, uint256 amount, uint32 destinationDomain, address recipient) external {
        emit DepositForBurn(nonce, address(this), amount, msg.sender, word(recipient), destinationDomain, bytes32(0), bytes32(0));
    }

    function depositForBurnV2(uint256 amount, uint32 destinationDomain, address recipient, uint256 maxFee) external {
        emit DepositForBurn(address(this), amount, msg.sender, word(recipient), destinationDomain, bytes32(0), bytes32(0), maxFee, 2000, "");
    }

    function receiveMessage(uint32 sourceDomain, uint64 nonce, address depositor, address recipient, uint256 amount) external {
        bytes memory body = abi.encodePacked(uint32(0), word(address(this)), word(recipient), amount, word(depositor));
        emit MessageReceived(msg.sender, sourceDomain, nonce, bytes32(0), body);
    }

    function receiveMessageV2(uint32 sourceDomain, bytes32 nonce, address depositor, address recipient, uint256 amount, uint256 maxFee, uint256 fee)
        external
    {
        bytes memory body = abi.encodePacked(uint32(1), word(address(this)), word(recipient), amount, word(depositor), maxFee, fee, uint256(0));
        emit MessageReceived(msg.sender, sourceDomain, nonce, bytes32(0), 2000, body);
    }

    function word(address account) private pure returns (bytes32) {
        return bytes32(uint256(uint160(account)));
    }
}
