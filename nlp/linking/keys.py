"""Reduce names to keys under which spellings of one thing meet: no marks, designators, legal forms; numbers in digits."""

import re
from functools import lru_cache

from config.gazetteer import fold_name

_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_PHASE = re.compile(r"\s*[-–(,]*\s*(?:giai đoạn|phase|đợt)\s+(?:[ivx]+|\d+)\b(?:,?\s*đợt\s+(?:[ivx]+|\d+))?\)?", re.I)
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_PARK = re.compile(
    r"\b(khu cong nghiep|cum cong nghiep|khu kinh te|khu cong nghe cao|khu che xuat|lang nghe|khu cn|kcnc|kcnst|kcn|ccn|kktck|kktvb|kkt|kcx|"
    r"(?:eco )?industrial (?:parks?|zones?|estates?|clusters?|complex(?:es)?)|(?:border gate |coastal |open )?economic zones?|export processing zones?|"
    r"(?:hi|high) ?tech (?:industrial )?parks?|craft villages?|technology parks?|ips?|izs?|eips?|ezs?|epzs?|the|khu)\b"
)
_SOFT = re.compile(
    r"\b(cong nghe cao|ho tro|sinh thai|chuyen sau|cua khau|border gate|mo|ven bien|do thi|dich vu|va|and)\b"
)
_LEGAL = re.compile(
    r"\b(cong ty|tong cong ty|ctcp|cty|tnhh|mtv|mot thanh vien|co phan|cp|tap doan|ngan hang|tmcp|lien doanh|joint stock company|company limited|limited|"
    r"jsc|co ltd|co|ltd|llc|inc|corp|corporation|company|group|plc|pte|the|holdings?)\b"
)
_PLACE = re.compile(
    r"^(?:tinh|thanh pho|tp|huyen|quan|thi xa|tx|thi tran|phuong|xa)\s+|\s+(?:province|city|district|town|commune|ward|township)$|^the\s+"
)
KINDS = (
    (re.compile(r"\b(khu kinh te|kkt\w*|economic zones?|ezs?)\b"), frozenset({"economic_zone"})),
    (re.compile(r"\b(cum cong nghiep|ccn|industrial clusters?)\b"), frozenset({"industrial_cluster"})),
    (re.compile(r"\b(lang nghe|craft villages?)\b"), frozenset({"craft_village"})),
    (re.compile(r"\b(khu che xuat|kcx|export processing zones?|epzs?)\b"), frozenset({"export_processing_zone"})),
    (re.compile(r"\b(khu cong nghe cao|(?:hi|high) ?tech park)\b"), frozenset({"high_tech_park"})),
    (
        re.compile(r"\b(khu cong nghiep|kcn|industrial (?:park|zone|estate)s?|ips?|izs?)\b"),
        frozenset({"industrial_park", "export_processing_zone", "high_tech_park"}),
    ),
)


def _tidy(text: str) -> str:
    return " ".join(_ROMAN.get(word, word) for word in text.split())


@lru_cache(maxsize=100_000)
def park_key(name: str) -> str:
    """Reduce a park's name; phases do not count, `mở rộng` does."""
    bare = fold_name(_PHASE.sub(" ", _BRACKETS.sub(" ", name)))
    return _tidy(_PARK.sub(" ", bare)) or _tidy(bare)


@lru_cache(maxsize=100_000)
def soft_park_key(name: str) -> str:
    """Reduce a park's name further: what it is for does not count."""
    return _tidy(_SOFT.sub(" ", park_key(name)))


@lru_cache(maxsize=100_000)
def park_kinds(name: str) -> frozenset[str]:
    """Return the kinds that the designator in a name allows; none for a name without one."""
    folded = fold_name(name)
    return next((kinds for pattern, kinds in KINDS if pattern.search(folded)), frozenset())


@lru_cache(maxsize=100_000)
def organisation_key(name: str) -> str:
    """Reduce an organisation's name to folded words."""
    return fold_name(_BRACKETS.sub(" ", name).replace("’s", "'s")).removeprefix("the ")


@lru_cache(maxsize=100_000)
def bare_organisation_key(name: str) -> str:
    """Reduce an organisation's name further: its legal form does not count."""
    return " ".join(_LEGAL.sub(" ", organisation_key(name)).split())


@lru_cache(maxsize=100_000)
def place_key(name: str) -> str:
    """Reduce a place's name: its level does not count."""
    return _PLACE.sub("", _PLACE.sub("", fold_name(name)))


def same_marks(one: str, other: str) -> bool:
    """Tell whether no mark of one spelling contradicts the other, word by word; unmarked words fit all."""
    a, b = one.casefold().split(), other.casefold().split()
    return all(x == y or x.isascii() or y.isascii() or fold_name(x) != fold_name(y) for x, y in zip(a, b, strict=False))
