"""Settle the period of each figure: drop one that belongs to other words, hand one on to the figures it also governs.

The grammar gives a figure the nearest period of its sentence. A period behind the figure, in another clause or far off,
mostly tells of something else; so does one near a plan, which says when the plan was made. A period that opens a list
holds for the achieved figures behind it, up to the next sentence of the passage.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from config.schema import Figure, Period
from nlp.facts.scene import Scene
from nlp.facts.sights import Sight

NEAR = 30  # letters
_CLAUSE = re.compile(r"[,;:]")
_TIMELESS = frozenset({"duration", "distance"})
_COUNTED = frozenset({"economy", "projects", "tenants", "business", "jobs", "money"})


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the words of a period stand to a figure."""

    side: str  # before, after, or nowhere
    is_near: bool  # in the same clause and not far


@dataclass(frozen=True, slots=True)
class _Governor:
    """A period that opened a sentence, and where it was last used."""

    period: Period
    sentence: int
    passage: int


def settle_periods(sights: Sequence[Sight], scene: Scene) -> dict[int, Period | None]:
    """Return the period of each figure by its `id()`; the figures come in the order of the text."""
    settled: dict[int, Period | None] = {}
    governor: _Governor | None = None
    for sight in sights:
        figure, passage = sight.figure, scene.sentences[sight.sentence].passage
        period = figure.period
        if period is not None:
            place = _locate(figure, period, sight, scene)
            is_row = scene.passage_of(sight.sentence).kind == "row"  # there by its header, its line or its caption
            if not is_row and not _belongs(sight, place):
                period = None
            elif place.side == "before":
                governor = _Governor(period, sight.sentence, passage)
        elif governor is not None:
            if _governs(governor, sight, passage):
                period = governor.period
                governor = _Governor(period, sight.sentence, passage)
            elif governor.sentence != sight.sentence and governor.passage != passage:
                governor = None
        settled[id(figure)] = period
    return settled


def _belongs(sight: Sight, place: _Place) -> bool:
    """Tell whether the nearest period is the figure's own."""
    if sight.group in _TIMELESS:
        return False
    if place.side == "after" or sight.figure.status == "planned":
        return place.side != "nowhere" and place.is_near
    return True


def _governs(governor: _Governor, sight: Sight, passage: int) -> bool:
    if sight.group not in _COUNTED or sight.figure.status not in {"achieved", "unknown"}:
        return False
    gap = sight.sentence - governor.sentence
    return gap == 0 or (gap == 1 and passage == governor.passage)


def _locate(figure: Figure, period: Period, sight: Sight, scene: Scene) -> _Place:
    """Find the year of a period near a figure; words like "this year" stand nowhere."""
    span, at = scene.sentences[sight.sentence], figure.evidence
    year = (period.end or period.start or "")[:4]
    spots = [match.start() for match in re.finditer(re.escape(year), scene.text[span.start : span.end])] if year else []
    if not spots:
        return _Place("nowhere", is_near=False)
    spot = min((span.start + start for start in spots), key=lambda place: (abs(place - at.start), place))
    before = spot < at.start
    between = scene.text[spot : at.start] if before else scene.text[at.end : spot]
    return _Place("before" if before else "after", is_near=len(between) < NEAR and _CLAUSE.search(between) is None)
