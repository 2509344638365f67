"""Lists of names: what their own word says they are, and the items that nothing else tells.

`5 communes: A, B and C`, `the industrial clusters A, B and C`, `các CCN A, B, C`, `DEEP C and Nam Cau Kien IPs`.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from nlp.components.names.features import Sentence
from nlp.components.names.lookup import Hit
from nlp.components.names.rules import lists
from nlp.components.names.runs import capitals_end
from nlp.components.names.tokens import Word

NamedSpan = TypeVar("NamedSpan", bound=Any)
PLURALS = frozenset({"ips", "izs", "ics", "eips", "epzs", "parks", "zones", "clusters", "complexes", "estates"})
LINKS = frozenset({",", ";", "and", "&", "or", "và", "cùng"})
DESIGNATORS = PLURALS.union("ip iz eip epz park zone cluster estate kcn ccn kkt khu cụm".split())
_PLACES = frozenset({"PROVINCE", "COUNTRY", "DISTRICT"})
_REGIONS = frozenset({"PROVINCE", "COUNTRY"})
_LEADS = frozenset({":", ",", "of", "namely", "projects"})  # between the word for a list and its first name
_OFFICES = frozenset({"tx", "tp", "tt", "huyện", "phường", "xã", "tỉnh"})
_GROUNDS = frozenset({"PARK", "PLACE"})
_EACH = frozenset("các những hai ba bốn năm sáu bảy tám chín mười".split())  # lead a Vietnamese plural
_COUNTS = frozenset("two three four five six seven eight nine ten eleven twelve following".split())
_REACH = 4  # words between a plural and its first item
_FAR = 8  # words between such a plural and the colon
_MOST = 3  # items of a list of which all but one are parks
_LONGEST = 5  # words of an item
_BRACKET = 7  # words of a remark in brackets behind an item


def settle_lists(sentence: Sentence, names: list[NamedSpan], make: Any) -> list[NamedSpan]:
    """Take all in a list for what its word says, those too that no one read; `make(start, end, rule)` makes a park."""
    words = sentence.words
    return _with_items(sentence, _with_equals(sentence, _with_last(words, names)), make)


def _with_equals(sentence: Sentence, names: list[NamedSpan]) -> list[NamedSpan]:
    """Take all in a list for what its own word says: `5 communes: A, B and C`, `the industrial clusters A, B and C`.

    A province in a list of parks that bear their word stays one: `typical parks: Hop Khanh Industrial Zone, Ha Tinh`.
    """
    words = sentence.words
    settled: list[NamedSpan] = []
    outer: list[NamedSpan] = []
    for name in names:
        (settled if _is_in_remark(words, name) else outer).append(name)
    first = 0
    for number, name in enumerate(outer):
        if number + 1 < len(outer) and _is_link(words[name.end : outer[number + 1].start]):
            continue
        run = _with_siblings(words, outer[first : number + 1])
        kind = _kind_of_list(words, run)
        marked = kind == "PARK" and any(_is_marked(words, other) for other in run)
        for n in run:
            equal = kind and _may_be(kind, words, n) and not (marked and _is_region(sentence, n))
            settled.append(n._replace(kind=kind, extractor="list") if equal else n)
        first = number + 1
    return sorted(settled)


def _is_in_remark(words: Sequence[Word], name: NamedSpan) -> bool:
    """Tell whether a name stands in brackets behind a word with a capital: `Hong Tien (Khoai Chau district)`."""
    opened = next((i for i in range(name.start - 1, max(name.start - _BRACKET, 0), -1) if words[i].raw in "()"), 0)
    return opened > 0 and words[opened].raw == "(" and words[opened - 1].capital


def _with_siblings(words: Sequence[Word], run: list[NamedSpan]) -> list[NamedSpan]:
    """Take a name for a park's where the next is one of that name with a number: `Binh Xuyen, Binh Xuyen II`."""
    pairs = zip(run, [*run[1:], None], strict=True)
    return [n._replace(kind="PARK", extractor="list") if n2 and _is_sibling(words, n, n2) else n for n, n2 in pairs]


def _is_sibling(words: Sequence[Word], name: NamedSpan, numbered: NamedSpan) -> bool:
    same = [w.low for w in words[name.start : name.end]] == [w.low for w in words[numbered.start : numbered.end - 1]]
    return same and numbered.kind == "PARK" and words[numbered.end - 1].shape in {"IV", "9"}


def _kind_of_list(words: Sequence[Word], run: Sequence[NamedSpan]) -> str | None:
    start, end = run[0].start, run[-1].end
    before = _announced(words, start) or word_before(words, start, _LEADS)
    if start > 1 and "projects" in {words[start - 1].low, words[start - 2].low}:
        before += "s"  # "three industrial cluster projects, A, B and C"
    after = words[end].low if end < len(words) else ""
    last = words[end - 1].low  # Suoi Tre and Binh Loc communes
    if before in lists().localities or (len(run) > 1 and not lists().localities.isdisjoint((after, last))):
        return "PLACE"
    parks = [name for name in run if name.kind == "PARK"]
    if not parks or not all(name.kind in _GROUNDS for name in run):
        return None
    return "PARK" if before in PLURALS or (len(run) > _MOST and len(run) - len(parks) == 1) else None


def _announced(words: Sequence[Word], start: int) -> str:
    """Return the plural that a colon or bracket before a list speaks of: `five communes of Huong Hoa District: ...`.

    A Vietnamese one counts as "communes": `5 phường của thành phố Uông Bí (...)`.
    """
    if start < 2 or words[start - 1].raw not in ":(":
        return ""
    if words[start - 2].low in PLURALS:
        return words[start - 2].low
    for i in range(start - 2, max(start - 2 - _FAR, -1), -1):
        if words[i].raw in ".;:":
            break
        if words[i].low in lists().localities:
            return words[i].low
        if _is_counted(words, i) and any(_begins(words, i, head) for head in lists().place_plurals):
            return "communes"
    return ""


def word_before(words: Sequence[Word], start: int, passed: frozenset[str]) -> str:
    """Return the nearest word before a place, those to be passed over left out."""
    return next((words[i].low for i in range(start - 1, -1, -1) if words[i].low not in passed), "")


def _may_be(kind: str, words: Sequence[Word], name: NamedSpan) -> bool:
    """Tell whether a park or place may be of this kind: what bears the word for a park is no place."""
    if kind == "PARK":
        last = words[name.end - 1].low
        return name.kind in _GROUNDS and last != "area" and last not in lists().sites_behind
    return name.kind in _GROUNDS and not _is_marked(words, name)


def _is_region(sentence: Sentence, name: NamedSpan) -> bool:
    return name.kind == "PLACE" and _is_in(sentence, name.start, _REGIONS)


def _is_marked(words: Sequence[Word], name: NamedSpan) -> bool:
    return any(word.low in DESIGNATORS for word in words[name.start : name.end])


def _is_link(gap: Sequence[Word]) -> bool:
    """Tell whether only signs of a list stand between two names, perhaps behind a remark (`A (9 ha), B`)."""
    rest = gap[_behind_remark(gap, 0) :]
    return bool(rest) and all(word.low in LINKS for word in rest)


def _with_last(words: Sequence[Word], names: list[NamedSpan]) -> list[NamedSpan]:
    """Take companies in a list that ends with a plural designator for parks: `DEEP C and Nam Cau Kien IPs`."""
    settled = list(names)
    for number in range(len(settled) - 1, 0, -1):
        last, before = settled[number], settled[number - 1]
        plural = words[last.end - 1].low in PLURALS
        if last.kind != "PARK" or not (plural or last.extractor == "list") or before.kind not in {"PARK", "ORG"}:
            continue
        if _is_link(words[before.end : last.start]):
            settled[number - 1] = before._replace(kind="PARK", extractor="list")
    return settled


def _with_items(sentence: Sentence, names: Sequence[NamedSpan], make: Any) -> list[NamedSpan]:
    """Read the items of lists: `các CCN Cổ Lễ, Cát Thành`, `các huyện: ...`, `five clusters faster: ...`."""
    owners = own(sentence.words, names)
    for first, kind in _iter_lists(sentence.words):
        items = list(_iter_items(sentence.words, first, owners))
        if kind == "PARKS":
            items = [item for item in items if _is_rare(sentence, *item)]
        barred = _PLACES if 2 * sum(_is_in(sentence, i, _PLACES) for i, _ in items) > len(items) else _REGIONS
        for start, end in items:
            crossed: list[NamedSpan] = names_in(owners[start:end])
            if kind == "PLACE":
                _put(owners, [n._replace(kind="PLACE", extractor="list") for n in crossed if _is_misread(sentence, n)])
            elif _is_item(start, end, crossed, kind) and not _is_in(sentence, start, barred):
                owners[start:end] = [make(start, end, "list")] * (end - start)
    return names_in(owners)


def _is_misread(sentence: Sentence, name: NamedSpan) -> bool:
    return name.kind == "PARK" and _may_be("PLACE", sentence.words, name)


def own(words: Sequence[Word], names: Sequence[NamedSpan]) -> list[NamedSpan | None]:
    """Return for each word the name that it is part of."""
    owners: list[NamedSpan | None] = [None] * len(words)
    _put(owners, names)
    return owners


def _put(owners: list[NamedSpan | None], names: Sequence[NamedSpan]) -> None:
    for name in names:
        owners[name.start : name.end] = [name] * (name.end - name.start)


def names_in(owners: Sequence[NamedSpan | None]) -> list[NamedSpan]:
    """Return the names that words are part of, in their order."""
    return [name for name in dict.fromkeys(owners) if name is not None]


def _iter_lists(words: Sequence[Word]) -> Iterator[tuple[int, str]]:
    """Iterate over the words at which the items of a plural begin, and what the plural says they are."""
    for i in range(1, len(words)):
        if not _is_counted(words, i):
            continue
        for heads, kind in ((lists().park_plurals, "PARK"), (lists().place_plurals, "PLACE")):
            head = next((h for h in heads if _begins(words, i, h)), None)
            first = _first_item(words, i + len(head)) if head else None
            if first is not None:
                yield first, kind
        first = _behind_plural(words, i)
        if first is not None:
            yield first, "PARKS"


def _is_counted(words: Sequence[Word], i: int) -> bool:
    return words[i - 1].low in _EACH or words[i - 1].low in _COUNTS or words[i - 1].raw.isdigit()


def _begins(words: Sequence[Word], i: int, phrase: Sequence[str]) -> bool:
    return all(_is_low(words, i + k, low) for k, low in enumerate(phrase))


def _behind_plural(words: Sequence[Word], start: int) -> int | None:
    """Return the first item of a counted English plural: `two first industrial zones (IZs), A and B`."""
    counted = words[start - 1].raw.isdigit() or words[start - 1].low in _COUNTS
    plural = next((i for i in range(start, min(start + _REACH, len(words))) if words[i].low in PLURALS), None)
    if not counted or plural is None or any(words[i].raw in ",.;:" for i in range(start, plural)):
        return None
    i = plural + 1
    if i + 1 < len(words) and words[i].raw == "(" and words[i + 1].capital and words[i + 1].low not in PLURALS:
        return i + 1  # two clusters (My An 2 and Hamlet 5)
    i = _behind_remark(words, i)
    while i < min(plural + _REACH, len(words)) and words[i].raw.isalpha() and not words[i].capital:
        i += 1
    announced = i + 1 < len(words) and words[i].raw in ":," and words[i + 1].capital
    return i + 1 if announced else None


def _is_low(words: Sequence[Word], i: int, low: str) -> bool:
    return i < len(words) and words[i].low == low


def _first_item(words: Sequence[Word], start: int) -> int | None:
    """Pass over `tập trung`, `phía nam như`, `mới là`, `gồm:`, up to the first capital."""
    for i in range(start, min(start + _REACH, len(words))):
        if words[i].capital:
            return i
        if words[i].low not in lists().passed and words[i].raw not in ":(":
            return None
    return None


def _iter_items(words: Sequence[Word], first: int, owners: Sequence[NamedSpan | None]) -> Iterator[tuple[int, int]]:
    """Iterate over the runs of capitals that signs of a list part; there are two at least.

    A name that was read there goes on over words in lower case: `5 KCN: Cảng biển Hải Hà, Cái Lân`.
    """
    items, i = [], first
    while i < len(words) and words[i].capital:
        owner = owners[i]
        end = max(_item_end(words, i), owner.end if owner is not None and owner.start == i else 0)
        items.append((i, end))
        i = _behind_remark(words, end)
        links = 0
        while i < len(words) and words[i].low in LINKS and links < 2:
            i, links = i + 1, links + 1
        if not links:
            break
        while i < len(words) and any(_is_low(words, i, head[0]) for head in lists().park_plurals if len(head) == 1):
            i += 1  # gồm: CCN Hưng Đông 1, Hưng Đông 2
    yield from items if len(items) > 1 else ()


def _item_end(words: Sequence[Word], start: int) -> int:
    end = capitals_end(words, start)
    return next((i for i in range(start, end) if words[i].raw == "."), end)


def _behind_remark(words: Sequence[Word], end: int) -> int:
    if end < len(words) and words[end].raw == "(":
        return next((i + 1 for i in range(end, min(end + _BRACKET, len(words))) if words[i].raw == ")"), end)
    return end


def _is_item(start: int, end: int, crossed: Sequence[NamedSpan], kind: str) -> bool:
    """Tell whether an item of a list of parks is one that no one has read as one, and no part of a longer name.

    English plurals need not lead their list: the firms of `in three zones, Samsung and LG` are none of it.
    """
    others = {"PARK", "ORG"} if kind == "PARKS" else {"PARK"}
    return end - start <= _LONGEST and all(
        name.kind not in others and start <= name.start and name.end <= end for name in crossed
    )


def _is_rare(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether an item has two words, or one that is in lower case nowhere: unlike `Research and Development`."""
    return end - start > 1 or sentence.words[start].low not in sentence.common


def _is_in(sentence: Sentence, start: int, kinds: frozenset[str]) -> bool:
    """Tell whether a place of these kinds begins at a word that bears no park's name, or a place's own head does."""
    if sentence.words[start].low in _OFFICES:
        return True
    hit = hit_at(sentence, start)
    return hit is not None and "PARK" not in hit.kinds and not kinds.isdisjoint(hit.kinds)


def hit_at(sentence: Sentence, start: int) -> Hit | None:
    """Return the declared name that begins at a word; those of a sentence are in order and never overlap."""
    at = bisect_left(sentence.hits, start, key=lambda hit: hit.start)
    return sentence.hits[at] if at < len(sentence.hits) and sentence.hits[at].start == start else None
