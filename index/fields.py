"""The fields of the two collections, the same on both engines."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.analysis import Token, tokens
from index.backends.base import Row
from index.documents import Document

FieldKind = Literal["keyword", "text", "day", "number", "order", "payload"]


@dataclass(frozen=True, slots=True)
class Field:
    """keyword: whole values, counted; text: ready-made tokens by spaces; payload: stored JSON, not searched."""

    name: str
    kind: FieldKind


def _fields(kind: FieldKind, names: str) -> tuple[Field, ...]:
    return tuple(Field(name, kind) for name in names.split())


DOCS = (
    *_fields("keyword", "article language source park organisation province topic year unit story figures marks"),
    *_fields("text", "title_x title_f lead_x lead_f body_x body_f named title_named"),
    *_fields("day", "day"),
    *_fields("order", "order"),
    *_fields("payload", "payload"),
)
KEY = "article"  # id of the article in every collection
COLLECTIONS: dict[str, tuple[Field, ...]] = {"docs": DOCS}
SCHEMA = hashlib.sha256(repr(sorted(COLLECTIONS.items())).encode()).hexdigest()[:12]

_MARKED_SHARE = 0.05  # of the words: below it a text counts as written without marks
_NO_DAY = 0
_DAY_BITS = 20
_ID_BITS = 43


def row_of_document(document: Document) -> Row:
    """The fields of a document."""
    title, lead = tokens(document.title), tokens(document.lead)
    body = [token for piece in document.pieces for token in tokens(piece.text)]
    day = document.published.toordinal() if document.published else _NO_DAY
    marked = sum(token.marked for token in body) + sum(token.marked for token in title)
    return {
        KEY: [document.id],
        "language": [document.language],
        "source": [document.source],
        "park": document.parks,
        "organisation": document.organisations,
        "province": document.provinces,
        "topic": document.topics,
        "year": [str(document.published.year)] if document.published else [],
        "unit": sorted({fact.unit for fact in document.facts if fact.unit}),
        "story": [document.story] if document.story else [],
        "figures": ["yes" if document.has_figures else "no"],
        "marks": ["yes" if marked > _MARKED_SHARE * (len(body) + len(title)) else "no"],
        **_text("title", title),
        **_text("lead", lead),
        **_text("body", body),
        "named": " ".join(_named(document.entities, document.concepts)),
        "title_named": " ".join(_named(document.title_entities, document.title_concepts)),
        "day": day,
        "order": order_of(document.published, document.id),
        "payload": _payload(document).encode(),
    }


def entity_token(entity_id: str) -> str:
    return f"e:{entity_id}"


def concept_token(concept_id: str) -> str:
    return f"c:{concept_id}"


def order_of(day: date | None, record_id: str) -> int:
    """A number that sorts the newest first, and by id within a day."""
    late = (1 << _DAY_BITS) - 1 - (day.toordinal() if day else _NO_DAY)
    digits = record_id if len(record_id) == 16 and _is_hex(record_id) else _hashed(record_id)
    return late << _ID_BITS | int(digits, 16) >> (64 - _ID_BITS)


def _is_hex(text: str) -> bool:
    return all(c in "0123456789abcdef" for c in text)


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _named(entities: Iterable[str], concepts: Iterable[str]) -> list[str]:
    return [*map(entity_token, entities), *map(concept_token, concepts)]


def _text(name: str, found: Sequence[Token]) -> Row:
    return {f"{name}_x": " ".join(t.exact for t in found), f"{name}_f": " ".join(t.folded for t in found)}


def _payload(document: Document) -> str:
    stored = {
        "id": document.id,
        "title": document.title,
        "url": document.url,
        "source": document.source,
        "language": document.language,
        "published": document.published.isoformat() if document.published else None,
        "story": document.story,
        "pieces": [[piece.ordinal, piece.start, piece.text] for piece in document.pieces],
    }
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))
