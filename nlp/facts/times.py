"""Settle the period of each figure: drop one that belongs to other words, hand one on to the figures it also governs.

The grammar gives a figure the nearest period of its sentence. A period behind the figure, in another clause or far off,
mostly tells of something else; so does one near a plan, which says when the plan was made. The year in which a park was
founded is not that of its figures of today, nor the day of an announcement that of the plan announced. A period that
opens a list holds for the achieved figures behind it, up to the next sentence of the passage.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from config.facts import any_of, load_fact_words
from config.schema import Figure, Period
from nlp.facts.scene import Scene
from nlp.facts.sights import Sight

NEAR = 30  # letters
_LED = 80  # letters before a year in which words say what it is the year of
_CLAUSE = re.compile(r"[,;:]")
_TIMELESS = frozenset({"duration", "distance"})
_COUNTED = frozenset({"economy", "projects", "tenants", "business", "jobs", "money"})
_AHEAD = frozenset({"planned", "target", "potential"})
_WORDS = load_fact_words()
_DATING = rf"(?:{any_of(_WORDS.dating)}|[\s\d/.,-])*$"  # up to the year
_FOUNDED = re.compile(any_of(_WORDS.founded) + _DATING, re.I)
_FOUNDED_WITH = re.compile(r"\d{4}\s" + any_of(_WORDS.founded_with), re.I)
_NOW = re.compile(any_of(_WORDS.now), re.I)
_ANNOUNCED = re.compile(any_of(_WORDS.announced), re.I)
_OPENS = re.compile(rf"\W*(?:{any_of(_WORDS.until)}\W*)?{_DATING}", re.I)
_WILL = re.compile(any_of(_WORDS.will), re.I)
_ANNOUNCED_ON = re.compile(any_of(_WORDS.announced) + _DATING, re.I)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the words of a period stand to a figure."""

    side: str  # before, after, or nowhere
    is_near: bool  # in the same clause and not far
    led: str = ""  # what stands before it in its sentence
    between: str = ""  # it and what stands from there to the figure


@dataclass(frozen=True, slots=True)
class _Governor:
    """A period that opened a sentence, and where it was last used."""

    period: Period
    sentence: int
    passage: int
    end: int  # of the figure


def settle_periods(sights: Sequence[Sight], scene: Scene, published: str | None) -> dict[int, Period | None]:
    """Return the period of each figure by its `id()`; the figures come in the order of the text.

    `published` is the ISO day of publication, if known.
    """
    settled: dict[int, Period | None] = {}
    governor: _Governor | None = None
    for sight in sights:
        figure, passage = sight.figure, scene.sentences[sight.sentence].passage
        period = figure.period
        if period is not None:
            place = _locate(figure, period, sight, scene)
            is_row = scene.passage_of(sight.sentence).kind == "row"  # there by its header, its line or its caption
            if not is_row and not _belongs(sight, period, place, published):
                period = None
            elif place.side == "before" and figure.status != "planned":
                governor = _Governor(period, sight.sentence, passage, figure.evidence.end)
        elif governor is not None:
            start = max(governor.end, scene.sentences[sight.sentence].start)
            between = scene.text[start : figure.evidence.start]
            if _governs(governor, sight, passage) and not _is_ended(governor.period, between):
                period = governor.period
                governor = _Governor(period, sight.sentence, passage, figure.evidence.end)
            elif governor.sentence != sight.sentence and governor.passage != passage:
                governor = None
        settled[id(figure)] = period
    return settled


def _belongs(sight: Sight, period: Period, place: _Place, published: str | None) -> bool:
    """Tell whether the nearest period is the figure's own."""
    if sight.group in _TIMELESS or _is_over(period, place):
        return False
    if sight.figure.status in _AHEAD and _is_announced(period, place):
        return False
    if place.side == "after" or sight.figure.status == "planned":
        return place.is_near or _is_planned_for(sight, period, place, published)
    return True


def _is_announced(period: Period, place: _Place) -> bool:
    """Tell whether a period before a plan is when the plan was told: "said on 12 March that it would"."""
    is_day = len(period.start or "") > len("2025") and _ANNOUNCED.search(place.between) is not None
    return place.side == "before" and (is_day or _ANNOUNCED_ON.search(place.led) is not None)


def _is_planned_for(sight: Sight, period: Period, place: _Place, published: str | None) -> bool:
    """Tell whether a plan is for a period that is not near: one still to come, or one that opens "In 2026, it will"."""
    if sight.figure.status != "planned" or period.end is None or place.side == "nowhere" or ";" in place.between:
        return False
    if place.side == "after":
        is_open = period.start is None and _CLAUSE.search(place.between) is None  # "by the end of 2027"
        return is_open and (published is None or not _is_past(period.end, published))
    if published is not None:
        return not _is_past(period.end, published)
    return _OPENS.match(place.led) is not None and _WILL.search(place.between) is not None


def _is_past(end: str, published: str) -> bool:
    return end < published[: len(end)] or end == published


def _is_over(period: Period, place: _Place) -> bool:
    """Tell whether words say that a period before a figure is past: "founded in 1998, has", "in 2013, now has"."""
    if place.side != "before":
        return False
    if _FOUNDED.search(place.led):
        return _FOUNDED_WITH.match(place.between) is None
    return _is_ended(period, place.between)


def _is_ended(period: Period, between: str) -> bool:
    """Tell whether words between a period and a figure lead on from the one to today; not from one that lasts."""
    return None not in {period.start, period.end} and _NOW.search(between) is not None


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
    is_near = len(between) < NEAR and _CLAUSE.search(between) is None
    return _Place("before" if before else "after", is_near, scene.text[max(span.start, spot - _LED) : spot], between)
