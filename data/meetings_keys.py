"""The keys of a saved meeting: one to edit it and one to see it, and what the database keeps.

The edit key is drawn at random; the view key follows from it and not the other way round, so that
whoever may edit can always hand out the link for viewing, and who may view can work out nothing.
"""

from __future__ import annotations

import re
import secrets
from base64 import b32encode
from dataclasses import dataclass, field
from hashlib import sha256

#: random bytes of an edit key: 160 bits
RANDOM_BYTES = 20
#: both kinds are 32 small letters and digits: nothing that needs quoting in an address, or that a
#: mail or chat program takes for the end of a link or for a mark of emphasis
KEY = re.compile(r"[a-z2-7]{32}")


@dataclass(frozen=True, slots=True)
class Keys:
    """Both keys of a meeting; not part of its repr, so that no log line holds them by mistake."""

    view: str = field(repr=False)
    edit: str = field(repr=False)


def new_keys() -> Keys:
    """Keys that nobody can guess."""
    edit = _written(secrets.token_bytes(RANDOM_BYTES))
    return Keys(view_key(edit), edit)


def view_key(edit: str) -> str:
    """The view key that belongs to an edit key."""
    return _written(sha256(b"mote/view:" + edit.encode()).digest()[:RANDOM_BYTES])


def _written(number: bytes) -> str:
    return b32encode(number).decode().lower()


def key_hash(key: str) -> str | None:
    """What the database knows a key by; None for what can be no key."""
    return sha256(key.encode()).hexdigest() if KEY.fullmatch(key) else None
