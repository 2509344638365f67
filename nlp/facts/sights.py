"""See a figure as binding does: where it stands, what it means, which names and figures are beside it."""

import math
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from config.schema import Figure
from nlp.facts.anaphora import Back, Pointers
from nlp.facts.conversion import convert_to_base, convert_to_usd
from nlp.facts.phrases import RESPECTIVELY
from nlp.facts.scene import Name, Scene

MEANINGS = {
    **dict.fromkeys(("area", "leasable_area", "cleared_area", "occupancy", "land_price"), "land"),
    **dict.fromkeys(("investment", "registered_capital", "disbursed_capital", "loan"), "money"),
    **dict.fromkeys(("output", "revenue", "profit", "fine", "charter_capital"), "business"),
    **dict.fromkeys(("export", "import", "tax", "growth", "decline", "share_of"), "economy"),
    **dict.fromkeys(
        (
            "energy_saved",
            "energy_used",
            "water_saved",
            "water_used",
            "money_saved",
            "emissions",
            "emissions_avoided",
            "waste_reused",
        ),
        "saving",
    ),
    **dict.fromkeys(("waste_generated", "flow_exchanged", "wastewater_capacity", "water_supply_capacity"), "utility"),
    **dict.fromkeys(("solar_capacity", "power_capacity", "voltage", "tariff"), "utility"),
    **dict.fromkeys(("solutions_identified", "solutions_implemented", "participants_trained"), "programme"),
    "enterprises_assessed": "programme",
    "distance": "distance",
    "duration": "duration",
    "jobs": "jobs",
    "tenants": "tenants",
    "projects": "projects",
    "parks": "parks",
}


_NEAR = 20  # names of its sentence that are looked at on each side of a figure
_LEAST, _MOST = -2, 13  # powers of ten that sizes are told apart by
_WORD = re.compile(r"[^\W\d_]{2,}")
LEADS = re.compile(  # from a name straight to its figure
    r"\s*(?:\([A-Z]{2,6}\))?\s*(?:[:(–-]\s*|(?:with|at|là|có|đạt|is|has) |, )?"
    r"(?:(?:about|around|khoảng|nearly|gần|hơn|over) )?",
    re.I,
)
_ONE_OF = re.compile(r"\b(?:one of|among|một trong)\b", re.I)  # what is said of is only a part
_NEXT = re.compile(r"\s*\)?\s*(?:[,;/.&]|and|và|, and|, và)\s*(?:(?:the|tỉnh|in) )?", re.I)


class Sight(NamedTuple):
    """A figure as binding sees it: where it stands, what goes before it in its sentence."""

    figure: Figure
    sentence: int
    group: str  # what the subject depends on
    meaning: str
    names: tuple[Name, ...]  # of its sentence, near it
    figures: tuple[Figure, ...]  # of its sentence, in order
    back: Back  # what its sentence points back to
    words: tuple[str, ...]  # in the figure and around it
    pairs: Mapping[str, int]  # of a "respectively": key -> index of its figure in `figures`
    size: str  # how great the figure is, beside others of its dimension
    mate: str | None  # key of the name right before it in a row of names and figures

    @property
    def dimension(self) -> str:
        return self.figure.dimension or "count"

    @property
    def before(self) -> list[Name]:
        """Return the names before the figure, in order."""
        return [name for name in self.names if name.end <= self.figure.evidence.start]

    @property
    def behind(self) -> Name | None:
        """Return the first name behind the figure."""
        return next((name for name in self.names if name.start >= self.figure.evidence.end), None)

    @property
    def state(self) -> str:
        """Tell whether names stand before the figure, only behind it, or nowhere in its sentence."""
        if not self.names:
            return "bare"
        return "led" if self.names[0].start < self.figure.evidence.start else "trailed"


def see(
    figure: Figure,
    scene: Scene,
    sentence: int,
    neighbours: Sequence[Figure],
    meaning: str,
    pointers: Pointers,
    pairs: Mapping[str, int],
) -> Sight:
    """Look at a figure that means this predicate.

    `neighbours` are its sentence's figures in order, itself too; `pairs` is what `pair_in_order` tells of them.
    """
    span = scene.sentences[sentence]
    every = scene.by_sentence.get(sentence, [])
    names = _nearest(every, figure)
    return Sight(
        figure=figure,
        sentence=sentence,
        meaning=meaning,
        group=MEANINGS.get(meaning, "other"),
        names=names,
        figures=tuple(neighbours),
        back=_see_back(figure, sentence, scene, pointers),
        words=_words(scene.text, span.start, figure, span.end, names),
        size=_size_of(figure.value, figure.unit),
        pairs=pairs,
        mate=_find_mate(figure, scene.text, every, neighbours),
    )


def _see_back(figure: Figure, sentence: int, scene: Scene, pointers: Pointers) -> Back:
    """Return what a figure's sentence points back to, or what leads to its list does."""
    at = figure.evidence
    back = pointers.before(at.start)
    lead = scene.lead_to(sentence)
    if lead is not None and not back.sorts:
        back = scene.pointers_of(lead).before(scene.sentences[lead].end)
    if _ONE_OF.search(scene.text, max(0, at.start - 24), at.end):
        back = Back((*back.sorts, "member"), back.ranks)
    return back


@lru_cache(maxsize=4096)
def _size_of(value: Decimal, unit: str) -> str:
    """Return the power of ten that a value is next to: money in dollars, all else in its base unit."""
    amount, _ = convert_to_usd(value, unit) or convert_to_base(value, unit)
    return str(min(max(round(math.log10(abs(amount))), _LEAST), _MOST)) if amount else "zero"


def _nearest(names: Sequence[Name], figure: Figure) -> tuple[Name, ...]:
    """Return the names of a sentence that are near enough to a figure to be what it is about, and the first."""
    at = bisect_left(names, figure.evidence.start, key=lambda name: name.start)
    low = max(at - _NEAR, 0)
    return (*names[: min(low, 1)], *names[low : at + _NEAR])


def _words(text: str, start: int, figure: Figure, end: int, names: Sequence[Name]) -> tuple[str, ...]:
    """Return the words in and around a figure, up to the names beside it, each with the side it stands on."""
    low = max([start, *(name.end for name in names if name.end <= figure.evidence.start)])
    high = min([end, *(name.start for name in names if name.start >= figure.evidence.end)])
    before = _WORD.findall(text[low : figure.evidence.start].casefold())
    after = _WORD.findall(text[figure.evidence.end : high].casefold())
    inside = _WORD.findall(figure.evidence.surface.casefold())
    return tuple(
        dict.fromkeys(
            [
                *(f"< {word}" for word in before[-4:]),
                *(f"> {word}" for word in after[:3]),
                *(f"= {word}" for word in inside),
            ]
        )
    )


def pair_in_order(scene: Scene, sentence: int, figures: Sequence[Figure]) -> dict[str, int]:
    """Pair names and figures of a sentence in their order if it says so and their numbers are equal."""
    span, names = scene.sentences[sentence], scene.by_sentence.get(sentence, ())
    if len(names) < 2 or not RESPECTIVELY.search(scene.text, span.start, span.end):
        return {}
    for label in ("PARK", "ORG", "PLACE"):
        keys = list(dict.fromkeys(name.key for name in names if name.label == label))
        units = [figure.unit.partition("/")[0] for figure in figures]
        for unit in dict.fromkeys(units):
            same = [index for index, other in enumerate(units) if other == unit]
            if len(keys) == len(same) > 1:
                return dict(zip(keys, same, strict=True))
    return {}


def place_among(figures: Sequence[Figure], position: int) -> int:
    """Return which of figures in order is the first that starts at a position or behind it."""
    return bisect_left(figures, position, key=lambda figure: figure.evidence.start)


def _find_mate(figure: Figure, text: str, names: Sequence[Name], figures: Sequence[Figure]) -> str | None:
    """Return the key of the name right before a figure in a row of such pairs: `A 88%, B 99% and C 94%`."""
    place = place_among(figures, figure.evidence.start)
    for first in range(max(place - 1, 0), min(place + 1, len(figures) - 1)):
        one, two = (_led_by(figures, index, text, names) for index in (first, first + 1))
        alike = figures[first].dimension == figures[first + 1].dimension
        if one and two and alike and _NEXT.fullmatch(text, figures[first].evidence.end, two.start):
            return (one if first == place else two).key
    return None


def _led_by(figures: Sequence[Figure], place: int, text: str, names: Sequence[Name]) -> Name | None:
    """Return the name from which only a sign or a small word leads to a figure."""
    start = figures[place].evidence.start
    at = bisect_left(names, start, key=lambda name: name.start)
    if at == 0 or (place > 0 and names[at - 1].end <= figures[place - 1].evidence.start):
        return None
    return names[at - 1] if LEADS.fullmatch(text, names[at - 1].end, start) else None
