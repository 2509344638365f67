"""Tables of declared phrases, found token by token, the longest first."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from nlp.components.quantity.tokens import Tokens, cut

Payload = TypeVar("Payload")


class Phrases(Generic[Payload]):
    """Finds which declared phrase starts or ends at a token; cost is bounded by the phrases of one first word."""

    __slots__ = ("_by_first", "_by_last")

    def __init__(self, entries: Iterable[tuple[str, Payload]]) -> None:
        self._by_first: dict[str, list[tuple[list[str], Payload]]] = {}
        self._by_last: dict[str, list[tuple[list[str], Payload]]] = {}
        for phrase, payload in entries:
            words = list(cut(phrase))
            self._by_first.setdefault(words[0], []).append((words, payload))
            self._by_last.setdefault(words[-1], []).append((words, payload))
        for table in (self._by_first, self._by_last):
            for rows in table.values():
                rows.sort(key=lambda row: -len(row[0]))

    def starting(self, words: Sequence[str], i: int) -> tuple[Payload, int] | None:
        """Return the payload and length of the longest phrase that starts at token i."""
        if i < len(words):
            for phrase, payload in self._by_first.get(words[i], ()):
                if words[i : i + len(phrase)] == phrase:
                    return payload, len(phrase)
        return None

    def iter_found(self, words: Sequence[str]) -> Iterator[tuple[Payload, int]]:
        """Iterate over the payloads and positions of all phrases, the longest at each token."""
        for i, rows in enumerate(map(self._by_first.get, words)):
            if rows and (found := self.starting(words, i)):
                yield found[0], i

    def first_words(self) -> Iterable[str]:
        """Return the words at which a phrase may start."""
        return self._by_first.keys()

    def ending(self, words: Sequence[str], stop: int) -> tuple[Payload, int] | None:
        """Return the payload and length of the longest phrase that ends just before token `stop`."""
        if stop > 0:
            for phrase, payload in self._by_last.get(words[stop - 1], ()):
                if stop >= len(phrase) and words[stop - len(phrase) : stop] == phrase:
                    return payload, len(phrase)
        return None

    def within(self, words: Sequence[str], first: int, stop: int) -> tuple[Payload, int] | None:
        """Return the payload and position of the first phrase between two tokens."""
        for i in range(max(first, 0), min(stop, len(words))):
            if words[i] in self._by_first and (found := self.starting(words, i)):
                return found[0], i
        return None

    def within_backwards(self, words: Sequence[str], first: int, stop: int) -> tuple[Payload, int] | None:
        """Return the payload and position of the last phrase that ends between two tokens."""
        for i in range(min(stop, len(words)), max(first, 0), -1):
            if words[i - 1] in self._by_last and (found := self.ending(words, i)) and i - found[1] >= first:
                return found[0], i - found[1]
        return None

    def __contains__(self, word: str) -> bool:
        return word in self._by_first


def digits_stay_glued(tokens: Tokens, first: int, length: int) -> bool:
    """Tell whether the digits inside a unit's spelling follow their letters without a blank, as in m2."""
    return all(
        tokens.glued[i] or not (tokens.raw[i][0].isdecimal() or tokens.raw[i - 1] in "^°")
        for i in range(first + 1, first + length)
    )
