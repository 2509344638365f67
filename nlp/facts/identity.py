"""Name facts so that the same place of the same article keeps its id when rules, or the number itself, change."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from config.schema import Evidence, Passage, stable_id
from nlp.segment import iter_sentences

_NUMBER = re.compile(r"\d[\d.,]*")
_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(r"\w+|#")


def mask_numbers(text: str) -> str:
    """Return the text with every number as `#` and all white space as single blanks."""
    return " ".join(_NUMBER.sub("#", text).split())


class Places:
    """Tells where in an article something is said, without offsets and without numbers.

    A place is the masked sentence, which of its occurrences it is, and the count of words before the first digit of the
    evidence (or before its first letter). A corrected number, or a longer surface, stays in its place.
    """

    def __init__(self, text: str, passages: Sequence[Passage]) -> None:
        self._text = text
        self._sentences = [
            (passage.start + start, passage.start + end)
            for passage in passages
            for start, end in iter_sentences(passage.text, passage.language)
        ]
        self._starts = [start for start, _ in self._sentences]
        self._masked = [mask_numbers(text[start:end]) for start, end in self._sentences]
        seen: Counter[str] = Counter()
        self._occurrences: list[int] = []
        for masked in self._masked:
            self._occurrences.append(seen[masked])
            seen[masked] += 1

    def place(self, evidence: Evidence) -> tuple[str, str, str]:
        """Return the place of the evidence: its masked sentence, which of these it is, the words before it."""
        sentence = max(0, bisect_right(self._starts, evidence.start) - 1)
        digit = _DIGIT.search(evidence.surface)
        at = evidence.start + (digit.start() if digit else 0)
        words = _TOKEN.findall(_NUMBER.sub("#", self._text[self._starts[sentence] : at]))
        return self._masked[sentence], str(self._occurrences[sentence]), str(len(words))


class Ids:
    """Gives out ids; what would be the same twice gets a number."""

    def __init__(self, article_id: str) -> None:
        self._article = article_id
        self._seen: Counter[tuple[str, ...]] = Counter()

    def name(self, kind: str, *parts: str) -> str:
        """Return the id of a fact of this kind at this place."""
        key = (kind, *parts)
        self._seen[key] += 1
        return stable_id(kind, self._article, *parts, str(self._seen[key]))
