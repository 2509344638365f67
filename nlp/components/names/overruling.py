"""Names that a rule is sure of against the tagger.

Behind a park's own Vietnamese head, before its English one where the name is no common word, in lists of parks and of
places, and as initials in brackets.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from nlp.components.names.enumerations import LINKS, PLURALS, hit_at, settle_lists, word_before
from nlp.components.names.features import Sentence
from nlp.components.names.tokens import Word

NamedSpan = TypeVar("NamedSpan", bound=Any)
_MANY = frozenset({"các", "những", "nhiều", "mọi", "mỗi", "hệ", "thống", "ban", "công", "ty", "dự", "hạ", "tầng"})
_PARK_RULES = frozenset({"head park", "tail park", "numbered park"})
_PLACES = frozenset({"PROVINCE", "COUNTRY", "DISTRICT"})
_PORTS = frozenset({"port", "seaport", "airport", "biomass", "thermal", "hydropower"})
_SITES = (["cảng"], ["cầu"], ["ga"], ["nhiệt", "điện"], ["thủy", "điện"], ["sân", "bay"])  # before what is no park
_COLON = frozenset({":"})


def overrule(sentence: Sentence, names: Sequence[NamedSpan], make: Any) -> list[NamedSpan]:
    """Add the parks that only the rules see, in place of a company or place that begins behind the park's head.

    Sites that photos are credited to are left out.

    `make(start, end)` makes a name. A head behind "the", "many" or a number speaks of several parks; a province or a
    country behind a head says where they are.
    """
    owners: list[NamedSpan | None] = [None] * len(sentence.words)  # the name that each word is part of
    for name in names:
        if not _is_credit(sentence.words, name):
            owners[name.start : name.end] = [name] * (name.end - name.start)
    for start, end, _, rule in sentence.proposals:
        if rule in _PARK_RULES and _prevails(sentence, start, end, rule, _names_in(owners[start:end])):
            owners[start:end] = [make(start, end)] * (end - start)
    settled: list[NamedSpan] = _names_in(owners)
    settled = [n._replace(kind="PLACE") if _is_port(sentence.words, n) else n for n in settled]
    return _with_acronyms(sentence.words, settle_lists(sentence, settled, make), make)


def _names_in(owners: Sequence[NamedSpan | None]) -> list[NamedSpan]:
    return [name for name in dict.fromkeys(owners) if name is not None]


def _prevails(sentence: Sentence, start: int, end: int, rule: str, crossed: Sequence[NamedSpan]) -> bool:
    """Tell whether a park that a rule proposes stands against the names that it crosses."""
    if rule == "numbered park":
        return not crossed
    if rule == "tail park":
        return not crossed and _is_unheard_of(sentence, start, end)
    if _speaks_of_several(sentence.words, start) or _is_place(sentence, start, end):
        return False
    return all(name.kind != "PARK" and start < name.start and name.end <= end for name in crossed)


def _is_credit(words: Sequence[Word], name: NamedSpan) -> bool:
    """Tell whether a name is the site that a photo is from, of which the text does not speak: `Photo: cpv.org.vn`."""
    is_site = name.end - name.start > 2 and words[name.end - 2].raw == "."
    return is_site and word_before(words, name.start, _COLON) == "photo"


def _is_unheard_of(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a name before a single park's designator has a word that is no word of other texts, no country."""
    words = sentence.words[start:end]
    hit = hit_at(sentence, start)
    if words[-1].low in PLURALS or (hit is not None and "COUNTRY" in hit.kinds):
        return False
    return any(word.capital and word.raw.isalpha() and word.low not in sentence.common for word in words[:-1])


def _is_port(words: Sequence[Word], name: NamedSpan) -> bool:
    """Tell whether a park's name is that of a port or a power station: `Hai Ha general port`, `cảng Cát Lái`."""
    if name.kind != "PARK" or name.extractor != "tagger":
        return False
    before = [word.low for word in words[max(name.start - 2, 0) : name.start]]
    if before[-1:] in _SITES or before in _SITES:
        return True
    behind = [word.low for word in words[name.end : name.end + 2]]
    return not _PORTS.isdisjoint(behind) and behind[0].isalpha() and behind[0] not in LINKS


def _with_acronyms(words: Sequence[Word], names: list[NamedSpan], make: Any) -> list[NamedSpan]:
    """Take the initials of a park in brackets behind it for the park: `Thang Long Industrial Park II (TLIPII)`."""
    parks = []
    for name in names:
        i = name.end + 1
        bracketed = name.kind == "PARK" and i + 1 < len(words) and (words[i - 1].raw, words[i + 1].raw) == ("(", ")")
        if bracketed and words[i].raw.isupper() and words[i].low in _initials(words[name.start : name.end]):
            parks.append(make(i, i + 1))
    begins = {park.start for park in parks}
    return sorted([*(name for name in names if name.start not in begins), *parks]) if parks else names


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
    hit = hit_at(sentence, first)
    if hit is not None and hit.end == end and _PLACES & set(hit.kinds) and not {"PARK", "AREA"} & set(hit.kinds):
        return True
    return end - first == 1 and len(sentence.words[first].raw) < 3
