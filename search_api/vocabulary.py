"""Declared words by which codes are named to readers; loaded once, when first needed."""

from functools import cache
from typing import Literal

from config.glossary import Concept, load_glossary
from config.predicates import Vocabulary, load_predicates


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
    """Find the glossary's word in another language for an English term."""
    concept = _by_english().get(english.casefold())
    return concept.vi if concept is not None and language == "vi" else None


def _known(language: str) -> Literal["en", "vi"]:
    return "vi" if language == "vi" else "en"


@cache
def _vocabulary() -> Vocabulary:
    return load_predicates()


@cache
def _concepts() -> dict[str, Concept]:
    return {concept.id: concept for concept in load_glossary()}


@cache
def _by_english() -> dict[str, Concept]:
    return {concept.en.casefold(): concept for concept in _concepts().values()}
