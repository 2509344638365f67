"""Judge whether a page belongs into the atlas, by declared terms of both languages."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from config.declared import CONFIG_DIR, load_yaml

TOPICS_DIR = CONFIG_DIR / "topics"
MOST_COUNTED = 3
_SPACES = re.compile(r"\s+")


class Terms(BaseModel):
    """Words of one weight."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    weight: float = Field(gt=0)
    words: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """On topic or not, by how much, and the term that weighed most."""

    on_topic: bool
    score: float
    decided_by: str
    found: Mapping[str, float]

    @property
    def reason(self) -> str:
        """Say in a sentence why."""
        if not self.found:
            return "no term of the topic"
        return f"{self.score:g} points, most by {self.decided_by!r}"


class Topic(BaseModel):
    """Weighted terms for and against, and how many points make a page belong."""

    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))

    id: str
    threshold: float
    title_factor: float = Field(ge=1)
    lead_factor: float = Field(ge=1)
    lead_characters: int = Field(ge=0)
    terms: tuple[Terms, ...]
    against: tuple[Terms, ...] = ()

    @cached_property
    def _weights(self) -> dict[str, tuple[str, float]]:
        weights = {_fold(word): (word, group.weight) for group in self.terms for word in group.words}
        return weights | {_fold(word): (word, -group.weight) for group in self.against for word in group.words}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = sorted(self._weights, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")

    def judge(self, title: str, text: str) -> Verdict:
        """Judge a page: terms in the title weigh most, then those in the lead, then the rest."""
        found: dict[str, float] = {}
        lead, rest = text[: self.lead_characters], text[self.lead_characters :]
        for part, factor in ((title, self.title_factor), (lead, self.lead_factor), (rest, 1.0)):
            counts = Counter(match.group() for match in self._pattern.finditer(_fold(part)))
            for folded, count in counts.items():
                word, weight = self._weights[folded]
                found[word] = found.get(word, 0.0) + weight * factor * min(count, MOST_COUNTED)
        score = sum(found.values())
        on_topic = score >= self.threshold
        decided = max(found, key=lambda word: (found[word] if on_topic else -found[word], word), default="")
        return Verdict(on_topic=on_topic, score=round(score, 2), decided_by=decided, found=found)


def load_topic(name: str = "eip", directory: Path = TOPICS_DIR) -> Topic:
    """Load a declared topic; DeclarationError names file and line."""
    return load_yaml(directory / f"{name}.yml", Topic)


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return _SPACES.sub(" ", "".join(char for char in plain if not unicodedata.combining(char)))
