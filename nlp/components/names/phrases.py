"""Find declared phrases among words: a trie over folded words, the longest match at each place."""

from collections.abc import Iterator, Sequence
from typing import Any

from nlp.components.names.tokens import Tokens, Word

_VALUES = ""  # key of a node's own values; no folded word is empty
_SIGNS = frozenset("-–.’'&/")


class Trie:
    """Phrases with what they stand for; looks up in time that does not depend on how many there are."""

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}

    def add(self, text: str, value: object) -> None:
        """Add a phrase; signs between its words do not count."""
        node = self._root
        for word in Tokens(text).words:
            if word.raw[0].isalnum():
                node = node.setdefault(word.folded, {})
        if node is not self._root:
            node.setdefault(_VALUES, []).append(value)

    def longest(self, words: Sequence[Word], start: int) -> tuple[int, list[Any]] | None:
        """Return the end and the values of the longest phrase that begins at a word; signs inside are passed over."""
        node = self._root.get(words[start].folded)
        best: tuple[int, list[Any]] | None = None
        i = start
        while node is not None:
            i += 1
            values = node.get(_VALUES)
            if values is not None:
                best = (i, values)
            while i + 1 < len(words) and words[i].raw in _SIGNS:
                i += 1
            node = node.get(words[i].folded) if i < len(words) else None
        return best


def iter_longest(trie: Trie, words: Sequence[Word]) -> Iterator[tuple[int, int, list[Any]]]:
    """Iterate over (start, end, values) of the longest matches from left to right, none overlapping."""
    i = 0
    while i < len(words):
        found = trie.longest(words, i)
        if found is None:
            i += 1
            continue
        yield i, found[0], found[1]
        i = found[0]
