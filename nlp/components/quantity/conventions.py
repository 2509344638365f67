"""Settle by the whole text what a passage leaves open: which sign was the decimal one (`1.686 ha`), what `khu` are."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from config.schema import Figure
from nlp.components.quantity.draft import Draft
from nlp.components.quantity.tokens import iter_digits
from nlp.normalize.number import betrayed_decimal, vote_on_decimal

_LARGE = frozenset(("ha", "m2", "m3", "m3/day", "m3/year", "t", "t/year", "t/day", "kWh", "kWh/year", "km2"))
_COARSE = frozenset(("m2", "kWh", "kWh/year", "m3/day"))  # what nobody measures to three decimals
_FEW = 1000
_KINDS = re.compile(
    r"(?P<meant>khu (?:công nghiệp|CN)\b|KCN)"
    r"|(?:khu (?:kinh tế|chế xuất|đô thị|dân cư|công nghệ|tái|du)|KKT|KCX|KCNC)\b",
    re.IGNORECASE,
)
_CLUSTERS = re.compile(
    r"(?P<meant>cụm (?:công nghiệp|CN)\b|CCN)|cụm (?:cảng|dân|nhà|xưởng|máy|công trình|liên kết|ngành)\b", re.IGNORECASE
)


class _Zone(NamedTuple):
    """A bare word, what it may be short for, and the unit that it then is."""

    word: str
    kinds: re.Pattern[str]
    unit: str


_ZONES = {  # by the unit of the bare word
    "zone": _Zone("khu", _KINDS, "industrial park"),
    "cluster": _Zone("cụm", _CLUSTERS, "industrial cluster"),
}
_DIVIDED = re.compile(r"(?:chia|cắt|tách|phân)\s(?:\w+\s){1,3}$", re.IGNORECASE)  # một KCN chia làm 2 khu
_REACH = 30  # characters
_BARE = re.compile(
    r"(?!\s+(?:vực|chức|đất|tái|nhà|phố|trọ|ký|vui|du|nghỉ|thương|dịch|hành|xử|phức|trung|liên|bảo|giải|thể|nông|rừng|khách)\b)"
)


def settle_convention(draft: Draft, decimal: str) -> None:
    """Read `1.200 workers` and `1.686 ha` by the Vietnamese custom, as authors from there do in English texts.

    Counted things and dong have no decimals, which settles it, also for `101,407 người`. Measures with just three
    decimals are rarer than thousands, in Vietnamese where they end in a nought (`4,500 tấn`) or are square metres and
    the like: the other reading stays, the score is low, and the figure is marked as suspect.
    """
    if not draft.readings or draft.has_magnitude or draft.upper is not None or draft.rule != "digits":
        return
    (other,) = draft.readings
    written = draft.value
    if not written < _FEW <= other:
        return
    if draft.dimension == "count" or draft.unit.startswith("VND"):
        draft.value, draft.readings, draft.score = other, (), 0.9
    elif draft.unit in _LARGE and (decimal == "." or draft.unit in _COARSE or plain(written).endswith("0")):
        draft.value, draft.readings = other, (written,)
        custom = "English" if decimal == "." else "Vietnamese"
        draft.suspect = f"read as {plain(other)} {draft.unit}; by {custom} custom it would be {plain(written)}"


def settle_by_text(text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """Settle by the whole text what one passage leaves open: decimals, and what a bare `khu` or `cụm` is."""
    return _settle_zones(text, _settle_decimals(text, figures))


def _settle_zones(text: str, figures: Iterable[Figure]) -> Iterator[Figure]:
    """`425 khu được thành lập`, `hai cụm`: industrial parks or clusters, where the text has last spoken of these."""
    spoken: dict[_Zone, list[re.Match[str]]] = {}
    for figure in figures:
        zone = _ZONES.get(figure.unit)
        if zone is None or (figure.item or "").lower() != zone.word or not _is_bare(text, figure):
            yield figure
            continue
        if zone not in spoken:
            spoken[zone] = list(zone.kinds.finditer(text))
        found = spoken[zone]
        before = bisect_left(found, figure.evidence.start, key=re.Match.start)
        is_meant = before > 0 and found[before - 1].group("meant") is not None
        yield replace(figure, unit=zone.unit) if is_meant else figure


def _is_bare(text: str, figure: Figure) -> bool:
    start, end = figure.evidence.start, figure.evidence.end
    return _BARE.match(text, end) is not None and not _DIVIDED.search(text[max(start - _REACH, 0) : start])


def _settle_decimals(text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """Settle by the whole text what the digits of one passage leave open: `12,245 tỷ` beside `15,000 tỷ`.

    The sign that the text betrays parts no thousands. In an English text `80.941 ha` and `54.655 ha` beside `1.16 ha`
    are decimals.
    """
    decimal = vote_on_decimal(iter_digits(text)) if any(figure.readings for figure in figures) else None
    broken = {(figure.unit, betrayed_decimal(_digits_of(figure))) for figure in figures if figure.unit}
    fine = Counter(figure.unit for figure in figures if figure.suspect and not _ends_in_nought(figure))
    for figure in figures:
        (other, *rest) = figure.readings or (figure.value,)
        if rest or figure.upper is not None or figure.rule != "digits":
            yield figure
            continue
        thousands, written = max(figure.value, other), min(figure.value, other)
        sign = "." if "." in _digits_of(figure) else ","
        if decimal and sign != decimal and figure.value == written:
            yield replace(figure, value=thousands, readings=(written,))
        elif figure.suspect and figure.value == thousands and (figure.unit, sign) in broken and fine[figure.unit] > 1:
            yield replace(figure, value=written, readings=(thousands,), suspect=None)
        else:
            yield figure


def _ends_in_nought(figure: Figure) -> bool:
    tens = figure.value.scaleb(-1)
    return tens == tens.to_integral_value()


def _digits_of(figure: Figure) -> str:
    return next(iter_digits(figure.evidence.surface), "")


def plain(value: Decimal) -> str:
    """Write a number without exponent."""
    return format(value, "f")
