"""Declared words by which codes are named to readers; loaded once, when first needed."""

from functools import cache
from typing import Literal

from config.glossary import Concept, load_glossary
from config.predicates import Vocabulary, load_predicates
from config.quantity import load_units


def predicate_name(predicate: str, language: str) -> str:
    """Name what a fact asserts."""
    return _vocabulary().name(predicate, _known(language))


def concept_name(concept_id: str, language: str) -> str:
    """Name a concept of the glossary; unknown ids are shown with blanks."""
    concept = _concepts().get(concept_id)
    if concept is None:
        return concept_id.replace("-", " ")
    return concept.vi if language == "vi" else concept.en


def term_name(english: str, language: str) -> str | None:
    """Find the Vietnamese word for what is counted in English: as texts count it, else the glossary's."""
    if language != "vi":
        return None
    concept = _by_english().get(english.casefold())
    return _counted_in_vietnamese().get(english) or (concept.vi if concept is not None else None)


def _known(language: str) -> Literal["en", "vi"]:
    return "vi" if language == "vi" else "en"


@cache
def _vocabulary() -> Vocabulary:
    return load_predicates()


@cache
def _concepts() -> dict[str, Concept]:
    return {concept.id: concept for concept in load_glossary()}


@cache
def _counted_in_vietnamese() -> dict[str, str]:
    """The first declared Vietnamese spelling of counted things and times."""
    found: dict[str, str] = {}
    for row in load_units():
        if row.language == "vi" and row.dimension in {"count", "duration"} and row.factor == 1:
            found.setdefault(row.unit, row.surface)
    return found


@cache
def _by_english() -> dict[str, Concept]:
    return {concept.en.casefold(): concept for concept in _concepts().values()}
