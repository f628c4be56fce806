"""Sealing access needs: encrypted with a key made from SECRET_KEY, so that a copy of the database
alone tells nothing. Older keys (SECRET_KEY_FALLBACKS) still open what they sealed."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_INFO = b"access needs, version 1"


def seal(text: str, *, keys: Sequence[str]) -> bytes:
    """`keys`: the secret key, then older ones."""
    return _box(tuple(keys)).encrypt(text.encode())


def unseal(sealed: bytes, *, keys: Sequence[str]) -> str:
    return _box(tuple(keys)).decrypt(sealed).decode()


@lru_cache(maxsize=8)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=_INFO)
    return base64.urlsafe_b64encode(derivation.derive(key.encode()))
