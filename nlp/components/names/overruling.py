"""Names that a rule is sure of against the tagger.

Behind a park's own Vietnamese head, before its English one where the name is no common word, in lists of parks and of
places, and as initials in brackets.
"""

from bisect import bisect_right
from collections.abc import Container, Sequence
from typing import Any, TypeVar

from config.gazetteer import is_drawn_from
from nlp.components.names.enumerations import (
    DESIGNATORS,
    LINKS,
    PLURALS,
    hit_at,
    names_in,
    own,
    settle_lists,
    word_before,
)
from nlp.components.names.features import Sentence
from nlp.components.names.rules import lists
from nlp.components.names.titles import say
from nlp.components.names.tokens import Word

NamedSpan = TypeVar("NamedSpan", bound=Any)
_MANY = frozenset({"các", "những", "nhiều", "mọi", "mỗi", "hệ", "thống", "ban", "công", "ty", "dự", "hạ", "tầng"})
_PARK_RULES = frozenset({"head park", "tail park", "numbered park"})
_PLACES = frozenset({"PROVINCE", "COUNTRY", "DISTRICT"})
_PORTS = frozenset({"port", "seaport", "airport", "biomass", "thermal", "hydropower"})  # also behind one more word
_BEHIND = 6  # words behind it that tell that it is a power plant
_BEFORE = 9  # words before a name that tell what it is
_VOLTS = frozenset({"kv", "/", "mạch"})
_COLON = frozenset({":"})
_TITLED = 3  # words, at least, of a title with a name
_COMMUNES = frozenset({"xã", "trấn", "phường", "huyện"})  # of which a small park bears the name
_MORE = frozenset({"new", "another", "second", "third", "fourth", "fifth", "latest"})
_WHERE = frozenset({"in", "at", "on", "near", "for"})
_ZONES_OF = frozenset({("park", "of"), ("zone", "of"), ("cluster", "of"), ("estate", "of")})
_NEAR = 20  # proposals that begin before a name and may hold it
_PARK_HEADS = frozenset({"khu công nghiệp", "kcn"})
_LAND = frozenset({"Pass", "River", "Mountain", "Peninsula", "Strait", "Lake"})
_KILOMETRES = frozenset({"km", "kms", "kilometres", "kilometers"})
_TO = frozenset((unit, link) for unit in _KILOMETRES for link in ("to", "from"))
_TITLE = 4  # letters of a person's title
_CODE = 3  # letters of a share's code; words of it and its brackets
_BYLINES = frozenset({"photo", "photos", "translator", "author", "ảnh"})
_FORMS = frozenset({"corporation", "corp", "company", "jsc", "joint", "venture", "stock", "co", "ltd", "limited"})


def overrule(sentence: Sentence, names: Sequence[NamedSpan], make: Any) -> list[NamedSpan]:
    """Add the parks that only the rules see, in place of a company or place that begins behind the park's head.

    Sites that photos are credited to and titles of people are left out.

    `make(start, end, rule)` makes a park's name. A head behind "the", "many" or a number speaks of several parks; a
    province or a country behind a head says where they are.
    """
    people = {name.start for name in names if name.kind == "PERSON"}
    named = [
        name
        for name in names
        if not (
            _is_credit(sentence.words, name)
            or _is_title(sentence.words, name, people)
            or (name.kind == "PARK" and _is_torn(sentence, name.start, name.end))
        )
    ]
    owners = own(sentence.words, named)
    for start, end, _, rule in sentence.proposals:
        if rule in _PARK_RULES and _prevails(sentence, start, end, rule, names_in(owners[start:end])):
            owners[start:end] = [make(start, end, rule)] * (end - start)
    settled: list[NamedSpan] = names_in(owners)
    settled = [_rename(sentence, name) for name in settled]
    return _with_acronyms(sentence.words, settle_lists(sentence, settled, make), make)


def _prevails(sentence: Sentence, start: int, end: int, rule: str, crossed: Sequence[NamedSpan]) -> bool:
    """Tell whether a park that a rule proposes stands against the names that it crosses."""
    if rule == "numbered park":
        return not crossed
    if rule == "tail park":
        behind = sentence.words[end : end + 1]
        if any(start < line < end for line in sentence.breaks) or (behind and behind[0].raw.istitle()):
            return False  # "Scaling Up Eco-Industrial Park Approaches" is a title
        return not crossed and _is_unheard_of(sentence, start, end)
    if rule == "head park" and _is_torn(sentence, start, end):
        return False
    if _speaks_of_several(sentence.words, start) or _is_place(sentence, start, end):
        return False
    return all(name.kind != "PARK" and start < name.start and name.end <= end for name in crossed)


def _is_torn(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a line ends between the words for a park and what would be its name: `số liệu các KCN / Đến nay`."""
    words = sentence.words
    own = (i for i in range(start, end) if words[i].capital and (i > start or words[i].low not in DESIGNATORS))
    named = next(own, end)
    return any(start < line <= named for line in sentence.breaks)


def _is_credit(words: Sequence[Word], name: NamedSpan) -> bool:
    """Tell whether a name is the site that a photo is from, of which the text does not speak: `Photo: cpv.org.vn`."""
    is_site = name.end - name.start > 2 and words[name.end - 2].raw == "."
    return is_site and word_before(words, name.start, _COLON) == "photo"


def _is_title(words: Sequence[Word], name: NamedSpan, people: Container[int]) -> bool:
    """Tell whether a short name is the title of the person behind it: `LS.Trần Thị Bình`."""
    is_short = name.end - name.start == 1 and len(words[name.start].raw) <= _TITLE and words[name.start].raw.isupper()
    return is_short and name.end + 1 in people and words[name.end].raw == "."


def _is_unheard_of(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a name before a single park's designator has a word that is no word of other texts, no country."""
    words = sentence.words[start:end]
    hit = hit_at(sentence, start)
    if words[-1].low in PLURALS or (hit is not None and "COUNTRY" in hit.kinds):
        return False
    return any(word.capital and word.raw.isalpha() and word.low not in sentence.common for word in words[:-1])


def _rename(sentence: Sentence, name: NamedSpan) -> NamedSpan:
    """Take a park for a port, for who took a photo, or for its company, an organisation for a person, where the words
    beside it or its own say so.
    """
    words = sentence.words
    changes: dict[str, Any] = {}
    if name.kind == "PARK" and (start := _start_of_province(sentence, name)):
        changes = {"kind": "PLACE", "start": start, "extractor": "province"}
    elif _is_site(words, name) or _is_land(words, name) or (name.kind == "PARK" and _is_building(words, name)):
        changes = {"kind": "PLACE", "extractor": "site"}
    elif (name.kind == "PLACE" and _is_zone_of(sentence, name)) or (
        name.kind == "ORG" and _is_one_more(sentence, name)
    ):
        changes = {"kind": "PARK", "extractor": "head park"}
    elif name.kind == "ORG" and (start := _start_of_titled(words, name)):
        changes = {"kind": "PERSON", "start": start, "extractor": "title"}
    elif name.kind == "PARK" and _is_credited(words, name):
        changes = {"kind": "PERSON", "extractor": "byline"}
    elif name.kind == "PERSON" and _is_distant(words, name):
        changes = {"kind": "PLACE", "extractor": "site"}
    elif name.kind == "PARK" and _is_coded(words, name):
        changes = {"kind": "ORG", "extractor": "code"}
    elif name.kind == "PARK" and (end := _end_of_company(sentence, name)):
        changes = {"kind": "ORG", "end": end, "extractor": "tail company"}
    changed: NamedSpan = name._replace(**changes)
    return changed


def _start_of_province(sentence: Sentence, name: NamedSpan) -> int | None:
    """Return where the province begins in which parks lie that a head speaks of: `Khu công nghiệp Ninh Bình`."""
    first = next((i for i in range(name.start + 1, name.end) if sentence.words[i].capital), name.end)
    head = say(sentence.words[name.start : first])
    hit = hit_at(sentence, first) if head in _PARK_HEADS else None
    is_province = hit is not None and hit.end == name.end and set(hit.kinds) - {"DISTRICT"} == {"PROVINCE"}
    return first if is_province else None


def _is_zone_of(sentence: Sentence, name: NamedSpan) -> bool:
    """Tell whether a place is the one park that `the industrial zone of Dinh Vu` speaks of, no province."""
    before = tuple(word.low for word in sentence.words[max(name.start - 3, 0) : name.start])
    if before[1:] not in _ZONES_OF or before[0] != "industrial" or not is_bare(sentence.words, name):
        return False
    hit = hit_at(sentence, name.start)
    return hit is None or "PARK" in hit.kinds or _PLACES.isdisjoint(hit.kinds)


def _is_one_more(sentence: Sentence, name: NamedSpan) -> bool:
    """Tell whether a brand of parks is one park by its sentence: `work under way on new VSIP in Lạng Sơn`."""
    words = sentence.words
    hit = hit_at(sentence, name.start)
    if name.start == 0 or hit is None or hit.end != name.end or "PARK" not in hit.kinds:
        return False
    behind = words[name.end].low if name.end < len(words) else "."
    return words[name.start - 1].low in _MORE and (behind in _WHERE or not behind[0].isalnum())


def _start_of_titled(words: Sequence[Word], name: NamedSpan) -> int | None:
    """Return where a person's name begins behind a short title that was read as its first word: `KTS. Ngô Viết An`."""
    if words[name.start].low not in lists().titles or name.end - name.start < _TITLED:
        return None
    start: int = name.start + 2 if words[name.start + 1].raw == "." else name.start + 1
    person = words[start : name.end]
    is_person = len(person) > 1 and person[0].raw in lists().surnames and all(word.raw.istitle() for word in person)
    return start if is_person else None


def is_bare(words: Sequence[Word], name: NamedSpan) -> bool:
    """Tell whether a name has no word that says what it names."""
    return all(word.low not in DESIGNATORS for word in words[name.start : name.end])


def _is_credited(words: Sequence[Word], name: NamedSpan) -> bool:
    return is_bare(words, name) and word_before(words, name.start, _COLON) in _BYLINES


def _is_distant(words: Sequence[Word], name: NamedSpan) -> bool:
    """Tell whether a way is measured to a name: `12 km to Phu My Hung`, `cách Phú Mỹ Hưng 12km`."""
    before = tuple(word.low for word in words[max(name.start - 2, 0) : name.start])
    behind = words[name.end : name.end + 2]
    measured = len(behind) > 1 and behind[0].raw[0].isdigit() and behind[1].low in _KILOMETRES
    return before in _TO or (before[-1:] == ("cách",) and measured)


def _is_coded(words: Sequence[Word], name: NamedSpan) -> bool:
    """Tell whether the code of a share stands in brackets behind a bare name: `Phước Hòa (PHR)`."""
    code = [word.raw for word in words[name.end : name.end + 3]]
    is_code = len(code) == _CODE and (code[0], code[2]) == ("(", ")") and len(code[1]) == _CODE and code[1].isupper()
    initials = "".join(word.raw[0] for word in words[name.start : name.end])
    return (
        is_code
        and code[1].isalpha()
        and is_bare(words, name)
        and code[1] not in {initials, f"{initials}I", f"{initials}P"}
    )


def _end_of_company(sentence: Sentence, name: NamedSpan) -> int | None:
    """Return the end of a company whose name goes on behind a park's: `Hai Phong Industrial Park Corporation`."""
    words, end = sentence.words, name.end
    if end + 3 < len(words) and words[end].raw == "(" and words[end + 2].raw == ")":
        end += 3
        behind = next((i for i in range(end, len(words)) if words[i].low not in _FORMS), len(words))
        return behind if behind > end and words[end].capital else None
    if end >= len(words) or not words[end].capital or words[end].low not in _FORMS:
        return None
    at = bisect_right(sentence.proposals, name.start, key=lambda proposal: proposal.start)
    near = sentence.proposals[max(at - _NEAR, 0) : at]
    return next((p.end for p in near if p.rule == "tail company" and p.end > name.end), None)


def _is_site(words: Sequence[Word], name: NamedSpan) -> bool:
    """Tell whether a park's name is that of a port, a power line, a commune: `Hai Ha general port`, `cảng Cát Lái`."""
    if name.kind != "PARK" or name.extractor != "tagger":
        return False
    low = [word.low for word in words[max(name.start - _BEFORE, 0) : name.start]]
    while low and (low[-1][0].isdigit() or low[-1] in _VOLTS):  # đường dây 220 kV Phước An
        low.pop()
    if any(low[-len(phrase) :] == list(phrase) for phrase in lists().sites_before):
        return True
    behind = [word.low for word in words[name.end : name.end + 2]]
    if len(behind) > 1 and behind[0].isdigit() and behind[1] == "kv":  # the Dai Ninh - Phan Ri 110 kV line
        return True
    if not behind or not behind[0].isalpha() or behind[0] in LINKS:
        return False
    if not _PORTS.isdisjoint(behind):
        return True
    return is_bare(words, name) and (behind[0] in lists().sites_behind or _is_plant(words, name.end))


def _is_land(words: Sequence[Word], name: NamedSpan) -> bool:
    """Tell whether an organisation's or a park's name is that of a pass or a river: `north of the Hai Van Pass`."""
    return name.kind in {"ORG", "PARK"} and name.end - name.start > 1 and words[name.end - 1].raw in _LAND


def _is_building(words: Sequence[Word], name: NamedSpan) -> bool:
    """`Sonadezi Building`: a house that bears the name of who builds parks."""
    return words[name.end - 1].low in lists().buildings and is_bare(words, name)


def _is_plant(words: Sequence[Word], end: int) -> bool:
    """Tell whether a power plant's words stand behind: `Dung Quat III combined gas turbine power plant`."""
    behind = []
    for word in words[end : end + _BEHIND]:
        if not word.raw.isalpha():
            break
        behind.append(word.low)
        if word.low in lists().works:
            return not lists().plants.isdisjoint(behind)
    return False


def _with_acronyms(words: Sequence[Word], names: list[NamedSpan], make: Any) -> list[NamedSpan]:
    """Take short forms in brackets for what stands before: `Thang Long Industrial Park II (TLIPII)`."""
    taken = {i for name in names if name.kind != "PARK" for i in range(name.start, name.end)}
    found = []
    for name in names:
        i = name.end + 1
        if i + 1 >= len(words) or (words[i - 1].raw, words[i + 1].raw) != ("(", ")"):
            continue
        owner = words[name.start : name.end]
        if name.kind == "PARK" and words[i].raw.isupper() and words[i].low in _initials(owner):
            found.append(make(i, i + 1, "initials"))
        elif name.kind == "ORG" and i not in taken and _is_drawn_from(words[i], owner):
            found.append(name._replace(start=i, end=i + 1, extractor="initials"))
    begins = {name.start for name in found}
    return sorted([*(name for name in names if name.start not in begins), *found]) if found else names


def _is_drawn_from(short: Word, owner: Sequence[Word]) -> bool:
    """Tell whether a word with two capitals has its letters from a longer name, in their order, from the first on."""
    letters = "".join(word.folded for word in owner if word.raw[0].isalnum())
    capitals = sum(letter.isupper() for letter in short.raw)
    return len(owner) > 1 and capitals > 1 and is_drawn_from(short.folded, letters)


def _initials(words: Sequence[Word]) -> frozenset[str]:
    """Return the first letters of words, with and without the numbers among them; fewer than three are none."""
    named = [word for word in words if word.raw[0].isalnum()]
    letters = "".join(word.low[0] for word in named if word.shape != "IV" and word.raw[0].isalpha())
    numbered = "".join(word.low if word.shape == "IV" else word.low[0] for word in named)
    return frozenset({letters, numbered}) if len(letters) > 2 else frozenset()


def _speaks_of_several(words: Sequence[Word], start: int) -> bool:
    return start > 0 and (words[start - 1].low in _MANY or words[start - 1].raw[0].isdigit())


def _is_place(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether all that stands behind the head is a place, or nothing but a single letter."""
    first = next((i for i in range(start + 1, end) if sentence.words[i].capital), end)
    if sentence.words[first - 1].low in _COMMUNES:
        return False
    hit = hit_at(sentence, first)
    if hit is not None and hit.end == end and _PLACES & set(hit.kinds) and not {"PARK", "AREA"} & set(hit.kinds):
        return True
    return end - first == 1 and len(sentence.words[first].raw) < 3
