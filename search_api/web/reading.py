"""An article as the page shows it: blocks grouped, names and figures marked, one sentence as evidence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup

from config.schema import Fact, Figure, Mention, Passage
from index.records import StoredArticle
from search_api.directory import Directory
from search_api.web.facts import quantity
from search_api.web.interface import Interface
from search_api.web.links import entity_path
from search_api.web.marking import Span, mark

CELL_BREAK = " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPassage:
    """A passage ready to be shown; `cells` of a table row, else `text` alone."""

    passage: Passage
    text: Markup
    cells: tuple[Markup, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Neighbouring passages that are shown together: a list, a table, or one passage."""

    kind: str
    passages: tuple[MarkedPassage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An entity that an article names, with how often."""

    id: str
    name: str
    label: str
    count: int


def marked_title(stored: StoredArticle, t: Interface, directory: Directory, fact: Fact | None) -> Markup:
    """The title with its marks."""
    return mark(stored.article.title, _spans(stored, t, directory, fact))


def marked_groups(stored: StoredArticle, t: Interface, directory: Directory, fact: Fact | None) -> list[Group]:
    """The article below its title."""
    spans = sorted(_spans(stored, t, directory, fact), key=lambda span: span.start)
    article = stored.article
    spans = [replace(span, anchor="") if span.start < len(article.title) else span for span in spans]  # it has its own
    below = [p for p in stored.annotation.passages if p.start > 0 or p.text != article.title]
    marked = [_marked(passage, spans) for passage in below]
    return [Group(kind=kind, passages=tuple(part)) for kind, part in _grouped(marked)]


def _grouped(passages: Sequence[MarkedPassage]) -> Iterator[tuple[str, list[MarkedPassage]]]:
    for kind, neighbours in groupby(passages, key=lambda marked: marked.passage.kind):
        if kind in {"item", "row"}:
            yield kind, list(neighbours)
        else:
            yield from ((kind, [one]) for one in neighbours)


def _marked(passage: Passage, spans: Sequence[Span]) -> MarkedPassage:
    inside = [span for span in spans if span.start < passage.end and span.end > passage.start]
    cells: list[Markup] = []
    if passage.kind == "row":
        start = passage.start
        for cell in passage.text.split(CELL_BREAK):
            cells.append(mark(cell, inside, offset=start))
            start += len(cell) + len(CELL_BREAK)
    return MarkedPassage(passage=passage, text=mark(passage.text, inside, offset=passage.start), cells=tuple(cells))


def _spans(stored: StoredArticle, t: Interface, directory: Directory, fact: Fact | None) -> Iterator[Span]:
    if fact is not None:
        evidence = fact.evidence
        yield Span(start=evidence.sentence_start, end=evidence.sentence_end, css="evidence", anchor="evidence")
    for mention in stored.annotation.mentions:
        yield _span_of_mention(mention, t, directory)
    for figure in stored.annotation.figures:
        yield _span_of_figure(figure, t)


def _span_of_mention(mention: Mention, t: Interface, directory: Directory) -> Span:
    title = t(f"label_{mention.label}")
    if mention.entity_id is not None:
        title = f"{title}: {directory.name(mention.entity_id, t.language)}"
    elif mention.candidates:
        names = ", ".join(directory.name(candidate, t.language) for candidate in mention.candidates[:5])
        title = f"{title}, {t('label_open', names=names)}"
    elif mention.value:
        title = f"{title}: {mention.value}"
    known = mention.entity_id is not None and directory.find(mention.entity_id) is not None
    return Span(
        start=mention.evidence.start,
        end=mention.evidence.end,
        css=mention.label.lower(),
        title=title,
        href=entity_path(t.language, mention.entity_id) if known and mention.entity_id else "",
    )


def _span_of_figure(figure: Figure, t: Interface) -> Span:
    said = [quantity(figure, t), t.word("status", figure.status)]
    return Span(
        start=figure.evidence.start,
        end=figure.evidence.end,
        css="figure",
        title=" · ".join(part for part in said if part),
    )


def find_fact(facts: Iterable[Fact], fact_id: str | None) -> Fact | None:
    """Find a fact of the article by its id."""
    return next((fact for fact in facts if fact.id == fact_id), None) if fact_id else None


def names_in(stored: StoredArticle, t: Interface, directory: Directory) -> list[Named]:
    """The entities that an article names, parks first, then the most named."""
    counts: dict[str, list[Mention]] = {}
    for mention in stored.annotation.mentions:
        if mention.entity_id is not None and directory.find(mention.entity_id) is not None:
            counts.setdefault(mention.entity_id, []).append(mention)
    named = [
        Named(id=found, name=directory.name(found, t.language), label=mentions[0].label, count=len(mentions))
        for found, mentions in counts.items()
    ]
    order = ("PARK", "ORG", "PLACE", "PERSON", "DATE")
    return sorted(named, key=lambda n: (order.index(n.label), -n.count, n.name))
