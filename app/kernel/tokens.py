"""Names that cannot be guessed.

Row numbers never leave the house. A *public id* is random. A *signed token* is a public id with a
signature: the database holds the id alone, so whoever reads the database cannot open anybody's link,
and the same link can be written again into a later mail.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence

# Letters and digits without vowels that make words: easy to say on the telephone, no 0/O or 1/I/L.
ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
SIGNATURE_BYTES = 16


def public_id() -> str:
    """24 hexadecimal digits, 96 bits: for addresses and as the subject of signed tokens."""
    return secrets.token_hex(12)


def spoken_code(length: int) -> str:
    """A code of `length` letters and digits that a person can read out and type."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def normal_code(typed: str) -> str:
    """What a person typed, as the code is stored: capitals, no spaces or dashes."""
    return "".join(character for character in typed.upper() if character.isalnum())


def sign(subject: str, *, purpose: str, key: str) -> str:
    """`subject` with its signature for `purpose`; the two cannot be told apart by eye."""
    return f"{subject}{_signature(subject, purpose, key)}"


def unsign(token: str, *, purpose: str, keys: Sequence[str]) -> str | None:
    """The subject of a token signed for `purpose` with one of `keys`, or None."""
    length = SIGNATURE_BYTES * 2
    if not token.isascii() or len(token) <= length:
        return None
    subject, signature = token[:-length], token[-length:]
    matches = [hmac.compare_digest(signature, _signature(subject, purpose, key)) for key in keys]
    return subject if any(matches) else None


def digest(secret: str) -> str:
    """For secrets with much randomness of their own, such as a device's cookie."""
    return hashlib.sha256(secret.encode()).hexdigest()


def keyed_digest(secret: str, *, purpose: str, key: str) -> str:
    """For short secrets, such as a six-digit code: useless without the key."""
    return hmac.new(key.encode(), f"{purpose}|{secret}".encode(), hashlib.sha256).hexdigest()


def _signature(subject: str, purpose: str, key: str) -> str:
    words = f"{purpose}|{subject}".encode()
    return hmac.new(key.encode(), words, hashlib.sha256).hexdigest()[: SIGNATURE_BYTES * 2]
