"""Reduce names to keys under which spellings of one thing meet: no marks, designators, legal forms."""

import re
import unicodedata
from functools import lru_cache

from config.gazetteer import fold_name

# before a share's code: HOSE: SZC, mã chứng khoán IDV
CODE_LEAD = r"(?:mã(?: (?:ck|chứng khoán|cổ phiếu))?|(?:stock )?code|ticker|hose|hsx|hnx|upcom)"
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_GLUED = {
    "haiphong": "hai phong",
    "danang": "da nang",
    "hanoi": "ha noi",
    "saigon": "sai gon",
    "halong": "ha long",
    "vietnam": "viet nam",
    "haiduong": "hai duong",
    "quangninh": "quang ninh",
}
_PHASE = re.compile(
    r"\s*[-–(,]*\s*(?:giai đoạn|phase|đợt)\s+([ivx]+|\d+)(?:-?[a-d])?\b(?:,?\s*đợt\s+(?:[ivx]+|\d+))?\)?",
    re.I,
)
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_DIGITS = re.compile(r"(?<=[a-z]{3})(?=\d+\b)|(?<=\b\d)(?=[a-d]\b)")  # vsip2, yen phong 2c
_EXPANDED = re.compile(r"^(?:expanded|extended)\s+(.*)|(.*?)\s+(?:expansion|extension|expanded|extended)$")
_NUMBER = re.compile(r"\b(?:no|so)\s+(?=\d)")
_NETWORK = re.compile(r"^viet nam singapore\b(?: vsip\b)?")
_PARK = re.compile(
    r"\b(khu cong nghiep|cum cong nghiep|cum kcn|khu kinh te|ktt|khu cong nghe cao|khu che xuat|lang nghe|khu cn|kcnc|"
    r"kcnst|kcn|ccn|kktck|kktvb|kkt|kcx|(?:eco )?industrial (?:parks?|zones?|estates?|clusters?|complex(?:es)?)|"
    r"(?:(?:international )?border (?:gate |crossing )?|coastal |open )?economic zones?|export processing zones?|"
    r"(?:hi|high) ?tech (?:industrial )?parks?|"
    r"craft villages?|technology parks?|ips?|izs?|eips?|ezs?|epzs?|the|khu|(?:zone|project)$)\b"
)
_SOFT = re.compile(
    r"\b(cong nghe cao|ky thuat cao|(?:hi|high) tech|ho tro|sinh thai|chuyen sau|cua khau|border gate|mo|ven bien|"
    r"do thi|dich vu|service|urban|va|and|hau can|cang|port|logistics|seaport|cang bien|san xuat|tai che|giay|sat|thep|"
    r"go|gom|bun|tranh|co khi|o to|det may|textile|garment|phi thue quan|industrial|cum|truyen thong|park)\b|"
    r"^lang (?=\w+ \w)(?!son|giang|co)"
)
_FLAVOURS = re.compile(r"cong nghe cao|(?:hi|high) ?tech|mo rong|ho tro|support|det may|textile|dich vu|service")
_COUNTRY = re.compile(r"\bvietnam\b")
_LEGAL = re.compile(
    r"\b(cong ty|tong cong ty|ctcp|cty|tnhh|mtv|mot thanh vien|co phan|cp|tap doan|ngan hang|tmcp|lien doanh|"
    r"joint stock company|company limited|limited|jsc|co ltd|co|ltd|llc|inc|corp|corporation|company|group|plc|pte|the|"
    r"holdings?)\b"
)
_MINOR = re.compile(r"^(?:xa|phuong|thi tran|thon|ap)\b|\b(?:communes?|wards?|townships?|villages?)$")
_LEVELS = {
    "q": "quận",
    "h": "huyện",
    "p": "phường",
    "x": "xã",
    "tt": "thị trấn",
    "tx": "thị xã",
    "tp": "thành phố",
}
_LEVEL = re.compile(rf"^({'|'.join(_LEVELS)}) ?\. ?(?=\w)(?!hu[eế]\b)", re.I)  # but TT. Huế is Thừa Thiên Huế
_PLACE = re.compile(
    r"^(?:tinh|thanh pho|tp|huyen|quan|thi xa|tx|thi tran|phuong|xa)\s+|"
    r"\s+(?:province|city|district|town|commune|ward|township)$|^the\s+"
)
KINDS = (
    (re.compile(r"\b(khu kinh te|kkt\w*|economic zones?|ezs?)\b"), frozenset({"economic_zone"})),
    (re.compile(r"\b(cum cong nghiep|ccn|industrial clusters?)\b"), frozenset({"industrial_cluster"})),
    (re.compile(r"\blang nghe\b|^lang (?!son|giang|ha|co|minh)\w+ |\bcraft villages?\b"), frozenset({"craft_village"})),
    (re.compile(r"\b(khu che xuat|kcx|export processing zones?|epzs?)\b"), frozenset({"export_processing_zone"})),
    (re.compile(r"\b(khu cong nghe cao|(?:hi|high) ?tech park)\b"), frozenset({"high_tech_park"})),
    (
        re.compile(r"\b(khu cong nghiep|kcn|industrial (?:park|zone|estate)s?|ips?|izs?)\b"),
        frozenset({"industrial_park", "export_processing_zone", "high_tech_park"}),
    ),
)


def plain(surface: str) -> str:
    """Return a surface composed (NFC), with single blanks."""
    return " ".join(unicodedata.normalize("NFC", surface).split())


def _tidy(text: str) -> str:
    words = " ".join(_GLUED.get(word, _ROMAN.get(word, word)) for word in text.split())
    expanded = _EXPANDED.fullmatch(words)
    if expanded:
        words = f"{expanded[1] or expanded[2]} mo rong"
    words = _NETWORK.sub("vsip", words)
    return words if re.fullmatch(r"(?:no|so) \d+", words) else _NUMBER.sub("", words)


@lru_cache(maxsize=100_000)
def park_key(name: str) -> str:
    """Reduce a park's name; phases do not count, `mở rộng` does."""
    bare = _DIGITS.sub(" ", fold_name(_PHASE.sub(" ", _BRACKETS.sub(" ", name))))
    return _tidy(" ".join(_PARK.sub(" ", bare).split())).replace("no ", "so ")


@lru_cache(maxsize=100_000)
def soft_park_key(name: str) -> str:
    """Reduce a park's name further: what it is for does not count."""
    return " ".join(_SOFT.sub(" ", park_key(name)).split())


@lru_cache(maxsize=100_000)
def park_kinds(name: str) -> frozenset[str]:
    """Return the kinds that the designator in a name allows; none for a name without one."""
    folded = fold_name(name)
    return next((kinds for pattern, kinds in KINDS if pattern.search(folded)), frozenset())


@lru_cache(maxsize=100_000)
def phase_of(name: str) -> str:
    """Return the number of the phase in a park's name, or nothing."""
    found = _PHASE.search(name)
    return _ROMAN.get(found[1].casefold(), found[1]) if found else ""


@lru_cache(maxsize=100_000)
def flavours(name: str) -> frozenset[str]:
    """Return what a park's name says it is for, which tells parks of one name apart."""
    found = {word.replace("high", "hi").replace(" ", "") for word in _FLAVOURS.findall(fold_name(name))}
    same = {"congnghecao": "hitech", "hotro": "support", "detmay": "textile", "dichvu": "service"}
    return frozenset(same.get(word, word) for word in found)


@lru_cache(maxsize=100_000)
def organisation_key(name: str) -> str:
    """Reduce an organisation's name to folded words; the country's name is two."""
    folded = fold_name(_BRACKETS.sub(" ", name).replace("’s", "'s")).removeprefix("the ")
    return _COUNTRY.sub("viet nam", folded)


@lru_cache(maxsize=100_000)
def bare_organisation_key(name: str) -> str:
    """Reduce an organisation's name further: its legal form does not count."""
    return " ".join(_LEGAL.sub(" ", organisation_key(name)).split())


def name_key(label: str, surface: str) -> str:
    """Reduce a name of its label: parks without designators, all others without legal forms."""
    return park_key(surface) if label == "PARK" else bare_organisation_key(surface)


def spell_level(name: str) -> str:
    """Spell out the level that stands short before a place's name: `Q.Bình Tân` is `quận Bình Tân`."""
    return _LEVEL.sub(lambda match: f"{_LEVELS[match[1].casefold()]} ", name)


def is_below_district(name: str) -> bool:
    """Tell whether a place is by its name a commune, a ward or less: many bear the name of a district elsewhere."""
    return _MINOR.search(fold_name(spell_level(name))) is not None


@lru_cache(maxsize=100_000)
def place_key(name: str) -> str:
    """Reduce a place's name: its level does not count."""
    folded = " ".join(_GLUED.get(word, word) for word in fold_name(spell_level(name)).split())
    return _PLACE.sub("", _PLACE.sub("", folded))


def same_marks(one: str, other: str) -> bool:
    """Tell whether no mark of one spelling contradicts the other, word by word; unmarked words fit all."""
    a, b = one.casefold().split(), other.casefold().split()
    return all(
        _tone_of(x) == _tone_of(y) or x.isascii() or y.isascii() or fold_name(x) != fold_name(y)
        for x, y in zip(a, b, strict=False)
    )


@lru_cache(maxsize=50_000)
def _tone_of(word: str) -> tuple[str, ...]:
    """Return letters and marks in an order in which old and new tone placement (hoà, hòa) are the same."""
    return tuple(sorted(unicodedata.normalize("NFD", word)))
