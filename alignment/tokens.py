"""Secrets that stand in links: 256 bits of chance, of which only a digest is kept."""

import hashlib
import secrets

#: A secret of ours is 43 characters long; anything much longer is not worth hashing.
LONGEST_TOKEN = 100


def new_token() -> str:
    """A secret that nobody can guess, fit for an address."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored of a secret: its SHA-256, which 256 bits of chance make safe without salt."""
    return hashlib.sha256(token.encode()).hexdigest()
