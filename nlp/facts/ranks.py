"""Tell the ranks of things of one sort apart: "the district" is no province, "the group" no joint venture."""

import re
from functools import cache, lru_cache

from config.gazetteer import fold_name, load_gazetteer

_RANKS = (
    ("province", r"provinces?|tinh"),
    ("city", r"city|thanh pho|tp|tphcm|hcmc"),
    ("district", r"districts?|huyen|thi xa|towns?|quan"),
    ("cluster", r"clusters?|cum cong nghiep|ccn|cum"),
    ("zone", r"economic zones?|khu kinh te|kkt"),
    ("village", r"lang"),
    ("group", r"group|tap doan"),
    ("venture", r"joint venture|lien doanh"),
    ("corporation", r"corporation|corp|tong cong ty"),
    ("company", r"company|co(?! so)|ltd|cong ty|tnhh|jsc|cp|ctcp"),
    ("factory", r"factory|plant|nha may"),
    ("project", r"project|du an"),
    ("complex", r"complex|to hop"),
    ("fund", r"fund|^quy"),
    ("centre", r"cent(?:er|re)|^trung tam"),
    ("institute", r"institute|^vien"),
    ("association", r"association|hiep hoi"),
    ("bank", r"bank|^ngan hang"),
    ("ministry", r"ministry|^bo"),
    ("department", r"department|^so"),
    ("authority", r"authority"),
    ("university", r"university|^dai hoc"),
)
_PATTERN = re.compile(r"\b(?:" + "|".join(f"(?P<{rank}>{words})" for rank, words in _RANKS) + r")\b")
BEARERS = {  # groups of `features` whose names a rank tells apart
    **dict.fromkeys(("province", "city", "district"), frozenset({"province", "minor"})),
    **dict.fromkeys(("cluster", "zone", "village"), frozenset({"park"})),
    **dict.fromkeys(
        ("group", "venture", "corporation", "company", "factory", "project", "complex"),
        frozenset({"firm", "namesake", "park"}),
    ),
    **dict.fromkeys(
        ("fund", "centre", "institute", "association", "bank", "ministry", "department", "authority", "university"),
        frozenset({"body", "firm"}),
    ),
}


def find_rank(folded: str) -> str | None:
    """Return the first rank that folded words say, or None."""
    match = _PATTERN.search(folded)
    return match.lastgroup if match else None


@lru_cache(maxsize=20_000)
def ranks_of(folded: str, sort: str) -> frozenset[str]:
    """Return all ranks that a folded name says; a province's bare name tells by itself whether it is a city's."""
    said = frozenset(match.lastgroup or "" for match in _PATTERN.finditer(folded))
    known = _known_ranks().get(folded) if sort == "province" and not said else None
    return frozenset({known}) if known else said


@cache
def _known_ranks() -> dict[str, str]:
    ranks: dict[str, str] = {}
    for entity in load_gazetteer():
        if entity.kind == "province":
            rank = "city" if entity.attributes.get("level") == "centrally_run_city" else "province"
            ranks |= {fold_name(name): rank for name in (*entity.names.values(), *entity.aliases)}
    return ranks
