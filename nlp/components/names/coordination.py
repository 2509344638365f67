"""Part coordinated bodies: "Ministries of Planning and Investment, Industry and Trade" are two, not one."""

from collections.abc import Sequence
from typing import Any, TypeVar

from nlp.components.names.phrases import Trie
from nlp.components.names.tokens import Word

NamedSpan = TypeVar("NamedSpan", bound=Any)
_HEADS = (("ministries", "of"), ("các", "bộ"))
_LINKS = frozenset({",", ";", "and", "và", "the", "of", "cùng", "bộ"})


def find_coordinated(words: Sequence[Word], cores: Trie) -> list[tuple[int, int]]:
    """Find the parts of each coordination whose names are declared, two at least; the first takes the head with it."""
    found: list[tuple[int, int]] = []
    for i in range(len(words) - 2):
        if (words[i].low, words[i + 1].low) in _HEADS:
            parts = _parts(words, i + 2, cores)
            if len(parts) > 1:
                first = i if words[i].low == "ministries" else i + 1
                found += [(first, parts[0][1]), *parts[1:]]
    return found


def _parts(words: Sequence[Word], start: int, cores: Trie) -> list[tuple[int, int]]:
    parts = []
    i = start
    while i < len(words):
        match = cores.longest(words, i)
        if match is not None and words[i].capital:
            parts.append((i, match[0]))
            i = match[0]
        elif words[i].low in _LINKS:
            i += 1
        else:
            break
    return parts


def part_coordinated(names: Sequence[NamedSpan], parts: Sequence[tuple[int, int]], make: Any) -> list[NamedSpan]:
    """Put the parts in the place of the names that they overlap; `make(start, end)` makes a name."""
    if not parts:
        return list(names)
    kept = [name for name in names if not any(name.start < end and start < name.end for start, end in parts)]
    return sorted([*kept, *(make(start, end) for start, end in parts)])
