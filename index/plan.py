"""What an engine is asked to do: a small tree that each backend puts into its own terms."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Term:
    """One token in a field; scores by BM25."""

    field: str
    token: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens one after the other in a field; scores by BM25."""

    field: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Among:
    """A keyword field holds one of the values; scores nothing."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A number field lies between two values, both inclusive, None is open; scores nothing."""

    field: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Every:
    """All must match; `bonus` parts need not, they only add to the score; `never` must not."""

    parts: tuple["Plan", ...] = ()
    bonus: tuple["Plan", ...] = ()
    never: tuple["Plan", ...] = ()


@dataclass(frozen=True, slots=True)
class Some:
    """At least `least` match; scores add up."""

    parts: tuple["Plan", ...]
    least: int = 1


@dataclass(frozen=True, slots=True)
class Best:
    """At least one matches; the best score counts."""

    parts: tuple["Plan", ...]


@dataclass(frozen=True, slots=True)
class Weighted:
    """Multiply the score."""

    part: "Plan"
    weight: float


@dataclass(frozen=True, slots=True)
class Constant:
    """Match as the part does, with a fixed score."""

    part: "Plan"
    score: float


@dataclass(frozen=True, slots=True)
class Anything:
    """Match all documents with score 0."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Match no document."""


Plan: TypeAlias = Term | Phrase | Among | Span | Every | Some | Best | Weighted | Constant | Anything | Nothing


def sequence(field: str, tokens: tuple[str, ...]) -> Plan:
    """A phrase, or a term if it has one token only."""
    return Term(field, tokens[0]) if len(tokens) == 1 else Phrase(field, tokens)
