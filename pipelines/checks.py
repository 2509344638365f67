"""Validate all declared data: every fault with its file, line and remedy."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from config.errors import DeclarationError
from config.facts import load_fact_words
from config.gazetteer import load_gazetteer
from config.glossary import load_glossary
from config.names import load_name_words
from config.predicates import load_predicates
from config.quantity import load_bands, load_status_weights, load_units, load_words
from config.source import SOURCES_DIR, Profile, list_source_files, load_family, load_source, load_sources
from config.topic import TOPICS_DIR, load_topic


@dataclass(frozen=True, slots=True)
class Checked:
    """A kind of declared data, how many of it there are, and what is wrong."""

    name: str
    count: int
    faults: tuple[DeclarationError, ...] = ()


def _count_words() -> int:
    return len([load_words("vi"), load_words("en")])


def _count_name_words() -> int:
    return len([load_name_words()])


def _count_fact_words() -> int:
    return len([load_fact_words()])


def _count_topics() -> int:
    return len([load_topic(path.stem) for path in sorted(TOPICS_DIR.glob("*.yml"))])


def _count_predicates() -> int:
    return len(load_predicates().by_id)


LOADERS: dict[str, Callable[[], int]] = {
    "gazetteer": lambda: len(load_gazetteer()),
    "glossary": lambda: len(load_glossary()),
    "units": lambda: len(load_units()),
    "magnitudes": lambda: len(load_bands()),
    "statuses": lambda: len(load_status_weights()),
    "predicates": _count_predicates,
    "languages": _count_words,
    "topics": _count_topics,
    "names": _count_name_words,
    "facts": _count_fact_words,
}


def iter_checks(sources_dir: Path = SOURCES_DIR) -> Iterator[Checked]:
    """Load everything that is declared, and tell of each kind what is wrong with it."""
    yield _check_sources(sources_dir)
    for name, load in LOADERS.items():
        try:
            yield Checked(name, load())
        except DeclarationError as error:
            yield Checked(name, 0, (error,))


def _check_sources(directory: Path) -> Checked:
    """Check each file on its own, then what they must not share."""
    faults: list[DeclarationError] = []
    try:
        paths = list_source_files(directory)
    except DeclarationError as error:
        return Checked("sources", 0, (error,))
    families: dict[str, Profile] = {}
    for path in sorted((directory / "families").glob("*.yml")):
        try:
            families[path.stem] = load_family(path)
        except DeclarationError as error:
            faults.append(error)
            families[path.stem] = Profile()
    for path in paths:
        try:
            load_source(path, families)
        except DeclarationError as error:
            faults.append(error)
    if not faults:
        try:
            load_sources(directory)
        except DeclarationError as error:
            faults.append(error)
    return Checked("sources", len(paths), tuple(faults))
