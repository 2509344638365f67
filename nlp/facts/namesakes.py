"""Know one thing under several spellings in one text: full and short names, acronyms in brackets, a park's own firm."""

import re
from collections.abc import Sequence

from config.gazetteer import fold_name, is_drawn_from
from config.schema import Mention

_PARK = re.compile(
    r"\b(khu cong nghiep|cum cong nghiep|khu kinh te|khu cong nghe cao|khu che xuat|khu do thi|kcn|ccn|kkt|kcx|"
    r"industrial (?:park|zone|"
    r"estate|cluster)s?|economic zones?|export processing zones?|hi ?tech|ips?|izs?|eips?|the|province|city|tinh|"
    r"thanh pho|tp|"
    r"district|huyen)\b"
)
_FIRM = re.compile(
    r"\b(cong ty|tap doan|tong cong ty|co phan|ctcp|cp|tnhh|mot thanh vien|mtv|lien doanh|dau tu|phat trien|ha tang|"
    r"kinh doanh|xay dung|"
    r"nuoc giai khat|khu cong nghiep|kcn|kinh te|cong nghiep|va|the|company|co|ltd|limited|llc|jsc|joint stock|"
    r"joint venture|corporation|"
    r"corp|group|inc|pte|plc|holdings?|investment|development|infrastructure|industrial (?:park|zone)s?|and|of)\b"
)
_ACRONYM = re.compile(r"[A-ZĐ][A-ZĐ&.\d]{1,7}")
_INSIDE = re.compile(r"\(([^()]{2,20})\)")
_GAP = re.compile(r"\s*(?:\(|[-–])\s*")


def core_of(mention: Mention) -> tuple[str, ...]:
    """Return the words of a name without designators; all its words if none are left."""
    folded = fold_name(_INSIDE.sub(" ", mention.evidence.surface)) or fold_name(mention.evidence.surface)
    bare = (_FIRM if mention.label == "ORG" else _PARK).sub(" ", folded).split()
    return tuple(bare) or tuple(folded.split())


def key_mentions(text: str, mentions: Sequence[Mention]) -> list[str]:
    """Return for each mention (in the order of the text) the key of its thing: entity id, or label and core words.

    A company's short name that begins exactly one longer name, and an acronym in brackets, go with the longer.
    """
    cores = [core_of(mention) for mention in mentions]
    keys = [m.entity_id or f"{m.label}:{' '.join(core)}" for m, core in zip(mentions, cores, strict=True)]
    merged: dict[str, str] = {}
    longer: dict[tuple[str, ...], set[str]] = {}
    for mention, core, key in zip(mentions, cores, keys, strict=True):
        if mention.label == "ORG":
            for size in range(1, len(core)):
                longer.setdefault(core[:size], set()).add(key)
    for mention, core, key in zip(mentions, cores, keys, strict=True):
        others = longer.get(core, set()) - {key} if mention.label == "ORG" and mention.entity_id is None else set()
        if len(others) == 1 and len(" ".join(core)) > 3:
            merged[key] = next(iter(others))
    for (mention, key), (after, short) in zip(
        zip(mentions, keys, strict=True), list(zip(mentions, keys, strict=True))[1:], strict=False
    ):
        gap = text[mention.evidence.end : after.evidence.start]
        if mention.label != after.label or not _GAP.fullmatch(gap):
            continue
        bracketed = "(" in gap and text[after.evidence.end : after.evidence.end + 1] == ")"
        if _ACRONYM.fullmatch(after.evidence.surface) or (bracketed and _shortens(after, mention)):
            merged.setdefault(short, key)
    for mention, key in zip(mentions, keys, strict=True):
        inside = _INSIDE.search(mention.evidence.surface)
        if inside and _ACRONYM.fullmatch(inside[1]):
            merged.setdefault(f"{mention.label}:{fold_name(inside[1])}", key)
    return [_follow(key, merged) for key in keys]


def _shortens(short: Mention, long: Mention) -> bool:
    """Tell whether a name is drawn together from a longer one: `Binh Dinh Pharmaceutical Company (Bidiphar)`."""
    letters, rest = (fold_name(name.evidence.surface).replace(" ", "") for name in (short, long))
    return len(letters) > 2 and is_drawn_from(letters, rest)


def _follow(key: str, merged: dict[str, str]) -> str:
    for _ in range(3):
        if key not in merged:
            break
        key = merged[key]
    return key


def share_name(firm: tuple[str, ...], park: tuple[str, ...]) -> bool:
    """Tell whether a firm bears the name of a park, as the company that runs it does."""
    a, b = set(firm), set(park)
    return bool(a & b) and (a <= b or b <= a)
