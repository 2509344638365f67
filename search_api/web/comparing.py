"""What a correction changed: two versions of an article side by side, passage by passage, word by word."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from markupsafe import Markup, escape

_WORD = re.compile(r"\s+|\d+(?:[.,]\d+)*|\w+|[^\w\s]")  # 4,400 is one word
_NOTHING = Markup("")
_TAGS = {"del": Markup("<del>{}</del>"), "ins": Markup("<ins>{}</ins>")}
_MOST_PASSAGES = 4000  # of both versions together, that are aligned
_MOST_PAIRS = 10_000  # of equal ones, of passages or words
_MOST_WORDS = 2000  # beyond, comparing word by word takes too long


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A passage that was added, taken away or altered, as marked text, or how many stayed as they were."""

    kind: str  # added, removed, altered, same
    text: Markup = _NOTHING
    count: int = 0


def compare(former: Sequence[str], current: Sequence[str]) -> Iterator[Difference]:
    """Iterate over the differences from the former passages to the current ones, in reading order.

    Very many passages, or such as are repeated very often, are not aligned between what both begin and end with.
    """
    start = _common(former, current)
    end = _common(former[start:][::-1], current[start:][::-1])
    old, new = former[start : len(former) - end], current[start : len(current) - end]
    if start:
        yield Difference(kind="same", count=start)
    if _is_quick(old, new, _MOST_PASSAGES):
        yield from _aligned(old, new)
    else:
        yield from (Difference(kind="removed", text=_tagged("del", text)) for text in old)
        yield from (Difference(kind="added", text=_tagged("ins", text)) for text in new)
    if end:
        yield Difference(kind="same", count=end)


def _common(former: Sequence[str], current: Sequence[str]) -> int:
    """Count the passages that both begin with."""
    pairs = zip(former, current, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(former), len(current)))


def _is_quick(former: Sequence[str], current: Sequence[str], most: int) -> bool:
    """Tell whether two sequences can be aligned: it takes long where they are long or repeat the same very often."""
    times = Counter(text for text in current if not text.isspace())
    return len(former) + len(current) <= most and sum(times[text] for text in former) <= _MOST_PAIRS


def _aligned(former: Sequence[str], current: Sequence[str]) -> Iterator[Difference]:
    for kind, a, b, c, d in SequenceMatcher(None, former, current, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Difference(kind="same", count=b - a)
            continue
        paired = min(b - a, d - c)
        for before, after in zip(former[a : a + paired], current[c : c + paired], strict=True):
            yield from _altered(before, after)
        yield from (Difference(kind="removed", text=_tagged("del", text)) for text in former[a + paired : b])
        yield from (Difference(kind="added", text=_tagged("ins", text)) for text in current[c + paired : d])


def _altered(before: str, after: str) -> Iterator[Difference]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)  # blanks are equal everywhere and tell nothing
    if not _is_quick(old, new, _MOST_WORDS) or matcher.ratio() < 0.3:
        yield Difference(kind="removed", text=_tagged("del", before))
        yield Difference(kind="added", text=_tagged("ins", after))
        return
    pieces = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(escape("".join(old[a:b])))
        else:
            pieces += [_tagged("del", "".join(old[a:b])), _tagged("ins", "".join(new[c:d]))]
    yield Difference(kind="altered", text=_NOTHING.join(pieces))


def _tagged(tag: str, text: str) -> Markup:
    return _TAGS[tag].format(text) if text else _NOTHING
