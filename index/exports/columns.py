"""The columns of each export, in their stable order, and the rows that fill them.

New columns come last, none changes its meaning. Several values in one cell are parted by "|". Days are ISO 8601.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from config.schema import Entity
from index.catalog import Catalog
from index.conversion import to_base
from index.records import CountedEntity, FactFilter, StoredArticle, StoredFact

ColumnType = Literal["text", "decimal", "number", "count", "flag"]
Cell = str | Decimal | float | int | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column; a decimal is exact in csv and jsonl, and a double elsewhere."""

    name: str
    type: ColumnType
    meaning: str


def _columns(text: str) -> tuple[Column, ...]:
    columns = []
    for line in text.strip().splitlines():
        name, kind, meaning = line.strip().split(None, 2)
        columns.append(Column(name, kind, meaning))  # type: ignore[arg-type]  # the tests check the table
    return tuple(columns)


FACT_COLUMNS = _columns("""
    id                    text     of the fact, the same in every run
    kind                  text     figure, relation or event
    subject_id            text     entity id, or the surface of an unknown name
    subject_name_en       text     English name of the subject
    subject_name_vi       text     Vietnamese name of the subject
    province_before_2025  text     province ids of the subject before the merger of 1 July 2025
    province_after_2025   text     province ids of the subject since the merger
    predicate             text     what is asserted, see config/predicates.yml
    value                 decimal  in `unit`
    upper                 decimal  upper end of a range, in `unit`
    unit                  text     canonical unit; of money the currency
    base_value            decimal  value in the base unit of its dimension; money is never converted
    base_upper            decimal  upper in the base unit
    base_unit             text     base unit of the dimension
    currency              text     as stated
    modifier              text     exact, about, at_least, at_most or range
    status                text     achieved, planned, target, potential or unknown
    period_start          text     first year or day that the fact is about, inclusive
    period_end            text     last year or day that the fact is about, inclusive
    as_of                 text     day or year at which the fact is said to hold
    year                  count    of the period's end, else of as_of
    language              text     vi or en
    source                text     who published it
    url                   text     of the page
    title                 text     of the article
    sentence              text     that says so
    confidence            number   0 to 1
    suspect               text     why it cannot be right; empty if nothing speaks against it
    object_id             text     of a relation: entity id, or surface
    object_name_en        text     English name of the object
    object_name_vi        text     Vietnamese name of the object
    dimension             text     of the unit
    item                  text     what is measured, as in the text
    per                   text     when the text says so apart from the unit
    of                    decimal  the whole that the value is a part of: 14 in "12 of the 14"
    place                 text     of an event
    published             text     day of publication
    rule                  text     that found it
    article_id            text     of the article
    version               text     of the article
    superseded            flag     whether a newer version of the article has come since
    run_id                text     run that wrote it
""")

ARTICLE_COLUMNS = _columns("""
    id                    text     of the article, the same in every run
    version               text     of title and text
    source                text     who published it
    url                   text     of the page
    title                 text     as published
    language              text     vi, en or und
    published             text     day of publication
    published_origin      text     where the day was read
    published_confidence  number   0 to 1
    modified              text     stamp of the page's last change
    authors               text     as published
    summary               text     as published
    parks                 text     entity ids of parks in the text
    organisations         text     entity ids of organisations in the text
    passages              count    of this version
    mentions              count    of this version
    figures               count    of this version
    facts                 count    of this version
    words                 count    of title and text
    story                 text     near copies share it
    twin_url              text     the page in the other language
    flags                 text     what a reader must know
    text                  text     title and text, parted by blank lines
""")

ENTITY_COLUMNS = _columns("""
    id                    text     stable
    label                 text     PARK, ORG, PERSON or PLACE
    kind                  text     industrial_park, ministry, tenant ...
    name_en               text     English name
    name_vi               text     Vietnamese name
    aliases               text     other names
    province_before_2025  text     province ids before the merger of 1 July 2025
    province_after_2025   text     province ids since the merger
    developer             text     of a park
    park_ids              text     parks of an organisation
    articles              count    that name it
    mentions              count    in current versions
    facts                 count    about it
    provisional           flag     whether it was found in texts only
    source                text     where the row comes from
""")

Kind = Literal["facts", "articles", "entities"]
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "facts": FACT_COLUMNS,
    "articles": ARTICLE_COLUMNS,
    "entities": ENTITY_COLUMNS,
}


def iter_cells(
    catalog: Catalog, kind: str, filters: FactFilter | None = None, address: Callable[[str], str] | None = None
) -> Iterator[tuple[Cell, ...]]:
    """Iterate over the rows of an export, with addresses as `address` spells them; the filter is for facts only."""
    rows = _ROWS[kind](catalog, filters)
    names = [column.name for column in COLUMNS[kind]]
    for row in rows:
        if address:
            row |= {name: address(str(row[name])) for name in ("url", "twin_url") if row.get(name)}
        yield tuple(row[name] for name in names)


def _fact_rows(catalog: Catalog, filters: FactFilter | None) -> Iterator[dict[str, Cell]]:
    entities = {entity.id: entity for entity in catalog.iter_entities()}
    for stored in catalog.iter_facts(filters):
        yield _fact_row(stored, entities)


def _fact_row(stored: StoredFact, entities: Mapping[str, Entity]) -> dict[str, Cell]:
    fact = stored.fact
    subject, object_ = entities.get(fact.subject or ""), entities.get(fact.object or "")
    base = to_base(fact.value, fact.unit)
    upper = to_base(fact.upper, fact.unit)
    period = fact.period
    end = period.end if period and period.end else fact.as_of
    names = ("id", "kind", "predicate", "value", "upper", "unit", "modifier", "status", "as_of", "language")
    more = ("sentence", "confidence", "suspect", "dimension", "item", "per", "of", "place")
    origin = ("source", "url", "title", "published", "article_id", "version", "superseded", "run_id")
    return {
        **{name: getattr(fact, name) for name in names + more},
        **{name: getattr(stored, name) for name in origin},
        "subject_id": fact.subject,
        **_names("subject", subject, fact.subject),
        "object_id": fact.object,
        **_names("object", object_, fact.object),
        "province_before_2025": _several(subject.province_before_2025) if subject else None,
        "province_after_2025": _several(subject.province_after_2025) if subject else None,
        "base_value": base.value if base else None,
        "base_upper": upper.value if upper else None,
        "base_unit": base.unit if base else None,
        "currency": currency_of(fact.unit) if fact.dimension in ("money", "price") else None,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "year": int(end[:4]) if end and end[:4].isdecimal() else None,
        "rule": fact.extractor,
    }


def currency_of(unit: str | None) -> str | None:
    """The currency of an amount or a price: "USD/m2" is in USD."""
    return unit.partition("/")[0] if unit else None


def _names(part: str, entity: Entity | None, surface: str | None) -> dict[str, Cell]:
    if entity is None:
        return {f"{part}_name_en": surface, f"{part}_name_vi": surface}
    return {f"{part}_name_en": entity.names.get("en"), f"{part}_name_vi": entity.names.get("vi")}


def _article_rows(catalog: Catalog, filters: FactFilter | None) -> Iterator[dict[str, Cell]]:
    del filters
    return map(_article_row, catalog.iter_articles())


def _article_row(stored: StoredArticle) -> dict[str, Cell]:
    article, found = stored.article, stored.annotation
    published = article.published
    names = ("id", "version", "source", "url", "title", "summary", "twin_url", "text")
    parts = ("passages", "mentions", "figures", "facts")
    return {
        **{name: getattr(article, name) for name in names},
        **{name: len(getattr(found, name)) for name in parts},
        "language": found.language if found.language != "und" else article.language,
        "published": published.day.isoformat() if published else None,
        "published_origin": published.origin if published else None,
        "published_confidence": published.confidence if published else None,
        "modified": article.modified.isoformat() if article.modified else None,
        "authors": _several(article.authors),
        "parks": _several(sorted({m.entity_id for m in found.mentions if m.entity_id and m.label == "PARK"})),
        "organisations": _several(sorted({m.entity_id for m in found.mentions if m.entity_id and m.label == "ORG"})),
        "words": len(article.text.split()),
        "story": stored.story,
        "flags": _several(article.flags),
    }


def _entity_rows(catalog: Catalog, filters: FactFilter | None) -> Iterator[dict[str, Cell]]:
    del filters
    return map(_entity_row, catalog.list_entities(named=False))


def _entity_row(counted: CountedEntity) -> dict[str, Cell]:
    entity = counted.entity
    several = ("aliases", "province_before_2025", "province_after_2025", "park_ids")
    return {
        **{name: getattr(entity, name) for name in ("id", "label", "kind", "developer", "provisional", "source")},
        **{name: getattr(counted, name) for name in ("articles", "mentions", "facts")},
        **{name: _several(getattr(entity, name)) for name in several},
        "name_en": entity.names.get("en"),
        "name_vi": entity.names.get("vi"),
    }


def _several(values: Sequence[str]) -> str | None:
    return "|".join(values) or None


_ROWS: Mapping[str, Any] = {"facts": _fact_rows, "articles": _article_rows, "entities": _entity_rows}
