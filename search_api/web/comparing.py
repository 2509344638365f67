"""What a correction changed: two versions of an article side by side, passage by passage, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from markupsafe import Markup, escape

_WORD = re.compile(r"\s+|\d+(?:[.,]\d+)*|\w+|[^\w\s]")  # 4,400 is one word
_NOTHING = Markup("")
_TAGS = {"del": Markup("<del>{}</del>"), "ins": Markup("<ins>{}</ins>")}
_MOST_WORDS = 2000  # beyond, comparing word by word takes too long


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A passage that was added, taken away or altered, as marked text, or how many stayed as they were."""

    kind: str  # added, removed, altered, same
    text: Markup = _NOTHING
    count: int = 0


def compare(former: Sequence[str], current: Sequence[str]) -> Iterator[Difference]:
    """Iterate over the differences from the former passages to the current ones, in reading order."""
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
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if len(old) + len(new) > _MOST_WORDS or matcher.ratio() < 0.3:
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
