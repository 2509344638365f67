"""Annotations as the JSON that other programs rely on: the output contract of `eip extract`."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from config.decimals import plain
from config.gazetteer import is_provisional
from config.schema import Annotation, Fact, Figure, Mention, Period


def document_object(document: str, annotation: Annotation) -> dict[str, Any]:
    """Build the one object of a document; offsets count code points of the text as read.

    Things that the gazetteer lacks go by their surface: their ids mean nothing outside of a catalog.
    """
    surfaces: dict[str, str] = {}
    for mention in annotation.mentions:
        if mention.entity_id is not None and is_provisional(mention.entity_id):
            surfaces.setdefault(mention.entity_id, mention.evidence.surface)
    return {
        "document": document,
        "language": annotation.language,
        "passages": [{"start": p.start, "end": p.end, "language": p.language} for p in annotation.passages],
        "mentions": [mention_object(mention) for mention in annotation.mentions],
        "figures": [figure_object(figure, surfaces) for figure in annotation.figures],
        "facts": [fact_object(fact, surfaces) for fact in annotation.facts],
    }


def mention_object(mention: Mention) -> dict[str, Any]:
    """Build the object of a name or date."""
    evidence = mention.evidence
    return {
        "start": evidence.start,
        "end": evidence.end,
        "surface": evidence.surface,
        "label": mention.label,
        "entity_id": None if mention.entity_id and is_provisional(mention.entity_id) else mention.entity_id,
        "name": mention.name,
        "score": round(mention.score, 3),
        "extractor": mention.extractor,
    }


def figure_object(figure: Figure, surfaces: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Build the object of a quantity; numbers are decimal strings without exponent."""
    evidence = figure.evidence
    return {
        "start": evidence.start,
        "end": evidence.end,
        "surface": evidence.surface,
        "value": decimal_string(figure.value),
        "upper": decimal_string(figure.upper),
        "of": decimal_string(figure.of),
        "unit": figure.unit,
        "dimension": figure.dimension,
        "modifier": figure.modifier,
        "item": figure.item,
        "per": figure.per,
        "period": period_object(figure.period),
        "status": figure.status,
        "subject": _plain(figure.subject, surfaces),
        "score": round(figure.score, 3),
        "suspect": figure.suspect,
    }


def fact_object(fact: Fact, surfaces: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Build the object of a fact; relations have an object, figures a value, events a place."""
    evidence = fact.evidence
    return {
        "id": fact.id,
        "kind": fact.kind,
        "subject": _plain(fact.subject, surfaces),
        "subject_label": fact.subject_label,
        "predicate": fact.predicate,
        "object": _plain(fact.object, surfaces),
        "object_label": fact.object_label,
        "value": decimal_string(fact.value),
        "upper": decimal_string(fact.upper),
        "of": decimal_string(fact.of),
        "unit": fact.unit,
        "item": fact.item,
        "modifier": fact.modifier,
        "status": fact.status,
        "period": period_object(fact.period),
        "as_of": fact.as_of,
        "place": fact.place,
        "evidence": {"start": evidence.start, "end": evidence.end, "sentence": fact.sentence},
        "confidence": round(fact.confidence, 3),
        "suspect": fact.suspect,
    }


def _plain(entity: str | None, surfaces: Mapping[str, str] | None) -> str | None:
    return surfaces.get(entity, entity) if surfaces and entity else entity


def period_object(period: Period | None) -> dict[str, str | None] | None:
    """Build `{from, to}` of ISO dates or years."""
    return None if period is None else {"from": period.start, "to": period.end}


def decimal_string(value: Decimal | None) -> str | None:
    """Write a number plainly: no exponent, no trailing zeros."""
    return None if value is None else plain(value)
