"""Decide when a subject given by the program is the subject that the annotator wrote in words.

Both sides become sets of folded words without designators (park, zone, company, province ...). A name is

- the same, when the sets are equal;
- akin, when one set holds the other ("Can Tho" for "Can Tho industrial parks"), when they share two thirds of their
  words, or when it is a company whose own words, without its trade and country, stand in the subject ("Coca-Cola
  Vietnam" for "Coca-Cola Long An plant").

The best names of the text are right: if one is the same, those that are only akin are wrong ("Hung Phu 2A" for "Hung
Phu I"), and a place that is akin is wrong when a park or an organisation is akin too ("Vinh Phuc" for "Thang Long
Vinh Phuc Industrial Park"). The country may always be meant, also where the text does not write its name. A subject
in words that no name of the text agrees with ("four new parks") has no name: there null is right.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from config.gazetteer import fold_name

DESIGNATORS = frozenset(
    "the of and in at for a an s to on by its industrial park parks zone zones ip ips iz izs kcn khu cong nghiep "
    "cum ccn "
    "kkt eco economic kinh te project projects company companies co ltd jsc corporation corp group joint stock limited "
    "liability tnhh cp ctcp ty phan factory plant province city district tinh thanh pho huyen tp tap doan "
    "provincial du an "
    "nha may cac nhung cua va tai export processing open mo".split()
)
TRADE = frozenset(
    "vietnam viet nam vina electronics electric technology technologies investment international development holdings "
    "beverage beverages food foods solar energy corporation production producing trading trade service services dau tu "
    "quoc te phat trien cong nghe san xuat thuong mai dich vu nuoc giai khat singapore hong kong han taiwan dai "
    "loan pte "
    "mot thanh vien mtv thhh ha tang infrastructure heavy industries pv nang luong dau khi thep steel".split()
)
ALIASES = {
    "hcmc": "ho chi minh",
    "hcm": "ho chi minh",
    "tphcm": "ho chi minh",
    "viet nam": "vietnam",
    "vietnamese": "vietnam",
    "trung quoc": "china",
    "an do": "india",
    "nhat ban": "japan",
    "thai lan": "thailand",
    "philippine": "philippines",
    "thuy dien": "sweden",
    "co khi o to": "auto mechanics",
    "mo rong": "expanded",
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
}
COUNTRY = frozenset({"vietnam"})
_ALIAS = re.compile(r"\b(" + "|".join(sorted(ALIASES, key=len, reverse=True)) + r")\b")


@dataclass(frozen=True, slots=True)
class Spelled:
    """A thing named in a text: its label and all spellings."""

    label: str
    spellings: tuple[str, ...]


@lru_cache(maxsize=100_000)
def words_of(name: str) -> frozenset[str]:
    """Return the words that tell a name from others; all its words if none do."""
    words = _ALIAS.sub(lambda match: ALIASES[match[1]], fold_name(re.sub(r"\((.*?)\)", r" \1", name))).split()
    return frozenset(word for word in words if word not in DESIGNATORS) or frozenset(words)


def likeness(thing: Spelled, wanted: str) -> int:
    """Return 2 for the same, 1 for akin, 0 for neither."""
    b = words_of(wanted)
    best = 0
    for spelling in thing.spellings:
        a = words_of(spelling)
        if not a or not b:
            continue
        if a == b:
            return 2
        core = a - TRADE
        if (
            a <= b
            or (b <= a and not b <= COUNTRY)
            or 3 * len(a & b) >= 2 * len(a | b)
            or (thing.label == "ORG" and core and core <= b)
        ):
            best = 1
    return best


def right_things(things: Mapping[str, Spelled], wanted: str | None) -> frozenset[str]:
    """Return the keys of the things that are the wanted subject; none if it has no name in the text."""
    if not wanted:
        return frozenset()
    degrees = {key: likeness(thing, wanted) for key, thing in things.items()}
    same = frozenset(key for key, degree in degrees.items() if degree == 2)
    akin = frozenset(key for key, degree in degrees.items() if degree)
    found = same or akin
    named = frozenset(key for key in found if things[key].label != "PLACE")
    if named and (not same or _is_park(wanted)):
        return named
    return found


def _is_park(wanted: str) -> bool:
    return re.search(r"\b(park|zone|ip|iz|epz|estate|cluster|village|area)\b", wanted, re.I) is not None
