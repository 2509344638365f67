"""Know one thing under several spellings in one text: full and short names, acronyms in brackets, a park's own firm."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from config.gazetteer import fold_name, is_drawn_from, is_provisional
from config.schema import Label, Mention
from nlp.linking.document import iter_beside
from nlp.linking.keys import CODE_LEAD

_PARK = re.compile(
    r"\b(khu cong nghiep|cum cong nghiep|khu kinh te(?: cua khau(?: quoc te)?)?|khu cong nghe cao|khu che xuat|"
    r"khu do thi|kcn|ccn|kkt|kcx|(?:khu )?k?ktck|kktvb|trade zone|industrial (?:park|zone|estate|cluster)s?|"
    r"(?:(?:international )?border (?:gate |crossing )?|coastal )?economic zones?|export processing zones?|"
    r"hi ?tech|ips?|izs?|eips?|the|province|city|tinh|thanh pho|tp|district|huyen)\b"
)
_FIRM = re.compile(
    r"\b(cong ty|tap doan|tong cong ty|co phan|ctcp|cp|tnhh|mot thanh vien|mtv|lien doanh|dau tu|phat trien|ha tang|"
    r"kinh doanh|xay dung|"
    r"nuoc giai khat|khu cong nghiep|kcn|kinh te|cong nghiep|va|the|company|co|ltd|limited|llc|jsc|joint stock|"
    r"joint venture|corporation|"
    r"corp|group|inc|pte|plc|holdings?|investment|development|infrastructure|industrial (?:park|zone)s?|and|of)\b"
)
_ACRONYM = re.compile(r"[A-ZĐ][A-ZĐ&.\d]{1,7}(?: VN)?")  # KBC VN: a share's code as agencies write it
_NUMBER = re.compile(r"\b(?:\d+\w?|[ivx]+|mo rong|expansion|extension)\b")
_LEVELS = frozenset("xa phuong thi tran thon lang commune ward town township village".split())
_SHORT = 3  # letters of names too short to be known again
_INSIDE = re.compile(r"\(([^()]{2,20})\)")
_GAP = re.compile(  # also (HNX: SZB), (mã chứng khoán IDV)
    rf"\s*(?:[-–]\s*|\(\s*(?:{CODE_LEAD}(?: ?: ?| ))?)",
    re.I,
)


def core_of(mention: Mention) -> tuple[str, ...]:
    """Return the words of a name without designators; all its words if none are left."""
    return _core(mention.evidence.surface, mention.label == "ORG")


def open_key(surface: str, label: Label) -> str:
    """Return the key of a thing that the gazetteer lacks: its label and the words of its name without designators."""
    return _write_key(label, _core(surface, label == "ORG"))


def _write_key(label: Label, core: Sequence[str]) -> str:
    return f"{label}:{' '.join(core)}"


@lru_cache(maxsize=50_000)
def _core(surface: str, is_firm: bool) -> tuple[str, ...]:
    folded = fold_name(_INSIDE.sub(" ", surface)) or fold_name(surface)
    bare = (_FIRM if is_firm else _PARK).sub(" ", folded).split()
    return tuple(bare) or tuple(folded.split())


def key_mentions(text: str, mentions: Sequence[Mention]) -> list[str]:
    """Return for each mention (in the order of the text) the key of its thing: entity id, or label and core words.

    A short name goes with the only longer one that it is short for, an acronym in brackets with the name before them,
    a name whose words are glued together with its like.
    """
    cores = [core_of(mention) for mention in mentions]
    known = [m.entity_id if m.entity_id and not is_provisional(m.entity_id) else None for m in mentions]
    keys = [i or _write_key(m.label, c) for i, m, c in zip(known, mentions, cores, strict=True)]
    merged: dict[str, str] = {}
    ids: dict[str, str] = {}
    longer: dict[tuple[str, ...], set[str]] = {}
    glued: dict[tuple[str, str], str] = {}
    named = list(zip(mentions, cores, keys, known, strict=True))
    for mention, core, key, entity in named:
        for short in _shorter(mention.label, core):
            longer.setdefault((mention.label, *short), set()).add(key)
        whole = glued.setdefault((mention.label, "".join(core)), key)  # HoaiThanh Tay
        whole = ids.setdefault(mention.entity_id or whole, whole)
        if entity is None and whole != key:
            merged[key] = whole
    open_names = {(mention.label, *core): key for mention, core, key, entity in named if entity is None}
    for name, key in sorted(open_names.items(), key=lambda item: -len(item[0])):
        if len(" ".join(name[1:])) > _SHORT:
            others = {_follow(other, merged) for other in longer.get(name, ())} - {key}
            if len(others) == 1:
                merged[key] = others.pop()
    _merge_acronyms(text, mentions, keys, merged)
    return [_follow(key, merged) for key in keys]


def _merge_acronyms(text: str, mentions: Sequence[Mention], keys: Sequence[str], merged: dict[str, str]) -> None:
    """Merge the keys of acronyms into those of the names before them, or of the names that they stand in."""
    for (mention, key), (after, short) in iter_beside(list(zip(mentions, keys, strict=True))):
        gap = text[mention.evidence.end : after.evidence.start]
        behind = text[after.evidence.end : after.evidence.end + 1]
        if mention.label != after.label or behind == ":" or not _GAP.fullmatch(gap):  # (HNX: SZB)
            continue
        bracketed = "(" in gap and behind == ")"
        if _ACRONYM.fullmatch(after.evidence.surface) or (bracketed and _shortens(after, mention)):
            code = after.evidence.surface.removesuffix(" VN")
            merged.setdefault(short, key)
            merged.setdefault(f"{after.label}:{fold_name(code)}", key)
    for mention, key in zip(mentions, keys, strict=True):
        inside = _INSIDE.search(mention.evidence.surface)
        if inside and _ACRONYM.fullmatch(inside[1]):
            merged.setdefault(f"{mention.label}:{fold_name(inside[1])}", key)


def _shorter(label: str, core: Sequence[str]) -> Iterator[Sequence[str]]:
    """Iterate over what may be short for a name: its beginnings, a firm's ends, a place without what it is.

    `Formosa` for `Hưng nghiệp Formosa`, `Trung Đông` for `xã Trung Đông`; no park for the same park's second zone.
    """
    for size in range(1, len(core)):
        if label == "ORG" or (label == "PARK" and not _NUMBER.search(" ".join(core[size:]))):
            yield core[:size]
        if label == "ORG" or (label == "PLACE" and _LEVELS.issuperset(core[:-size])):
            yield core[-size:]
        if label == "PLACE" and _LEVELS.issuperset(core[size:]):
            yield core[:size]


def _shortens(short: Mention, long: Mention) -> bool:
    """Tell whether a name is drawn together from a longer one: `Binh Dinh Pharmaceutical Company (Bidiphar)`."""
    letters, rest = (fold_name(name.evidence.surface).replace(" ", "") for name in (short, long))
    return len(letters) > 2 and is_drawn_from(letters, rest)


def _follow(key: str, merged: dict[str, str]) -> str:
    for _ in range(3):
        key = merged.get(key, key)
    return key


def share_name(firm: tuple[str, ...], park: tuple[str, ...]) -> bool:
    """Tell whether a firm bears the name of a park, as the company that runs it does."""
    a, b = set(firm), set(park)
    return bool(a & b) and (a <= b or b <= a)
