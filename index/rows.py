"""Turn records into rows of the catalog and back, without loss."""

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from config.schema import (
    Article,
    Block,
    Entity,
    Evidence,
    Fact,
    Figure,
    Mention,
    Passage,
    Period,
    PublicationDate,
)

Row = dict[str, Any]

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_EVIDENCE = tuple(field.name for field in fields(Evidence))
_DECIMALS = frozenset({"value", "upper", "of"})
_TUPLES = frozenset({"headings", "candidates", "readings"})


def storable(value: Any) -> Any:
    """The same value with what databases refuse (NUL, lone surrogates) as U+FFFD, so that offsets stay right."""
    match value:
        case str():
            return _UNSTORABLE.sub("\ufffd", value)
        case dict():
            return {key: storable(part) for key, part in value.items()}
        case list():
            return [storable(part) for part in value]
        case _:
            return value


def article_json(article: Article) -> Row:
    """Everything of an article as JSON values."""
    return dict(storable(_article_json(article)))


def _article_json(article: Article) -> Row:
    published = article.published
    return {
        "title": article.title,
        "blocks": [[block.kind, block.text, block.level] for block in article.blocks],
        "summary": article.summary,
        "authors": list(article.authors),
        "published": published
        and {
            "day": published.day.isoformat(),
            "stamp": published.stamp and published.stamp.isoformat(),
            "origin": published.origin,
            "confidence": published.confidence,
            "raw": published.raw,
        },
        "modified": article.modified and article.modified.isoformat(),
        "language": article.language,
        "twin_url": article.twin_url,
        "page_digest": article.page_digest,
        "flags": list(article.flags),
    }


def article_of(identity: Mapping[Any, Any], data: Mapping[Any, Any]) -> Article:
    """Rebuild an article; `identity` holds id, version, source and url."""
    published = data["published"]
    return Article(
        id=identity["id"],
        version=identity["version"],
        source=identity["source"],
        url=identity["url"],
        title=data["title"],
        blocks=tuple(Block(kind=kind, text=text, level=level) for kind, text, level in data["blocks"]),
        summary=data["summary"],
        authors=tuple(data["authors"]),
        published=published
        and PublicationDate(
            day=date.fromisoformat(published["day"]),
            stamp=datetime.fromisoformat(published["stamp"]) if published["stamp"] else None,
            origin=published["origin"],
            confidence=published["confidence"],
            raw=published["raw"],
        ),
        modified=datetime.fromisoformat(data["modified"]) if data["modified"] else None,
        language=data["language"],
        twin_url=data["twin_url"],
        page_digest=data["page_digest"],
        flags=tuple(data["flags"]),
    )


def row_of(record: Passage | Mention | Figure | Fact) -> Row:
    """Flatten a record: evidence and period become columns, decimals text."""
    row: Row = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name == "evidence":
            row |= {name: getattr(value, name) for name in _EVIDENCE}
        elif field.name == "period":
            row |= {"period_start": value and value.start, "period_end": value and value.end}
        elif isinstance(value, tuple):
            row[field.name] = [str(part) for part in value]
        else:
            row[field.name] = str(value) if isinstance(value, Decimal) else value
    return {name: storable(value) for name, value in row.items()}


def passage_of(row: Mapping[Any, Any]) -> Passage:
    return Passage(**_values(Passage, row))


def mention_of(row: Mapping[Any, Any]) -> Mention:
    return Mention(**_values(Mention, row, decimals=frozenset()))


def figure_of(row: Mapping[Any, Any]) -> Figure:
    values = _values(Figure, row)
    return Figure(**{**values, "readings": tuple(Decimal(reading) for reading in values["readings"])})


def fact_of(row: Mapping[Any, Any]) -> Fact:
    return Fact(**_values(Fact, row))


def _values(kind: type[Any], row: Mapping[Any, Any], decimals: frozenset[str] = _DECIMALS) -> Row:
    values: Row = {}
    for field in fields(kind):
        name = field.name
        if name == "evidence":
            values[name] = Evidence(**{part: row[part] for part in _EVIDENCE})
        elif name == "period":
            start, end = row["period_start"], row["period_end"]
            values[name] = Period(start=start, end=end) if start or end else None
        elif name in decimals and row[name] is not None:
            values[name] = Decimal(row[name])
        else:
            values[name] = tuple(row[name]) if name in _TUPLES else row[name]
    return values


_ENTITY_TUPLES = frozenset(
    {"aliases", "province_before_2025", "province_after_2025", "group_of", "park_ids"},
)


def entity_json(entity: Entity) -> Row:
    """Everything of an entity as JSON values, the same each time."""
    values: Row = {field.name: getattr(entity, field.name) for field in fields(entity)}
    for name in _ENTITY_TUPLES:
        values[name] = list(values[name])
    values |= {"ambiguous": sorted(entity.ambiguous), "names": dict(entity.names)}
    return dict(storable(values | {"attributes": dict(entity.attributes)}))


def entity_of(data: Mapping[Any, Any]) -> Entity:
    values: Row = {name: tuple(value) if name in _ENTITY_TUPLES else value for name, value in data.items()}
    return Entity(**values | {"ambiguous": frozenset(data["ambiguous"])})
