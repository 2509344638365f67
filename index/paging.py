"""Go on where a page ended: a cursor holds the last place, and how many came before."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from typing import Any

from config.errors import QueryError

MOST = 1000  # hits a page


def check_limit(limit: int) -> None:
    """Raise QueryError for a page of no or too many hits."""
    if not 1 <= limit <= MOST:
        raise QueryError(f"a page of {limit} hits", remedy=f"ask for 1 to {MOST}", parameter="limit")


def cursor_after(rows: Sequence[tuple[float, int, Mapping[str, Any]]], seen: int) -> str | None:
    """The cursor after the last of the rows."""
    if not rows:
        return None
    score, order, _ = rows[-1]
    return base64.urlsafe_b64encode(json.dumps([score, order, seen]).encode()).decode().rstrip("=")


def place_of(cursor: str | None) -> tuple[tuple[float, int] | None, int]:
    """The (score, order) after which to go on, and how many came before; raises QueryError for a foreign cursor."""
    if cursor is None:
        return None, 0
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        score, order, seen = json.loads(base64.b64decode(padded, b"-_", validate=True))
        if not (isinstance(score, float) and 0 <= int(order) < 1 << 63 and 0 <= int(seen) < 1 << 31):
            raise ValueError
    except (ValueError, TypeError, binascii.Error, OverflowError):
        message = "the cursor is not one of ours"
        raise QueryError(message, remedy="begin again without it", parameter="cursor") from None
    return (score, int(order)), int(seen)
