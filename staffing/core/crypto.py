"""Encryption of personal fields and blind indexes for searching them.

AES-256-GCM with the row's place as additional data, so that a cipher text cannot be moved to another person unnoticed;
the key id stands in front, so that keys can be changed. Searching works on an HMAC with a key of its own.
"""

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_ID = "k1"
NONCE_BYTES = 12


class DecryptionError(Exception):
    """A stored field does not belong to this place or key."""


@dataclass(frozen=True, slots=True)
class FieldCipher:
    """Encrypts single fields; ``place`` names county, column and row, and is part of the proof."""

    field_secret: str = field(repr=False)
    index_secret: str = field(repr=False)

    def encrypt(self, text: str, *, place: str) -> str:
        """Return the cipher text of a field as ASCII."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = AESGCM(_key(self.field_secret)).encrypt(nonce, text.encode(), place.encode())
        return f"{KEY_ID}:{base64.urlsafe_b64encode(nonce + sealed).decode()}"

    def decrypt(self, cipher_text: str, *, place: str) -> str:
        """Return the field; DecryptionError if it was moved, changed or made with another key."""
        key_id, _, body = cipher_text.partition(":")
        if key_id != KEY_ID:
            raise DecryptionError("unknown key id")
        raw = base64.urlsafe_b64decode(body)
        try:
            plain = AESGCM(_key(self.field_secret)).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode())
        except InvalidTag as error:
            raise DecryptionError("the field does not belong here") from error
        return plain.decode()

    def seal(self, content: bytes, *, place: str) -> bytes:
        """Return a whole file encrypted."""
        nonce = os.urandom(NONCE_BYTES)
        return f"{KEY_ID}:".encode() + nonce + AESGCM(_key(self.field_secret)).encrypt(nonce, content, place.encode())

    def unseal(self, sealed: bytes, *, place: str) -> bytes:
        """Return a sealed file; DecryptionError if it was moved, changed or made with another key."""
        key_id, _, raw = sealed.partition(b":")
        if key_id != KEY_ID.encode():
            raise DecryptionError("unknown key id")
        try:
            return AESGCM(_key(self.field_secret)).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode())
        except InvalidTag as error:
            raise DecryptionError("the file does not belong here") from error

    def blind_index(self, text: str, *, purpose: str) -> str:
        """Return a keyed digest by which equal values can be found without reading them."""
        message = f"{purpose}\0{text}".encode()
        return hmac.new(self.index_secret.encode(), message, hashlib.sha256).hexdigest()


def _key(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
