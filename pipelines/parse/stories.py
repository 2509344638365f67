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
OTHER_NAMES = 0.08  # share of names up to which two parts are two articles: two thirds of such pairs, a fifth of halves
LONG_PART = 600  # characters
MOST_LINES = 60  # of a part that are compared
_INNER_WORD = re.compile(r"(?<=[^.!?:“\"\n]\s)([^\W\d_]{2,})")
_OPENING = re.compile(
    r"(?:^|[\s(,–—-])(?:on|ngày|sáng|chiều|tối|trưa|hôm nay|today|date|posted|published|updated|"
    r"đăng|cập nhật)?[\s,(:]*$"
)
_OTHER_DAY = re.compile(
    r"decree|decision|circular|law|promulgated|signed|approved|issued|\bby|as at|as of|since|from|until|before|"
    r"nghị định|quyết định|thông tư|luật|ban hành|tính đến|đến ngày|hết ngày|từ|kể từ",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\s,]*(?:the\s+)?(?:decree|circular|law|nghị định|thông tư|luật)\b", re.IGNORECASE)
_SHARED_NAMES = frozenset(
    "việt nam vietnam kcn khu công nghiệp the industrial park parks zone vnd usd ip ips eip mr ms ông bà".split()
)
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
    gaps = _consistent(lines, lambda line: line.gap >= 2)
    rules = _consistent(lines, lambda line: line.ruled)
    told = 0
    for place in range(1, len(lines)):
        told += _text_length(lines[place - 1])
        if told >= LEAST_STORY and _opens(lines, place, starts[-1], gaps=gaps, rules=rules):
            starts.append(place)
            told = 0
    ends = [*starts[1:], len(lines)]
    while len(starts) > 1 and not _has_text(lines[starts[-1] : ends[-1]]):
        starts.pop()
        ends = [*starts[1:], len(lines)]
    return [_story(lines[a:b]) for a, b in zip(starts, ends, strict=True)]


def _opens(lines: Sequence[Line], place: int, begin: int, *, gaps: bool, rules: bool) -> bool:
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
    follows = lines[title_at + 1 : title_at + 5]
    dated_below = bool(follows) and follows[0].role == "date"
    if place > begin and lines[place - 1].role == "date" and not dated_above:
        return False
    if line.ruled and rules:
        return True
    lead = next(
        (other for other in follows if len(other.text) > LEAST_STORY and other.kind in {"paragraph", "item"}), None
    )
    signs = _signs(lines[title_at], lead, lines[place - 1]) + 3 * (dated_above or dated_below)
    double = line.gap >= 2 and gaps
    signs += _change_of_names(lines[max(begin, place - MOST_LINES) : place], _until_gap(lines, place)) if double else 0
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


def _until_gap(lines: Sequence[Line], place: int) -> Sequence[Line]:
    """Return the lines from a place to the next wide gap."""
    last = min(len(lines), place + MOST_LINES)
    end = next((i for i in range(place + 1, last) if lines[i].gap >= 2), last)
    return lines[place:end]


def _change_of_names(before: Sequence[Line], after: Sequence[Line]) -> int:
    """Count 1 where two parts speak of other names, 2 if both are long, 0 where they share some or have too few."""
    one, other = _names(before), _names(after)
    if min(len(one), len(other)) < 3:
        return 0
    shared = len(one & other) / min(len(one), len(other))
    long = min(sum(len(line.text) for line in part) for part in (before, after)) >= LONG_PART
    return (1 + long) * (shared <= OTHER_NAMES)


def _names(lines: Sequence[Line]) -> set[str]:
    """Return the capitalised words inside sentences, without those that all texts of the field share."""
    text = "\n".join(line.text for line in lines)
    found = (match.group(1) for match in _INNER_WORD.finditer(text))
    return {word.lower() for word in found if word[0].isupper()} - _SHARED_NAMES


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
    return sum(map(_text_length, lines)) >= LEAST_STORY


def _text_length(line: Line) -> int:
    """Return how much running text a line adds."""
    running = line.kind in {"paragraph", "item"} and not line.role and len(line.text) > 60
    return len(line.text) if running else 0


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
    told = _OPENING.search(opening)
    decree = _OTHER_DAY.search(opening) or _RULE.match(lead[stamp.end :])
    return stamp.raw if told is not None and decree is None and stamp.start <= 60 else None
