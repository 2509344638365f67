"""Decide when a subject given by the program is the subject that the annotator wrote in words.

Both sides become sets of folded words without designators (park, zone, company, province ...). They agree when the sets
are equal, when one holds the other ("Can Tho" for "Can Tho industrial parks", "Coca-Cola" for "Coca-Cola factory"), or
when they share two thirds of their words. A subject in words that no annotated name of the text agrees with ("four new
parks") has no name: there null is right, and so is a place that its words contain.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from nlp.facts.scene import fold

DESIGNATORS = frozenset(
    "the of and in at for a an s to on by its industrial park parks zone zones ip ips iz izs kcn khu cong nghiep cum ccn kkt "
    "eco economic kinh te project projects company companies co ltd jsc corporation corp group joint stock limited liability "
    "tnhh cp ctcp ty phan factory plant province city district tinh thanh pho huyen tp tap doan provincial du an nha may "
    "cac nhung cua va tai export processing".split()
)
ALIASES = {
    "hcmc": "ho chi minh",
    "tphcm": "ho chi minh",
    "tp hcm": "ho chi minh",
    "viet nam": "vietnam",
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
}
_ALIAS = re.compile(r"\b(" + "|".join(sorted(ALIASES, key=len, reverse=True)) + r")\b")


def words_of(name: str) -> frozenset[str]:
    """Return the words that tell a name from others; all its words if none do."""
    words = _ALIAS.sub(lambda match: ALIASES[match[1]], fold(re.sub(r"\((.*?)\)", r" \1", name))).split()
    return frozenset(word for word in words if word not in DESIGNATORS) or frozenset(words)


def agree(given: str, wanted: str) -> bool:
    a, b = words_of(given), words_of(wanted)
    return bool(a and b) and (a <= b or b <= a or 3 * len(a & b) >= 2 * len(a | b))


def names_anything(wanted: str, document: Mapping[str, Any]) -> bool:
    """Tell whether the subject in words is one of the document's annotated names."""
    names = [row["surface"] for kind in ("parks", "organisations", "places") for row in document[kind]]
    names += [row["canonical"] for row in document["parks"] if row.get("canonical")]
    return any(agree(name, wanted) for name in (*names, "Vietnam"))


def is_right(given: Iterable[str], wanted: str | None, document: Mapping[str, Any]) -> bool:
    """Tell whether any spelling of the given subject is the wanted one; no spelling at all is null."""
    spellings = [name for name in given if name]
    if not wanted:
        return not spellings
    if any(agree(name, wanted) for name in spellings):
        return True
    return not spellings and not names_anything(wanted, document)
