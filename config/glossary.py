"""The bilingual glossary: concepts of the domain with their words in both languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from config.declared import CONFIG_DIR, Row, iter_rows
from config.schema import LanguageCode

GLOSSARY = CONFIG_DIR / "glossary.csv"
COLUMNS = (
    "concept_id",
    "term_en",
    "term_vi",
    "synonyms_en",
    "synonyms_vi",
    "abbreviations",
    "category",
    "source",
    "ambiguous",
)
GENERAL = frozenset({"general", "unit"})  # of words that come everywhere: they widen a query, but are no topic
CATEGORIES = ("general", "concept", "practice", "policy", "kpi", "unit", "sector", "material", "organisation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """What several words stand for; `ambiguous` forms may also mean something else and widen nothing."""

    id: str
    en: str
    vi: str
    synonyms_en: tuple[str, ...]
    synonyms_vi: tuple[str, ...]
    abbreviations: tuple[str, ...]  # of either language; in capitals they count as written
    category: str
    source: tuple[str, ...]
    ambiguous: frozenset[str]

    def iter_forms(self) -> Iterator[tuple[LanguageCode, str]]:
        """Iterate over the unambiguous forms with their language, main terms first, abbreviations as und."""
        forms: list[tuple[LanguageCode, str]] = [("en", self.en), ("vi", self.vi)]
        forms += [("en", form) for form in self.synonyms_en]
        forms += [("vi", form) for form in self.synonyms_vi]
        forms += [("und", form) for form in self.abbreviations]
        yield from (pair for pair in dict.fromkeys(forms) if pair[1] not in self.ambiguous)


@cache
def load_glossary(path: Path = GLOSSARY) -> tuple[Concept, ...]:
    """Load all concepts in the order of the file.

    Raises DeclarationError with the line: a concept said twice, a missing term or source, an unknown category.
    """
    seen: set[str] = set()
    return tuple(_concept(row, seen) for row in iter_rows(path, COLUMNS))


def _concept(row: Row, seen: set[str]) -> Concept:
    concept_id = row["concept_id"]
    if concept_id in seen:
        raise row.error(f"{concept_id}: said twice", remedy="merge the rows")
    seen.add(concept_id)
    for column in ("concept_id", "term_en", "term_vi", "source"):
        if not row[column].strip():
            raise row.error(f"{column} is empty", remedy="fill it")
    if row["category"] not in CATEGORIES:
        raise row.error(f"no category {row['category']!r}", remedy=f"one of {', '.join(CATEGORIES)}")
    return Concept(
        id=concept_id,
        en=row["term_en"],
        vi=row["term_vi"],
        synonyms_en=row.items("synonyms_en"),
        synonyms_vi=row.items("synonyms_vi"),
        abbreviations=row.items("abbreviations"),
        category=row["category"],
        source=row.items("source"),
        ambiguous=frozenset(row.items("ambiguous")),
    )
