"""Annotations as the JSON that other programs rely on: the output contract of `eip extract`."""

from decimal import Decimal
from typing import Any

from config.schema import Annotation, Fact, Figure, Mention, Period


def document_object(document: str, annotation: Annotation) -> dict[str, Any]:
    """Build the one object of a document; offsets count code points of the text as read."""
    return {
        "document": document,
        "language": annotation.language,
        "passages": [{"start": p.start, "end": p.end, "language": p.language} for p in annotation.passages],
        "mentions": [mention_object(mention) for mention in annotation.mentions],
        "figures": [figure_object(figure) for figure in annotation.figures],
        "facts": [fact_object(fact) for fact in annotation.facts],
    }


def mention_object(mention: Mention) -> dict[str, Any]:
    """Build the object of a name or date."""
    evidence = mention.evidence
    return {
        "start": evidence.start,
        "end": evidence.end,
        "surface": evidence.surface,
        "label": mention.label,
        "entity_id": mention.entity_id,
        "name": mention.name,
        "score": round(mention.score, 3),
        "extractor": mention.extractor,
    }


def figure_object(figure: Figure) -> dict[str, Any]:
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
        "subject": figure.subject,
        "score": round(figure.score, 3),
        "suspect": figure.suspect,
    }


def fact_object(fact: Fact) -> dict[str, Any]:
    """Build the object of a fact; relations have an object, figures a value, events a place."""
    evidence = fact.evidence
    return {
        "id": fact.id,
        "kind": fact.kind,
        "subject": fact.subject,
        "subject_label": fact.subject_label,
        "predicate": fact.predicate,
        "object": fact.object,
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


def period_object(period: Period | None) -> dict[str, str | None] | None:
    """Build `{from, to}` of ISO dates or years."""
    return None if period is None else {"from": period.start, "to": period.end}


def decimal_string(value: Decimal | None) -> str | None:
    """Write a number plainly: no exponent, no trailing zeros."""
    if value is None:
        return None
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
