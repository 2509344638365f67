"""Load the vocabulary of facts: predicates with units, bands and cues; relations with patterns; events with words."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from config.declared import CONFIG_DIR, load_yaml
from config.errors import DeclarationError

Sort = Literal[
    "firm", "namesake", "authority", "programme", "medium", "PARK", "zone", "province", "minor", "country", "abroad"
]
OTHER = "other"  # what fits none keeps its item
SHARE = "share_of"
GROWTH, DECLINE = "growth", "decline"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Band(_Strict):
    """The plausible values, both ends included, in one unit ("" for counts)."""

    low: Decimal
    high: Decimal
    unit: str

    @model_validator(mode="after")
    def _is_ordered(self) -> "Band":
        if self.low > self.high:
            raise ValueError("low is over high")
        return self


class Words(_Strict):
    """Phrases by language; a trailing * lets the last word go on."""

    en: tuple[str, ...]
    vi: tuple[str, ...]


class Pair(_Strict):
    """One text in both languages."""

    en: str = Field(min_length=1)
    vi: str = Field(min_length=1)


class Predicate(_Strict):
    """One thing that a figure can assert of its subject."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    names: Pair
    definition: str
    dimensions: tuple[str, ...] = Field(min_length=1)
    units: tuple[str, ...] = ()  # canonical codes; "*" is any of the dimension
    counted: tuple[str, ...] = ()  # English singular nouns, for counts
    band: Band | None = None
    default: tuple[str, ...] = ()  # dimensions
    single: bool = False  # a subject has one value at a time, so that two contradict each other
    is_change: bool = False  # no level from or to which something changed means it
    yields_to: tuple[str, ...] = ()  # predicates that are meant where one of their cues stands near, too
    needs: Words | None = None  # further cues, one of which has to stand near: no saving without a word of saving
    cues: Words
    examples: Pair

    @field_validator("cues", "needs")
    @classmethod
    def _has_cues(cls, words: Words | None) -> Words | None:
        if words is None:
            return None
        if not words.en or not words.vi:
            raise ValueError("cues are wanted in both languages")
        for phrase in (*words.en, *words.vi):
            if "*" in phrase[:-1]:
                raise ValueError(f"a * stands at the end of a cue only: {phrase}")
        return words

    def allows(self, dimension: str, unit: str) -> bool:
        """Tell whether a figure of this dimension and unit can mean this; rates are tried with and without `/time`."""
        if dimension not in self.dimensions:
            return False
        if self.counted and dimension in {"count", "ratio"}:
            noun = unit.split("/", maxsplit=1)[0].casefold()
            return noun in self._nouns or noun.rsplit(" ", 1)[-1] in self._nouns
        return not self.units or "*" in self.units or unit in self.units or unit.split("/", maxsplit=1)[0] in self.units

    @cached_property
    def _nouns(self) -> frozenset[str]:
        return frozenset(noun.casefold() for noun in self.counted)


class Nothing(_Strict):
    """Cues of what is no predicate: a wage is no investment. Without dimensions, words that only look like cues."""

    dimensions: tuple[str, ...]
    cues: Words


class Patterns(_Strict):
    """Patterns by language."""

    en: tuple[str, ...] = ()
    vi: tuple[str, ...] = ()


class Relation(_Strict):
    """What may hold between two named things, and the patterns that say so."""

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    as_: str | None = Field(None, alias="as")  # the predicate of its facts, if not the id
    names: Pair
    definition: str
    subject: tuple[Sort, ...] = Field(min_length=1)
    object: tuple[Sort, ...] = Field(min_length=1)
    patterns: Patterns
    implied: Patterns = Patterns()
    examples: Pair

    @property
    def predicate(self) -> str:
        return self.as_ or self.id

    @model_validator(mode="after")
    def _has_slots(self) -> "Relation":
        for pattern in (*self.patterns.en, *self.patterns.vi):
            if "{S}" not in pattern or "{O}" not in pattern:
                raise ValueError(f"a pattern wants {{S}} and {{O}}: {pattern}")
        for pattern in (*self.implied.en, *self.implied.vi):
            if ("{S}" in pattern) == ("{O}" in pattern):
                raise ValueError(f"an implied pattern wants one of {{S}} and {{O}}: {pattern}")
        for pattern in (*self.patterns.en, *self.patterns.vi, *self.implied.en, *self.implied.vi):
            try:
                re.compile(pattern.replace("{S}", "S").replace("{O}", "O"))
            except re.error as error:
                raise ValueError(f"{pattern}: {error}") from error
        return self


class Event(_Strict):
    """What may happen, and the words that tell it."""

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    names: Pair
    definition: str
    words: Words
    examples: Pair


class Tenses(_Strict):
    """Words that tell when something is: what is to come or has to, what is done, until when something holds."""

    ahead: Words
    required: Words
    done: Words
    until: Words


class _Predicates(_Strict):
    predicates: tuple[Predicate, ...] = Field(min_length=1)
    nothing: tuple[Nothing, ...] = ()


class _Relations(_Strict):
    relations: tuple[Relation, ...] = Field(min_length=1)


class _Events(_Strict):
    tenses: Tenses
    events: tuple[Event, ...] = Field(min_length=1)


class Vocabulary(_Strict):
    """All that a fact may assert, in the order of the files."""

    predicates: tuple[Predicate, ...]
    nothing: tuple[Nothing, ...] = ()
    relations: tuple[Relation, ...] = ()
    events: tuple[Event, ...] = ()
    tenses: Tenses

    @model_validator(mode="after")
    def _names_once(self) -> "Vocabulary":
        ids = [entry.id for entry in self._entries]
        twice = sorted({name for name in ids if ids.count(name) > 1} | ({OTHER} & set(ids)))
        if twice:
            raise ValueError(f"said twice, or reserved: {', '.join(twice)}")
        if unknown := {name for entry in self.predicates for name in entry.yields_to} - set(self.by_id):
            raise ValueError(f"yields to what is no predicate: {', '.join(sorted(unknown))}")
        return self

    @cached_property
    def by_id(self) -> Mapping[str, Predicate]:
        return {predicate.id: predicate for predicate in self.predicates}

    def name(self, predicate: str, language: Literal["en", "vi"]) -> str:
        """Return the name for readers of what a fact asserts; unknown words are given back with blanks."""
        found = self._names.get(predicate)
        return predicate.replace("_", " ") if found is None else found.vi if language == "vi" else found.en

    @cached_property
    def _names(self) -> Mapping[str, Pair]:
        return {entry.id: entry.names for entry in self._entries}

    @property
    def _entries(self) -> tuple[Predicate | Relation | Event, ...]:
        return *self.predicates, *self.relations, *self.events


def load_predicates(folder: Path = CONFIG_DIR) -> Vocabulary:
    """Load `predicates.yml`, `relations/relations.yml` and `relations/events.yml`.

    Raises DeclarationError with file and line.
    """
    told = load_yaml(folder / "relations" / "events.yml", _Events)
    asserted = load_yaml(folder / "predicates.yml", _Predicates)
    vocabulary = {
        "predicates": asserted.predicates,
        "nothing": asserted.nothing,
        "relations": load_yaml(folder / "relations" / "relations.yml", _Relations).relations,
        "events": told.events,
        "tenses": told.tenses,
    }
    try:
        return Vocabulary(**vocabulary)
    except ValidationError as error:
        message = error.errors()[0]["msg"]
        raise DeclarationError(
            folder / "predicates.yml", 1, message, remedy="give each entry an id of its own"
        ) from error
