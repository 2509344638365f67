"""How far a name runs from its head or back from its tail: over capitals, joints, numbers and its class's words."""

from collections.abc import Collection, Sequence

from nlp.components.names.tokens import Word

REACH = 7  # lower-case words that a name may go on over before its next capital
_JOINTS = frozenset("-–&/.’'")
_OPEN = frozenset({"và", "các", "tỉnh", "thành", "khu"})  # words that a name does not end with
_LINKS = frozenset({"the", "of", "for", "in", "and", "&"})
_LEVELS = frozenset({"tỉnh", "huyện", "xã", "phường", "thị", "thành", "vùng"})  # the name of a place follows
_COMMUNES = frozenset({"xã", "liên", "thị", "trấn", "phường", "huyện"})
_ADJECTIVES = frozenset({"provincial", "municipal", "district"})


def capitals_end(words: Sequence[Word], start: int) -> int:
    """Return the end of the run of capitals that begins at a word, over joints, numbers and initials."""
    i = start
    while i < len(words):
        word = words[i]
        if word.capital or (i > start and word.raw.isdigit() and len(word.raw) < 3):
            i += 1
        elif i > start and word.raw in _JOINTS and i + 1 < len(words) and _continues(words[i + 1]):
            i += 2
        else:
            break
    return i


def _continues(word: Word) -> bool:
    return word.capital or word.raw.isdigit()


def park_end(words: Sequence[Word], start: int, inside: Collection[str]) -> int | None:
    """Return the end of the park's name behind its head, or None where none stands."""
    i = start
    if i + 2 < len(words) and words[i].raw == "(" and words[i + 2].raw == ")":
        i += 3
    first = i
    while i < len(words) and not words[i].capital:
        if words[i].raw[0].isdigit() and i > first and words[i - 1].low == "số":
            break
        if i - first >= REACH or (words[i].low not in inside and words[i].raw not in "-–,"):
            return None
        i += 1
    if i >= len(words):
        return None
    end = capitals_end(words, i) if words[i].capital else i + 1
    if end < len(words) and words[i].raw[0].isdigit() and words[end].capital:
        end = capitals_end(words, end)
    if end + 1 < len(words) and (words[end].low, words[end + 1].low) == ("mở", "rộng"):
        end += 2
    return end


def village_end(words: Sequence[Word], start: int, stops: Collection[str]) -> int | None:
    """Return the end of a craft village behind its head, over the words of its craft: `làng nghề chạm bạc Đồng Xâm`."""
    i = start
    while i < min(start + REACH, len(words)) and words[i].raw.isalpha() and not words[i].capital:
        if words[i].low in stops or words[i].low in _LEVELS:
            return None
        i += 1
    return capitals_end(words, i) if i < len(words) and words[i].capital else None


def commune_end(words: Sequence[Word], start: int) -> int | None:
    """Return the end of a park that bears a commune's or a town's name: `CCN thị trấn Phùng`, `làng mộc xã Liên Hà`."""
    i = start
    while i < min(start + REACH, len(words)) and words[i].low in _COMMUNES:
        i += 1
    return capitals_end(words, i) if start < i < len(words) and words[i].capital else None


def vietnamese_end(words: Sequence[Word], start: int, inside: Collection[str], stops: Collection[str]) -> int:
    """Go on over capitals and the class's words; words that a name does not end with are cut."""
    i = end = start
    lowered = 0
    while i < len(words):
        word = words[i]
        if word.capital:
            i = end = capitals_end(words, i)
            lowered = 0
        elif word.raw == "(":
            behind = _behind_bracket(words, i)
            if behind is None:
                break
            i = behind
        elif word.raw in {",", "-", "–"} and i + 1 < len(words) and words[i + 1].low in inside and end > start:
            i += 1
        elif word.low in inside and lowered < REACH:
            i += 1
            lowered += 1
            if word.low not in _OPEN and end == i - 1:
                end = i
        elif end == start and lowered < 4 and word.raw.isalpha() and word.low not in stops:
            i += 1
            lowered += 1
        else:
            break
    return end


def _behind_bracket(words: Sequence[Word], start: int) -> int | None:
    """Return the word behind a short remark in brackets that a capital opens and a capital follows."""
    close = next((i for i in range(start + 1, min(start + 6, len(words))) if words[i].raw == ")"), None)
    if close is None or close + 1 >= len(words) or not words[start + 1].capital:
        return None
    return close + 1 if words[close + 1].capital else None


def english_end(words: Sequence[Word], start: int) -> int:
    """Go on over capitals, `of`, `and`, `for`, `the`, and commas of a list that an `and` ends."""
    i = end = start
    while i < len(words):
        after = words[i + 1] if i + 1 < len(words) else None
        if words[i].capital:
            i = end = capitals_end(words, i)
        elif after is not None and _links(words, i, after):
            i += 1
        else:
            break
    return end


def _links(words: Sequence[Word], i: int, after: Word) -> bool:
    if words[i].low in _LINKS:
        return after.capital or after.low == "the"
    return words[i].raw == "," and after.capital and _list_goes_on(words, i + 1)


def _list_goes_on(words: Sequence[Word], start: int) -> bool:
    end = capitals_end(words, start)
    return end < len(words) and (words[end].low in {"and", "&"} or (words[end].raw == "," and end + 1 < len(words)))


def tail_start(words: Sequence[Word], end: int, *, joined: bool, adjectives: bool) -> int:
    """Return the start of the capitals before a tail; `joined` goes on over `and` and `of`."""
    start = end
    while start > 0:
        word = words[start - 1]
        capital_before = start > 1 and words[start - 2].capital
        if (
            word.capital
            or (word.raw.isdigit() and len(word.raw) < 3 and capital_before)
            or (word.raw in _JOINTS and capital_before)
            or (joined and word.low in {"and", "&", "of", "for"} and capital_before and words[start].capital)
        ):
            start -= 1
        elif adjectives and word.low in _ADJECTIVES:
            return start - 1
        else:
            break
    return start
