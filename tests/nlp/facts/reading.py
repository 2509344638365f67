"""Read a small text as the annotator would, with the names given: facts are tried apart from the finding of names."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from config.gazetteer import load_gazetteer
from config.predicates import load_predicates
from config.schema import Evidence, Fact, Figure, Label, Mention, Passage
from nlp.components.quantity.lexicon import Language
from nlp.facts import Built, FactBuilder
from nlp.figures import extract_figures
from nlp.segment import iter_text_passages, title_of

VOCABULARY = load_predicates()
BUILDER = FactBuilder(VOCABULARY, load_gazetteer())
Names = Sequence[tuple[Label, str]]
Case = tuple[Language, str, Names, dict[str, str | None]]  # a text, its names, and the subjects of figures in it


def read(
    text: str,
    language: Language,
    names: Names,
    *,
    dates: Sequence[tuple[str, str]] = (),
    published: date | None = date(2024, 6, 10),
    figures: Sequence[Figure] | None = None,
    article_id: str = "article",
) -> Built:
    """Build the facts of a text; `names` are (label, surface) wherever they stand, `dates` (surface, ISO date)."""
    passages = tuple(replace(passage, language=language) for passage in iter_text_passages(article_id, text))
    mentions = [mention for label, surface in names for mention in mentions_of(text, passages, label, surface, None)]
    mentions += [mention for surface, day in dates for mention in mentions_of(text, passages, "DATE", surface, day)]
    return BUILDER.build(
        text,
        passages,
        keep_longest(mentions),
        extract_figures(text, language, published=published) if figures is None else figures,
        article_id=article_id,
        title=title_of(passages),
        published=published,
    )


def figure_facts(built: Built) -> dict[str, Fact]:
    """Return the facts of figures by the figure's surface."""
    return {fact.evidence.surface: fact for fact in built.facts if fact.kind == "figure"}


def subjects(built: Built) -> dict[str, str | None]:
    """Return the subject of each figure by its surface."""
    return {figure.evidence.surface: figure.subject for figure in built.figures}


def pick(built: Built, wanted: Iterable[str]) -> dict[str, str | None]:
    """Return the subjects of the figures with these surfaces."""
    found = subjects(built)
    return {surface: found.get(surface, "no such figure") for surface in wanted}


def relations(built: Built) -> set[tuple[str | None, str, str | None]]:
    return {(fact.subject, fact.predicate, fact.object) for fact in built.facts if fact.kind == "relation"}


def mentions_of(
    text: str, passages: Sequence[Passage], label: Label, surface: str, value: str | None
) -> Sequence[Mention]:
    found = []
    start = text.find(surface)
    while start >= 0:
        end = start + len(surface)
        ordinal = next(p.ordinal for p in passages if p.start <= start < p.end)
        evidence = Evidence(
            article_id="article",
            passage=ordinal,
            start=start,
            end=end,
            surface=surface,
            sentence_start=start,
            sentence_end=end,
        )
        found.append(Mention(evidence=evidence, label=label, extractor="test", score=1.0, value=value))
        start = text.find(surface, end)
    return found


def keep_longest(mentions: Sequence[Mention]) -> list[Mention]:
    """Leave out names inside longer ones."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.evidence.start, -m.evidence.end)):
        if not kept or mention.evidence.start >= kept[-1].evidence.end:
            kept.append(mention)
    return kept
