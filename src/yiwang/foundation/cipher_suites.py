# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The pairs of algorithms that values are sealed and indexed with.

The second pair is for places where the Cryptography Law asks for commercial cryptography
(GB/T 32907 SM4, GB/T 32905 SM3; GB/T 39786).
"""

from abc import ABC, abstractmethod
from typing import ClassVar, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

TAG_BYTES: Final = 16


class CipherSuite(ABC):
    """An authenticated cipher and a hash.

    :cvar number: what stands in the header of a sealed value; never given anew
    """

    name: ClassVar[str]
    number: ClassVar[int]
    key_bytes: ClassVar[int]

    @abstractmethod
    def seal(self, key: bytes, nonce: bytes, plain: bytes, associated: bytes) -> bytes:
        """Return the ciphertext followed by the tag."""

    @abstractmethod
    def open(self, key: bytes, nonce: bytes, sealed: bytes, associated: bytes) -> bytes:
        """Return the plain text.

        :raises InvalidTag: anything differs from what was sealed
        """

    @abstractmethod
    def hash_algorithm(self) -> hashes.HashAlgorithm:
        """Return the hash for deriving keys and for indexes."""


class AesSha(CipherSuite):
    """AES-256-GCM and SHA-256."""

    name = "aes256gcm+hmac-sha256"
    number = 1
    key_bytes = 32

    def seal(self, key: bytes, nonce: bytes, plain: bytes, associated: bytes) -> bytes:
        return AESGCM(key).encrypt(nonce, plain, associated)

    def open(self, key: bytes, nonce: bytes, sealed: bytes, associated: bytes) -> bytes:
        return AESGCM(key).decrypt(nonce, sealed, associated)

    def hash_algorithm(self) -> hashes.HashAlgorithm:
        return hashes.SHA256()


class Sm4Sm3(CipherSuite):
    """SM4-GCM and SM3."""

    name = "sm4gcm+hmac-sm3"
    number = 2
    key_bytes = 16

    def seal(self, key: bytes, nonce: bytes, plain: bytes, associated: bytes) -> bytes:
        encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(associated)
        return encryptor.update(plain) + encryptor.finalize() + encryptor.tag

    def open(self, key: bytes, nonce: bytes, sealed: bytes, associated: bytes) -> bytes:
        if len(sealed) < TAG_BYTES:
            raise InvalidTag
        tag = sealed[-TAG_BYTES:]
        decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(associated)
        return decryptor.update(sealed[:-TAG_BYTES]) + decryptor.finalize()

    def hash_algorithm(self) -> hashes.HashAlgorithm:
        return hashes.SM3()


SUITES: Final = {suite.name: suite for suite in (AesSha(), Sm4Sm3())}
SUITES_BY_NUMBER: Final = {suite.number: suite for suite in SUITES.values()}
