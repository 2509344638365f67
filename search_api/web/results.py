"""Search results as the page shows them: facets that can be chosen, hits with their marks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from config.predicates import OTHER
from index.records import StoredArticle
from index.search import Hit
from search_api.directory import Directory
from search_api.models import ENTITY_FACETS
from search_api.vocabulary import concept_name, predicate_name
from search_api.web.facts import source_name, unit_name
from search_api.web.interface import Interface
from search_api.web.links import Address, article_path
from search_api.web.marking import Span, mark

SHOWN = 8
MOST = 50  # values a facet
MOST_COPIES = 10
Counts = Iterable[tuple[str, int]]
_BOUNDS = ("since", "until", "min", "max")
_IN_WORDS = frozenset({"language", "kind", "status"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value of a facet; following `href` chooses it, or gives it up if it is chosen."""

    name: str
    count: int
    chosen: bool
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetBox:
    """A facet with its first values and the rest."""

    name: str
    shown: tuple[Choice, ...]
    rest: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A marked piece of a passage with a link to it."""

    text: Markup
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownHit:
    """A hit with its marks."""

    hit: Hit
    title: Markup
    href: str
    excerpts: tuple[Excerpt, ...]
    why: tuple[str, ...]
    copies: tuple[StoredArticle, ...]
    source: str


def facet_boxes(
    names: Iterable[str], facets: Mapping[str, Counts], here: Address, t: Interface, directory: Directory
) -> list[FacetBox]:
    """The facets in this order; a chosen value stays even if nothing has it any more."""
    boxes = []
    for facet in names:
        counts = dict(facets.get(facet, ()))
        chosen = [value for name, value in here.params if name == facet and value and value not in counts]
        counts |= dict.fromkeys(chosen, 0)
        ranked = sorted(counts.items(), key=lambda item: not here.holds(facet, item[0]))[:MOST]
        choices = [_choice(facet, value, count, here, t, directory) for value, count in ranked]
        if choices:
            boxes.append(FacetBox(name=facet, shown=tuple(choices[:SHOWN]), rest=tuple(choices[SHOWN:])))
    return boxes


def _choice(facet: str, value: str, count: int, here: Address, t: Interface, directory: Directory) -> Choice:
    chosen = here.holds(facet, value)
    href = here.removing(facet, value) if chosen else here.adding(facet, value)
    return Choice(name=value_name(facet, value, t, directory), count=count, chosen=chosen, href=str(href))


def value_name(facet: str, value: str, t: Interface, directory: Directory) -> str:
    """Name a value of a facet in the language of the page."""
    if facet in ENTITY_FACETS or facet == "entity":
        return directory.name(value, t.language)
    if facet == "source":
        return source_name(value, t, directory)
    if facet == "topic":
        return concept_name(value, t.language)
    if facet == "predicate":
        return t("fact_other") if value == OTHER else predicate_name(value, t.language)
    if facet == "unit":
        return unit_name(value, t)
    return t.word(facet, value) if facet in _IN_WORDS else value


def reason(why: str, t: Interface, directory: Directory) -> str:
    """Say why a hit matched: title, text, folded, story, entity:<id>, concept:<id>."""
    kind, _, found = why.partition(":")
    if kind == "entity":
        return t("why_entity", name=directory.name(found, t.language))
    return t("why_concept", name=concept_name(found, t.language)) if kind == "concept" else t.word("why", kind)


def chosen_filters(names: Iterable[str], here: Address, t: Interface, directory: Directory) -> list[tuple[str, str]]:
    """What is chosen now among facets and other filters, as (name, address without it)."""
    facets = set(names)
    chosen = []
    for name, value in here.params:
        if value and name in facets:
            text = f"{t(f'facet_{name}')}: {value_name(name, value, t, directory)}"
            chosen.append((text, str(here.removing(name, value))))
        elif value and name in _BOUNDS:
            chosen.append((f"{t(f'filter_{name}')} {t.day(value)}", str(here.removing(name))))
        elif value == "true" and name in {"figures", "suspect"}:
            chosen.append((t(f"filter_{name}"), str(here.removing(name))))
    return chosen


def shown_hits(
    hits: Sequence[Hit], t: Interface, directory: Directory, load: Callable[[Sequence[str]], list[StoredArticle]]
) -> list[ShownHit]:
    """Hits with their marks; `load` gets the near copies that are folded under them."""
    wanted = [copy for hit in hits for copy in hit.copies[:MOST_COPIES]]
    copies = {stored.article.id: stored for stored in load(wanted)} if wanted else {}
    return [
        ShownHit(
            hit=hit,
            title=mark(hit.title, _hits(hit.title_marks)),
            href=article_path(t.language, hit.id),
            excerpts=tuple(
                Excerpt(
                    text=mark(snippet.text, _hits(snippet.marks)),
                    href=article_path(t.language, hit.id, passage=snippet.passage),
                )
                for snippet in hit.snippets
            ),
            why=tuple(reason(why, t, directory) for why in hit.why),
            source=source_name(hit.source, t, directory),
            copies=tuple(copies[copy] for copy in hit.copies if copy in copies),
        )
        for hit in hits
    ]


def _hits(marks: Iterable[tuple[int, int]]) -> list[Span]:
    return [Span(start=start, end=end, css="hit") for start, end in marks]
