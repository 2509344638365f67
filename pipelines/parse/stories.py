"""Where one article ends and the next begins in a text without markup."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipelines.parse.letters import words
from pipelines.parse.plain import Line
from pipelines.parse.stamp import find_stamp

LEAST_STORY = 80  # characters of running text that make a story
NEEDED_DOUBLE = 2  # signs needed behind two blank lines
NEEDED_SINGLE = 3
_STOP = frozenset(
    "the a an of in on at to for and or with from by is are was were has have be its their this that as into "
    "và của các những cho với trong tại từ là có được một đến về theo để khi".split()
)
_DATELINE = re.compile(
    r"^(?:on|in|from|sáng|chiều|tối|trưa|ngày|hôm|vừa qua|mới đây|trong)\b.{0,24}?(?:\d{1,2}|january|february|"
    r"march|april|may|june|july|august|"
    r"september|october|november|december|nay|qua)|^\(?[A-ZĐÀ-Ỹ][\w .]{1,30}\s*(?:[,(]\s*\d{1,2}[/ ]|\)?\s?[–—-]\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Story:
    """The lines of one article: its title (None if it has none), its date line and the rest."""

    title: Line | None
    dated: Line | None
    lines: tuple[Line, ...]


def split_stories(lines: Sequence[Line]) -> list[Story]:
    """Split where enough speaks for a new title: blank lines, a date line, a sign-off before, a lead that repeats it.

    Two blank lines only count where all such gaps of the text stand before title-like lines; a drawn line counts where
    every one of them does. A story needs running text of its own.
    """
    starts = [0]
    for place in range(1, len(lines)):
        if _opens(lines, place, starts[-1]) and _has_text(lines[starts[-1] : place]):
            starts.append(place)
    ends = [*starts[1:], len(lines)]
    while len(starts) > 1 and not _has_text(lines[starts[-1] : ends[-1]]):
        starts.pop()
        ends = [*starts[1:], len(lines)]
    return [_story(lines[a:b]) for a, b in zip(starts, ends, strict=True)]


def _opens(lines: Sequence[Line], place: int, begin: int) -> bool:
    """Tell whether a new story begins with this line, which is a title or the date line above one."""
    line = lines[place]
    dated_above = line.role == "date" and place + 1 < len(lines) and _is_title(lines[place + 1])
    title_at = place + 1 if dated_above else place
    if not _is_title(lines[title_at]) or title_at + 1 >= len(lines):
        return False
    if (
        dated_above
        and lines[begin].role != "date"
        and _is_title(lines[place - 1])
        and lines[place - 1].kind != "caption"
    ):
        return False
    follows = lines[title_at + 1 :]
    dated_below = bool(follows) and follows[0].role == "date"
    if place > begin and lines[place - 1].role == "date" and not dated_above:
        return False
    if line.ruled and _consistent(lines, lambda other: other.ruled):
        return True
    lead = next(
        (other for other in follows[:4] if len(other.text) > LEAST_STORY and other.kind in {"paragraph", "item"}), None
    )
    signs = _signs(lines[title_at], lead, lines[place - 1]) + 3 * (dated_above or dated_below)
    double = line.gap >= 2 and _consistent(lines, lambda other: other.gap >= 2)
    return lead is not None and signs >= (NEEDED_DOUBLE if double else NEEDED_SINGLE)


def _signs(title: Line, lead: Line | None, before: Line) -> int:
    if lead is None:
        return 0
    return (
        (len(title.text.split()) >= 8)
        + (_repeated(title.text, lead.text) >= 0.5)
        + (_DATELINE.match(lead.text) is not None)
        + title.text.endswith(("!", "?"))
        + 2 * (before.role in {"sign_off", "signature", "end_mark"})
    )


def _is_title(line: Line) -> bool:
    exclaimed = line.text.endswith(("!", "?")) and len(line.text) < 120 and line.kind == "paragraph" and not line.role
    return exclaimed or (line.short and line.kind != "row" and len(line.text.split()) >= 3)


def _consistent(lines: Sequence[Line], gap: Callable[[Line], bool]) -> bool:
    """Tell whether every such gap of the text stands before a title-like line."""
    places = [i for i, line in enumerate(lines) if i and gap(line)]
    return all(
        _is_title(lines[i]) or (lines[i].role == "date" and i + 1 < len(lines) and _is_title(lines[i + 1]))
        for i in places
    )


def _repeated(title: str, lead: str) -> float:
    wanted = {w for w in words(title) if w not in _STOP}
    said = set(words(lead))
    return len(wanted & said) / len(wanted) if wanted else 0.0


def _has_text(lines: Sequence[Line]) -> bool:
    return (
        sum(
            len(line.text)
            for line in lines
            if line.kind in {"paragraph", "item"} and not line.role and len(line.text) > 60
        )
        >= LEAST_STORY
    )


def _story(lines: Sequence[Line]) -> Story:
    """Take title and date line from the head of a story's lines."""
    rest = list(lines)
    dated = rest.pop(0) if rest and rest[0].role == "date" else None
    title = rest.pop(0) if rest and (_is_title(rest[0]) or rest[0].kind == "heading") else None
    if dated is None and title is not None and rest and rest[0].role == "date":
        dated = rest.pop(0)
    return Story(title, dated, tuple(rest))


def stated_stamp(lead: str) -> str | None:
    """Return the part of a lead that dates the news in its opening words ("On November 6th, 2018, at ..."), or None."""
    stamp = find_stamp(lead[:160])
    if stamp is None:
        return None
    opening = lead[: stamp.start].lower()
    told = re.search(r"(?:^|[\s(,–—-])(?:on|ngày|sáng|chiều|tối|trưa|hôm nay|today)?[\s,(]*$", opening) is not None
    decree = re.search(
        r"decree|decision|circular|law|nghị định|quyết định|thông tư|luật|since|from|từ|kể từ|until|before|"
        r"issued|ban hành",
        opening,
    )
    return stamp.raw if told and decree is None and stamp.start <= 60 else None
