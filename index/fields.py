"""The fields of the two collections, the same on both engines."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from config.glossary import load_glossary
from config.schema import Fact
from index.analysis import Token, is_marked, tokens
from index.backends.base import Age, Row
from index.conversion import to_base
from index.documents import Document, FactDocument
from index.rows import row_of as fact_row

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
    *_fields("text", "title_x title_f lead_x lead_f body_x body_f named top_named"),
    *_fields("day", "day"),
    *_fields("order", "order"),
    *_fields("payload", "payload"),
)
LONGEST_KEYWORD = 512
KEY = "article"  # id of the article in every collection
FACTS = (
    *_fields("keyword", "article id kind predicate entity park organisation province status language source"),
    *_fields("keyword", "unit base_unit year suspect marks"),
    *_fields("text", "body_x body_f named"),
    *_fields("number", "base_value base_upper first_year last_year"),
    *_fields("order", "order"),
    *_fields("payload", "payload"),
)
COLLECTIONS: dict[str, tuple[Field, ...]] = {"docs": DOCS, "facts": FACTS}
SCHEMA = hashlib.sha256(repr(sorted(COLLECTIONS.items())).encode()).hexdigest()[:12]
LAYOUT = 6  # counts the changes of the fields, and of how tokens and base units are made


@cache
def content_digest() -> str:
    """Names what is written into the fields: the making of tokens and amounts, and the glossary that finds concepts."""
    forms = [(concept.id, *concept.iter_forms()) for concept in load_glossary()]
    return hashlib.sha256(f"{LAYOUT} {forms!r}".encode()).hexdigest()[:12]


def made_for() -> Row:
    """What an index is marked with that this program makes."""
    return {"schema": SCHEMA, "content": content_digest(), "layout": LAYOUT}


def age_of(mark: Mapping[str, Any]) -> Age:
    """Tell by its mark whether an index is what this program makes; one without a layout is from before layouts."""
    if mark.get("layout", 0) > LAYOUT:
        return "newer"
    same = (mark.get("schema"), mark.get("content")) == (SCHEMA, content_digest())
    return "current" if same else "outdated"


_NO_DAY = 0
_DAY_BITS = 20
_ID_BITS = 43


def row_of_document(document: Document) -> Row:
    """The fields of a document."""
    return _cut(_row_of_document(document))


def _row_of_document(document: Document) -> Row:
    title, lead = tokens(document.title), tokens(document.lead)
    body = [token for piece in document.pieces for token in tokens(piece.text)]
    day = document.published.toordinal() if document.published else _NO_DAY
    return {
        KEY: [document.id],
        "language": [document.language],
        "source": [document.source],
        "park": document.parks,
        "organisation": document.organisations,
        "province": document.provinces,
        "topic": document.topics,
        "year": [str(document.published.year)] if document.published else [],
        "unit": sorted({part.fact.unit for part in document.facts if part.fact.unit}),
        "story": [_fold(document)] if document.story else [],
        "figures": ["yes" if document.has_figures else "no"],
        "marks": [_marks((*title, *body))],
        **_text("title", title),
        **_text("lead", lead),
        **_text("body", body),
        "named": " ".join(_named(document.entities, document.concepts)),
        "top_named": " ".join(_named(document.top_entities, document.top_concepts)),
        "day": day,
        "order": order_of(document.published, document.id),
        "payload": _payload(document),
    }


def rows_of_facts(document: Document) -> list[Row]:
    """The fields of the facts of a document."""
    return [_cut(_row_of_fact(document, part)) for part in document.facts]


def _row_of_fact(document: Document, part: FactDocument) -> Row:
    fact = part.fact
    sentence = tokens(fact.sentence)
    words = [*tokens(" ".join(filter(None, (*part.names, fact.item)))), *sentence]
    base, upper = to_base(fact.value, fact.unit), to_base(fact.upper, fact.unit)
    first, last = years_of(fact)
    amounts = {"base_value": float(base.value), "base_upper": float((upper or base).value)} if base else {}
    years = {"first_year": float(first), "last_year": float(last)} if first and last else {}
    return {
        KEY: [document.id],
        "id": [fact.id],
        "kind": [fact.kind],
        "predicate": [fact.predicate],
        "entity": sorted({found for found in (fact.subject, fact.object) if found}),
        "park": part.parks,
        "organisation": part.organisations,
        "province": part.provinces,
        "status": [fact.status],
        "language": [fact.language],
        "source": [document.source],
        "unit": [fact.unit] if fact.unit else [],
        "base_unit": [base.unit] if base else [],
        "year": [str(last)] if last else [],
        "suspect": ["yes" if fact.suspect else "no"],
        "marks": [_marks(sentence)],
        **_text("body", words),
        "named": " ".join(_named(filter(None, (fact.subject, fact.object)), part.concepts)),
        **amounts,
        **years,
        "order": order_of(document.published, fact.id),
        "payload": _dumped(
            {
                **fact_row(fact),
                **{name: getattr(document, name) for name in ("version", "run_id", "source", "url", "title")},
                "article_id": document.id,
                "superseded": False,
                "published": document.published.isoformat() if document.published else None,
            }
        ),
    }


def years_of(fact: Fact) -> tuple[int | None, int | None]:
    """First and last year that a fact is about: of its period, else of the day at which it holds."""
    period = fact.period
    said = (period.start, period.end) if period else (fact.as_of, fact.as_of)
    first, last = (int(day[:4]) if day and day[:4].isdecimal() else None for day in said)
    return first or last, last or first


def sense_token(kind: str, sense_id: str) -> str:
    """The token that stands for an entity or a concept."""
    return f"{kind[0]}:{sense_id}"


def order_of(day: date | None, record_id: str) -> int:
    """A number that sorts the newest first, and by a hash of the id within a day."""
    late = (1 << _DAY_BITS) - 1 - (day.toordinal() if day else _NO_DAY)
    digest = hashlib.sha256(record_id.encode()).digest()
    return late << _ID_BITS | int.from_bytes(digest[:8]) >> (64 - _ID_BITS)


def _named(entities: Iterable[str], concepts: Iterable[str]) -> list[str]:
    return [*(sense_token("entity", e) for e in entities), *(sense_token("concept", c) for c in concepts)]


def _text(name: str, found: Sequence[Token]) -> Row:
    return {f"{name}_x": " ".join([t.exact for t in found]), f"{name}_f": " ".join([t.folded for t in found])}


def _marks(found: Sequence[Token]) -> str:
    return "yes" if is_marked(found) else "no"


def _fold(document: Document) -> str | None:
    """What near copies share: they tell one story in one language."""
    return f"{document.story}:{document.language}" if document.story else None


def _cut(row: Row) -> Row:
    """Keywords have a length that both engines take."""
    kept = {
        name: [value[:LONGEST_KEYWORD] for value in row[name]] for name in row if isinstance(row[name], list | tuple)
    }
    return {**row, **kept}


def _payload(document: Document) -> bytes:
    stored = {
        name: getattr(document, name) for name in ("id", "version", "title", "url", "source", "language", "story")
    }
    stored["published"] = document.published.isoformat() if document.published else None
    stored["story"] = _fold(document)
    stored["entities"] = list(dict.fromkeys(document.entities))
    stored["pieces"] = [[piece.ordinal, piece.start, piece.text] for piece in document.pieces]
    return _dumped(stored)


def _dumped(payload: Row) -> bytes:
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
