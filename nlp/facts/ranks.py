"""Tell the ranks of things of one sort apart: "the district" is no province, "the group" no joint venture."""

import re
from functools import cache, lru_cache

from config.gazetteer import fold_name, load_gazetteer

_PLACES, _PARKS = frozenset({"province", "minor"}), frozenset({"park"})
_FIRMS, _BODIES = frozenset({"firm", "namesake", "park"}), frozenset({"body", "firm"})
_RANKS = (  # with their words and the groups of `features` whose names they tell apart
    ("province", r"provinces?|tinh", _PLACES),
    ("city", r"city|thanh pho|tp|tphcm|hcmc", _PLACES),
    ("district", r"districts?|huyen|thi xa|towns?|quan", _PLACES),
    ("cluster", r"clusters?|cum cong nghiep|ccn|cum", _PARKS),
    ("zone", r"economic zones?|khu kinh te|kkt", _PARKS),
    ("village", r"lang", _PARKS),
    ("group", r"group|tap doan", _FIRMS),
    ("venture", r"joint venture|lien doanh", _FIRMS),
    ("corporation", r"corporation|corp|tong cong ty", _FIRMS),
    ("company", r"company|co(?! so)|ltd|cong ty|tnhh|jsc|cp|ctcp", _FIRMS),
    ("factory", r"factory|plant|nha may", _FIRMS),
    ("project", r"project|du an", _FIRMS),
    ("complex", r"complex|to hop", _FIRMS),
    ("fund", r"fund|^quy", _BODIES),
    ("centre", r"cent(?:er|re)|^trung tam", _BODIES),
    ("institute", r"institute|^vien", _BODIES),
    ("association", r"association|hiep hoi", _BODIES),
    ("bank", r"bank|^ngan hang", _BODIES),
    ("ministry", r"ministry|^bo", _BODIES),
    ("department", r"department|^so", _BODIES),
    ("authority", r"authority", _BODIES),
    ("university", r"university|^dai hoc", _BODIES),
)
_PATTERN = re.compile(r"\b(?:" + "|".join(f"(?P<{rank}>{words})" for rank, words, _ in _RANKS) + r")\b")
PROVINCIAL = frozenset({"province", "city"})  # which a centrally run city is, too
BEARERS = {rank: bearers for rank, _, bearers in _RANKS}


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
