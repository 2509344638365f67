"""Facts as the page shows them: value, time and state in words, and the sentence with its figure marked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from config.predicates import OTHER
from config.schema import Fact, Figure, Period
from index.records import StoredFact
from index.search import FactHit, Statistics
from search_api.directory import Directory
from search_api.vocabulary import predicate_name, term_name
from search_api.web.interface import Interface
from search_api.web.links import article_path, entity_path
from search_api.web.marking import Span, mark

_SIGNS = {"at_least": "≥ ", "at_most": "≤ "}
_SIGN = {"m2": "m²", "m3": "m³", "km2": "km²", "x": "×"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Whom a fact is about; `href` leads to the entity's page."""

    name: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """A line of the fact table."""

    fact: Fact
    predicate: str
    subject: Party | None
    object: Party | None
    place: Party | None
    value: str
    status: str
    suspect: str
    when: str
    sentence: Markup
    href: str
    superseded: bool
    title: str = ""
    source: str = ""
    published: str | None = None


def fact_rows(hits: Iterable[FactHit], t: Interface, directory: Directory) -> list[FactRow]:
    """Rows of found facts, each naming its article."""
    return [
        _row(
            hit.fact.fact,
            t,
            directory,
            article_id=hit.fact.article_id,
            version=hit.fact.version if hit.fact.superseded else "",
            origin=(hit.fact.title, source_name(hit.fact.source, t, directory), hit.fact.published),
            marks=hit.marks,
        )
        for hit in hits
    ]


def article_fact_rows(
    facts: Iterable[Fact], t: Interface, directory: Directory, *, article_id: str, version: str
) -> list[FactRow]:
    """Rows of the facts of one version of an article."""
    return [_row(fact, t, directory, article_id=article_id, version=version, origin=("", "", None)) for fact in facts]


def _row(
    fact: Fact,
    t: Interface,
    directory: Directory,
    *,
    article_id: str,
    version: str,
    origin: tuple[str, str, str | None],
    marks: Iterable[tuple[int, int]] = (),
) -> FactRow:
    evidence = fact.evidence
    begin = evidence.sentence_start
    predicate = predicate_name(fact.predicate, t.language)
    words = [Span(start=begin + start, end=begin + end, css="hit") for start, end in marks]
    span = Span(start=evidence.start, end=evidence.end, css="figure" if fact.kind == "figure" else "evidence")
    return FactRow(
        fact=fact,
        predicate="" if fact.predicate == OTHER else predicate,
        subject=party(fact.subject, t, directory),
        object=party(fact.object, t, directory),
        place=party(fact.place, t, directory),
        value=quantity(fact, t),
        status="" if _goes_without_saying(fact) else fact.status,
        suspect=t.said(fact.suspect, predicate=predicate) if fact.suspect else "",
        when=when(fact, t),
        sentence=mark(fact.sentence, [span, *words], offset=begin),
        href=article_path(t.language, article_id, fact=fact.id, version=version),
        superseded=bool(version),
        title=origin[0],
        source=origin[1],
        published=origin[2],
    )


def _goes_without_saying(fact: Fact) -> bool:
    """Whether nothing is told by the status: unknown, or of a relation that holds."""
    return fact.status == "unknown" or (fact.kind == "relation" and fact.status == "achieved")


def source_name(source: str, t: Interface, directory: Directory) -> str:
    """Name a source; files of the machine have no name of their own."""
    return t("source_local") if source == "local" else directory.source_name(source)


def party(name: str | None, t: Interface, directory: Directory) -> Party | None:
    """Name a subject or object: an entity with a link, a surface as it is written."""
    if name is None:
        return None
    if directory.find(name) is None:
        return Party(name=name, href="")
    return Party(name=directory.name(name, t.language), href=entity_path(t.language, name))


def quantity(record: Fact | Figure, t: Interface) -> str:
    """Write a value with its unit, bounds and rate."""
    if record.value is None:
        return ""
    text = t.amount(record.value)
    if record.upper is not None:
        text = t("value_range", low=text, high=t.amount(record.upper))
    if record.of is not None:
        text = t("value_of", value=text, all=t.amount(record.of))
    unit = _counted(record, t) if record.dimension == "count" else unit_name(record.unit, t)
    text = f"{text}{unit}" if unit == "%" else f"{text} {unit}".rstrip()
    text = t("value_about", value=text) if record.modifier == "about" else _SIGNS.get(record.modifier or "", "") + text
    return f"{text} {t('value_per', per=unit_name(record.per, t))}" if record.per else text


def _counted(record: Fact | Figure, t: Interface) -> str:
    """Name what is counted: as the text does in its own language, else by declared words."""
    if isinstance(record, Fact) and record.item and record.language == t.language:
        return record.item
    if t.language == "en":
        noun = unit_name(record.unit, t)
        return plural(noun) if noun and record.value != 1 else noun
    return unit_name(record.unit, t)


def plural(noun: str) -> str:
    """Form an English plural."""
    if noun == "person":
        return "people"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"


def unit_name(unit: str | None, t: Interface) -> str:
    """Write a unit: signs as signs, counted things in the language of the page."""
    if not unit or unit == "1":
        return ""
    return "/".join(_SIGN.get(part) or _word(part, t).replace("CO2", "CO₂") for part in unit.split("/"))


def _word(unit: str, t: Interface) -> str:
    """Say a unit by a string of the page, else by a word of texts, else as it is."""
    said = t.word("unit", unit)
    return said if said != unit else term_name(unit, t.language) or unit


def when(fact: Fact, t: Interface) -> str:
    """Write the time a fact is about; empty if it is not said."""
    if fact.period is not None:
        return period(fact.period, t)
    return t("when_as_of", day=t.day(fact.as_of)) if fact.as_of else ""


def period(span: Period, t: Interface) -> str:
    if span.start is None:
        return t("when_until", end=t.day(span.end))
    if span.end is None:
        return t("when_from", start=t.day(span.start))
    return t.day(span.start) if span.start == span.end else f"{t.day(span.start)} – {t.day(span.end)}"


def year_of(stored: StoredFact) -> str | None:
    """The year a fact is about: the end of its period, its day, or else when it was published."""
    fact = stored.fact
    said = (fact.period.end or fact.period.start) if fact.period else None
    day = said or fact.as_of or stored.published
    return day[:4] if day else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Amounts in one unit, of all or of one group, in words."""

    group: str
    unit: str
    count: int
    total: str
    low: str
    high: str
    mean: str


def summaries(statistics: Iterable[Statistics], t: Interface, name_of: Callable[[str], str] = str) -> list[Summary]:
    """Statistics of those units of which there are several amounts; groups are named by `name_of`."""
    return [
        Summary(
            group=name_of(found.group) if found.group is not None else "",
            unit=unit_name(found.unit, t),
            count=found.count,
            **{name: _rounded(getattr(found, name), t) for name in ("total", "low", "high", "mean")},
        )
        for found in statistics
        if found.count > 1
    ]


def _rounded(value: float, t: Interface) -> str:
    """Four digits are enough for a statistic."""
    whole = Decimal(value)
    digits = 3 - whole.adjusted() if whole else 0
    return t.amount(round(whole, digits).quantize(Decimal(1)) if digits < 0 else round(whole, digits))
