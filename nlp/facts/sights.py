"""See a figure as binding does: where it stands, what it means, which names and figures are beside it."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from config.schema import Figure
from nlp.facts.anaphora import find_back_references
from nlp.facts.phrases import RESPECTIVELY
from nlp.facts.scene import Name, Scene

MEANINGS = {
    **dict.fromkeys(("area", "leasable_area", "cleared_area", "occupancy", "land_price"), "land"),
    **dict.fromkeys(("investment", "registered_capital", "disbursed_capital", "charter_capital", "loan"), "money"),
    **dict.fromkeys(("output", "revenue", "profit", "fine", "charter_capital"), "business"),
    **dict.fromkeys(("export", "import", "tax", "growth", "share_of"), "economy"),
    **dict.fromkeys(("energy_saved", "water_saved", "money_saved", "emissions_avoided", "waste_reused"), "saving"),
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
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Sight:
    """A figure as binding sees it: where it stands, what goes before it in its sentence."""

    figure: Figure
    sentence: int
    group: str  # what the subject depends on
    meaning: str
    names: tuple[Name, ...]  # of its sentence, near it
    figures: tuple[Figure, ...]  # of its sentence, in order
    back: tuple[str, ...]  # sorts of things that its sentence points back to
    words: tuple[str, ...]  # in the figure and around it
    pairs: Mapping[str, int]  # of a "respectively": key -> index of its figure in `figures`

    @property
    def state(self) -> str:
        """Tell whether names stand before the figure, only behind it, or nowhere in its sentence."""
        if not self.names:
            return "bare"
        return "led" if self.names[0].start < self.figure.evidence.start else "trailed"


def see(figure: Figure, scene: Scene, neighbours: Sequence[Figure], meaning: str) -> Sight:
    """Look at a figure that means this predicate; `neighbours` are its sentence's figures in order, itself too."""
    sentence = scene.sentence_at(figure.evidence.start)
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
        back=find_back_references(scene.text, span.start, figure.evidence.start, span.end, every),
        words=_words(scene.text, span.start, figure, span.end, names),
        pairs=_pair(scene.text[span.start : span.end], every, neighbours),
    )


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


def _pair(sentence: str, names: Sequence[Name], figures: Sequence[Figure]) -> dict[str, int]:
    """Pair names and figures in their order if the sentence says so and their numbers are equal."""
    if not RESPECTIVELY.search(sentence):
        return {}
    for label in ("PARK", "ORG", "PLACE"):
        keys = list(dict.fromkeys(name.key for name in names if name.label == label))
        units = [figure.unit.partition("/")[0] for figure in figures]
        for unit in dict.fromkeys(units):
            same = [index for index, other in enumerate(units) if other == unit]
            if len(keys) == len(same) > 1:
                return dict(zip(keys, same, strict=True))
    return {}
