"""Settle the period of each figure: drop one that belongs to other words, hand one on to the figures it also governs.

The grammar gives a figure the nearest period of its sentence. A period behind the figure, in another clause or far off,
mostly tells of something else; so does one near a plan, which says when the plan was made. The year in which a park was
founded is not that of its figures of today, nor the day of an announcement that of the plan announced; a year in
brackets or in a comparison is that of the figure it stands with. A period that opens a list holds for the figures
behind it, those of counts up to the next sentence of the passage. A report of a quarter, a half or a year tells what
was achieved in it, in every sentence that names no other time.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from config.facts import any_of, load_fact_words
from config.predicates import DECLINE, GROWTH
from config.schema import Figure, Period, Status
from nlp.components.quantity.periods import months_of
from nlp.facts.scene import Scene
from nlp.facts.sections import Section, Sections, language_of, list_named, periods_of
from nlp.facts.sights import Sight

NEAR = 30  # letters
_HEAD = 40  # letters in which words for a time open a sentence
_LED = 80  # letters before a year in which words say what it is the year of
_CLAUSE = re.compile(r"[,;:]")
_TIMELESS = frozenset({"duration", "distance"})
_STANDING = frozenset(  # land and plants that are there, whatever was done in a period
    "area leasable_area wastewater_capacity water_supply_capacity solar_capacity power_capacity voltage tariff".split()
)
_COUNTED = frozenset({"economy", "projects", "tenants", "business", "jobs", "money", "saving"})
_REPORTED = frozenset(  # what a report tells of its period, wherever
    "growth decline export import tax registered_capital disbursed_capital land_price revenue profit".split()
)
_OF_YEARS = frozenset(  # what a report of a year tells besides
    "energy_saved water_saved money_saved emissions_avoided waste_reused waste_generated".split()
)
_LISTED = frozenset({"investment", "projects", "leasable_area", "share_of", "revenue", "profit"})  # right behind it
_AHEAD = frozenset({"planned", "target", "potential"})
_DONE = frozenset({"achieved", "unknown"})
_CARRIED = 4  # sentences
_TURN = 11, 2  # months in which the year that ends is looked back at
_TERM = 15  # years ahead in which prices are no longer told
_LEAD = 5  # sentences in which a report says what it is of
_PART = range(50, 300)  # days of what a report tells, if not of a year
_WORDS = load_fact_words()
_DATING = rf"(?:{any_of(_WORDS.dating)}|[\s\d/.,:-])*$"  # up to the year
_UP_TO_YEAR = re.compile(rf"(?:{any_of(_WORDS.dating)}|{any_of(_WORDS.months)}|[\s\d/-])*$", re.I)
_IN_ORDER = re.compile(
    rf"^(?:(?:,| and| và)* ?\d[\d.,]* ?%)*[, ]+{any_of(_WORDS.in_order)},?", re.I
)  # "12 %, 13 % and 20 %, respectively,"
_SIZED = re.compile(rf"[^,;.:]{{0,40}}{any_of(_WORDS.sized)} $", re.I)
_CHANGES = frozenset({GROWTH, DECLINE})
_CHANGED = re.compile(  # between a level and its change: " in 2024, up "
    r"[^,;.:()\d]{0,30}(?:\d{4})?,? \(?(?:up|down|tăng|giảm|cao hơn|thấp hơn|gấp|an? \w+ of|rising|falling|growing)"
    r"(?: by| about| khoảng| gần| hơn)* ?",
    re.I,
)
_FOUNDED = re.compile(any_of(_WORDS.founded) + _DATING, re.I)
_FOUNDED_WITH = re.compile(r"\d{4}\s" + any_of(_WORDS.founded_with), re.I)
_NOW = re.compile(rf"(?<!year )(?<!năm ){any_of(_WORDS.now)}(?! this| năm)", re.I)  # not "đầu năm đến nay"
_ANNOUNCED = re.compile(any_of(_WORDS.announced), re.I)
_OPENS = re.compile(rf"\W*(?:{any_of(_WORDS.until)}\W*)?{_DATING}", re.I)
_OF_YEAR = re.compile(r"\b(?:year|năm)\b", re.I)
_SET_OFF = re.compile(r"[^,.;:]{0,30}\b\d{4},")  # "has, in the first half of 2021, gone"
_AGAIN = re.compile(any_of(_WORDS.again), re.I)
_WILL = re.compile(any_of(_WORDS.will), re.I)
_PLANNED = re.compile(any_of(_WORDS.targets, _WORDS.plans, _WORDS.expected), re.I)
_COMPARED = re.compile(any_of(_WORDS.compared), re.I)
_REPORT = re.compile(any_of(_WORDS.report), re.I)
_WHOLE = re.compile(any_of(_WORDS.whole), re.I)
_THAN_IN = re.compile(any_of(_WORDS.compared) + r"[^,;.:]{0,40}?\b(?:19|20)\d\d\b", re.I)
_OF_ANOTHER = re.compile(
    r"\b(?:bằng|gấp|equal to) [\d.,]+ ?(?:%|lần|times)(?: (?:mức|của|năm|so với|of|that))* $", re.I
)  # 94 % of 2022
_YEAR_COMPARED = re.compile(
    any_of(_WORDS.compared, _WORDS.same_period)
    + r"[^,;.:()]{0,40}\b((?:19|20)\d\d) (?:\(|(?:(?:chỉ|mới|only|just) )?(?:là|đạt|was|stood at) )$",
    re.I,
)
_BRACKETED = re.compile(r"\d{4}[^()]*\d[^()]*\)")  # with a figure
_IN_BRACKET = re.compile(r"\((?:[^\W\d]+ ){0,2}$")
_IN_PERIOD = re.compile(any_of(_WORDS.in_period) + r"(?! \d)", re.I)
_SAME_PERIOD = re.compile(any_of(_WORDS.same_period), re.I)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ANNOUNCED_ON = re.compile(any_of(_WORDS.announced) + _DATING, re.I)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the words of a period stand to a figure."""

    side: str  # before, after, or nowhere
    is_near: bool  # in the same clause and not far
    led: str = ""  # what stands before it in its sentence
    between: str = ""  # it and what stands from there to the figure
    behind: str = ""  # it and what stands behind it


@dataclass(frozen=True, slots=True)
class _Report:
    """What a report tells of; a whole one tells of nothing else."""

    period: Period
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class _Governor:
    """A period that opened a sentence, and where it was last used."""

    period: Period
    sentence: int
    passage: int
    end: int  # of the figure
    is_ahead: bool  # of what is planned


def settle_periods(
    sights: Sequence[Sight], scene: Scene, sections: Sections, published: str | None
) -> dict[int, Period | None]:
    """Return the period of each figure by its `id()`; the figures come in the order of the text.

    `published` is the ISO day of publication, if known.
    """
    settled = _settle_by_sentence(sights, scene, published)
    report = _find_report(sights, settled, scene, published)
    for sight in sights:
        section = sections.of(sight.figure.evidence.passage)
        settled[id(sight.figure)] = settled[id(sight.figure)] or _period_in(section, sight, scene, published)
    if report:
        last = -1  # sentence
        for sight in sights:
            period = settled[id(sight.figure)]
            if _is_reported(sight, scene, period, report, is_next=sight.sentence - last <= 1):
                settled[id(sight.figure)] = period = report.period
            elif period and _is_same_period(sight, scene, period, report.period):
                settled[id(sight.figure)] = _one_year_before(report.period)
            last = sight.sentence if period == report.period else last
    _carry(sights, settled, scene, published)
    for things, size in pairwise(sights):
        if _is_sized(things, size, settled, scene, published):
            settled[id(things.figure)] = settled[id(size.figure)]
    for level, change in pairwise(sights):
        if settled[id(change.figure)] is None and _is_change_of(level, change, scene):
            settled[id(change.figure)] = settled[id(level.figure)]
    return settled


def _is_sized(
    things: Sight, size: Sight, settled: Mapping[int, Period | None], scene: Scene, published: str | None
) -> bool:
    """Tell whether the time behind a size is that of the things, too: "14 parks covering 2,900 ha by 2030"."""
    period, other = settled[id(size.figure)], settled[id(things.figure)]
    if period is None or period == other or things.sentence != size.sentence:
        return False
    if _SIZED.match(scene.text[things.figure.evidence.end : size.figure.evidence.start]) is None:
        return False
    return _locate(size.figure, period, size, scene, published).side == "after"


def _is_change_of(level: Sight, change: Sight, scene: Scene) -> bool:
    """Tell whether a change is told right behind the level that it led to: "900 billion VND in 2024, up 12%"."""
    if level.sentence != change.sentence or change.meaning not in _CHANGES:
        return False
    return _CHANGED.fullmatch(scene.text, level.figure.evidence.end, change.figure.evidence.start) is not None


def _read_compared(sight: Sight, scene: Scene, period: Period | None) -> Period | None:
    """Return the year that a figure right behind it is of: "up on the same period of 2023 ($41 million)"."""
    start = sight.figure.evidence.start
    if scene.text[start - 1 : start] not in {"(", " "}:
        return None
    match = _YEAR_COMPARED.search(scene.text, max(start - _LED, 0), start)
    if match is None:
        return None
    is_same = period and _days(period) in _PART and _SAME_PERIOD.search(match[0])
    before = _one_year_before(period) if period and is_same else None
    is_next = before and (before.end or "")[:4] == match[1]
    return before if is_next else Period(start=match[1], end=match[1])


def _carry(sights: Sequence[Sight], settled: dict[int, Period | None], scene: Scene, published: str | None) -> None:
    """Give figures "in the month", "during the year" the time that a sentence before named."""
    running = Period(start=published[:4], end=published[:4]) if published else None
    last: tuple[Period, int] | None = None  # with its sentence
    for sight in sights:
        figure, period, span = sight.figure, settled[id(sight.figure)], scene.sentences[sight.sentence]
        if figure.status not in _DONE:
            continue
        is_again = last and sight.sentence - last[1] <= _CARRIED and sight.group not in _TIMELESS
        is_open = period is not None and (period == running or period.start is None)
        is_unsaid = period is None or (is_open and not _YEAR.search(scene.text, span.start, span.end))
        again = _AGAIN.search(scene.text, span.start, figure.evidence.start) if is_again and is_unsaid else None
        if last and again and (_is_year(last[0]) or not _OF_YEAR.search(again[0])):
            settled[id(figure)] = last[0]
        elif period and period.start and period.end and not (is_unsaid and last):
            last = period, sight.sentence
        elif period and period.end and not is_unsaid:  # "By the end of 2019 ... Over that year"
            last = Period(start=period.end[:4], end=period.end[:4]), sight.sentence


def _settle_by_sentence(sights: Sequence[Sight], scene: Scene, published: str | None) -> dict[int, Period | None]:
    """Return the period of each figure that its sentence, or the one before, gives it."""
    settled: dict[int, Period | None] = {}
    governor: _Governor | None = None
    for sight in sights:
        figure, passage = sight.figure, scene.sentences[sight.sentence].passage
        period = figure.period
        if period is not None:
            place = _locate(figure, period, sight, scene, published)
            is_row = scene.passage_of(sight.sentence).kind == "row"  # there by its header, its line or its caption
            if not is_row and not _belongs(sight, period, place, published):
                period = None
            elif figure.status != "planned" or _OPENS.match(place.led):
                is_ahead = figure.status in _AHEAD
                if _leads(period, place, sight, scene, published):
                    governor = _Governor(period, sight.sentence, passage, figure.evidence.end, is_ahead)
        elif governor is not None:
            start = max(governor.end, scene.sentences[sight.sentence].start)
            between = scene.text[start : figure.evidence.start]
            if _governs(governor, sight, passage) and not _is_ended(governor.period, between):
                period = governor.period
                governor = replace(governor, sentence=sight.sentence, passage=passage, end=figure.evidence.end)
            elif governor.sentence != sight.sentence and governor.passage != passage:
                governor = None
        settled[id(figure)] = _read_compared(sight, scene, governor.period if governor else None) or period
    return settled


def _leads(period: Period, place: _Place, sight: Sight, scene: Scene, published: str | None) -> bool:
    """Tell whether a period stands before its figure; "In nine months" without a year opens a sentence."""
    if place.side != "nowhere" or _days(period) not in _PART:
        return place.side == "before"
    span = scene.sentences[sight.sentence]
    opening = scene.text[span.start : min(span.start + _HEAD, sight.figure.evidence.start)]
    named = list_named(opening, language_of(scene.passage_of(sight.sentence)), _day_of(published))
    return any(other == period for _, other in named)


def status_in(figure: Figure, period: Period | None, published: str | None) -> Status:
    """Return the status of a figure with its settled period: nothing has been achieved in a time that is to come."""
    start = period.start if period else None
    if figure.status == "achieved" and start and published and start > published[: len(start)]:
        return "planned"
    return figure.status


def _find_report(
    sights: Sequence[Sight], settled: Mapping[int, Period | None], scene: Scene, published: str | None
) -> _Report | None:
    """Return the quarter, half or year that a report names in its headline, or the part of a year its lead tells of."""
    headline = scene.passages[0].text.partition("\n")[0] if scene.passages else ""
    day = _day_of(published)
    named = periods_of(headline, language_of(scene.passages[0]), day) if headline else []
    is_report = _REPORT.search(headline) is not None or _looks_back(headline, named, day)
    period = named[0] if named and (len(named) == 1 or is_report) and _is_past_one(named[0], published) else None
    if period and (_days(period) in _PART or (_is_year(period) and is_report)):
        return _Report(period, is_whole=_WHOLE.search(headline) is not None)
    for sight in sights:
        if sight.sentence >= _LEAD:
            break
        period = settled[id(sight.figure)]
        if period and sight.figure.status in _DONE and _days(period) in _PART:
            return _Report(period)
    return None


def _looks_back(headline: str, named: Sequence[Period], day: date | None) -> bool:
    """Tell whether a headline of the turn of the year names the year that ends: "Các KCN Đồng Nai năm 2023: ..."."""
    if day is None or len(named) != 1 or not _is_year(named[0]) or _WILL.search(headline) or _PLANNED.search(headline):
        return False
    year = int(named[0].start or 0)
    return date(year, _TURN[0], 1) <= day <= date(year + 1, _TURN[1], 28)


def _is_past_one(period: Period, published: str | None) -> bool:
    """Tell whether a period began before the day of publication."""
    return published is None or (period.start or published) <= published


def _period_in(section: Section, sight: Sight, scene: Scene, published: str | None) -> Period | None:
    """Return the period that the lines above give a figure.

    A time to come is given to what is planned, one that is over to what was done in it, to land and plants only one
    that tells how things stood.
    """
    period, status, start = section.period, sight.figure.status, sight.figure.evidence.start
    if period is None or sight.group in _TIMELESS or scene.text[start - 1 : start] == "(":
        return None
    ends_ahead = (period.end or "") > (published or "9")[: len(period.end or "")]
    is_begun = section.is_told and sight.meaning in _REPORTED and _is_past_one(period, published)  # not quite over yet
    is_ahead = section.status is not None or (ends_ahead and not is_begun)
    if is_ahead != (status in _AHEAD) or (not is_ahead and period.start and sight.meaning in _STANDING):
        return None
    return None if _YEAR.search(_clause_of(sight, scene)) else period


def _clause_of(sight: Sight, scene: Scene) -> str:
    """Return a figure's part of its sentence, up to a semicolon, without what is compared with or in brackets."""
    span, at = scene.sentences[sight.sentence], sight.figure.evidence
    start = max(span.start, scene.text.rfind(";", span.start, at.start) + 1)
    stop = scene.text.find(";", at.end, span.end)
    return _THAN_IN.sub("", _IN_BRACKETS.sub("", scene.text[start : span.end if stop < 0 else stop]))


def _days(period: Period) -> int:
    ends = [end for end in (period.start, period.end) if end and len(end) == len("2025-06-30")]
    return (date.fromisoformat(ends[1]) - date.fromisoformat(ends[0])).days if len(ends) > 1 else 0


def _is_reported(sight: Sight, scene: Scene, period: Period | None, report: _Report, *, is_next: bool) -> bool:
    """Tell whether a report is about a figure: one without a period, in it or right behind it, or one "in the year"."""
    figure, meaning, of_year = sight.figure, sight.meaning, _is_year(report.period)
    if figure.status not in _DONE or sight.group in _TIMELESS or not (period is None or (of_year and _is_year(period))):
        return False
    sentence = _clause_of(sight, scene)
    if _YEAR.search(sentence) or _is_of_now(sight, scene):
        return False
    if _IN_PERIOD.search(sentence):  # "in the year" alone is read as that of publication
        return True
    told = meaning in _REPORTED or (report.is_whole and not (of_year and meaning in _STANDING))
    told = told or (of_year and meaning in _OF_YEARS) or (is_next and meaning in _LISTED)
    return period is None and told


def _is_of_now(sight: Sight, scene: Scene) -> bool:
    """Tell whether words before a figure, in its sentence, say that it is of today: "Currently, the parks have"."""
    return _NOW.search(scene.text, scene.sentences[sight.sentence].start, sight.figure.evidence.start) is not None


def _is_year(period: Period) -> bool:
    return period.start == period.end and len(period.start or "") == len("2025")


def _is_same_period(sight: Sight, scene: Scene, period: Period, reported: Period) -> bool:
    """Tell whether the year before is that of a figure whose sentence tells of "the same period last year"."""
    span, year = scene.sentences[sight.sentence], str(int((reported.end or "0")[:4]) - 1)
    opening = scene.text[span.start : sight.figure.evidence.start]
    is_before = period.start == period.end == year and _days(reported) in _PART
    return is_before and _SAME_PERIOD.search(opening) is not None and _YEAR.search(opening) is None


def _one_year_before(period: Period) -> Period:
    """Return the same months of the year before; what a report tells of are whole months."""
    first, last = (date.fromisoformat(end or "") for end in (period.start, period.end))
    return months_of(last.year - 1, first.month, last.month)


def _belongs(sight: Sight, period: Period, place: _Place, published: str | None) -> bool:
    """Tell whether the nearest period is the figure's own."""
    if sight.group in _TIMELESS or _is_over(sight, period, place) or (period.start and _is_beside(place)):
        return False
    if sight.figure.dimension == "price" and _is_term(period, published):
        return False
    if sight.figure.status in _AHEAD and _is_announced(period, place):
        return False
    if place.side == "after" or sight.figure.status == "planned":
        is_since = period.end is None and sight.figure.status in _DONE and _CLAUSE.search(place.between) is None
        return place.is_near or is_since or _is_planned_for(sight, period, place, published)
    return True


def _is_term(period: Period, published: str | None) -> bool:
    """Tell whether a period is the term of a lease: "75 USD/m2 up to 2054"."""
    return period.start is None and int((period.end or "0")[:4]) > int((published or "2026")[:4]) + _TERM


def _is_beside(place: _Place) -> bool:
    """Tell whether a year stands with another figure: "231 bn (2023: 198 bn)", "96,000 t against 71,000 t in 2023"."""
    if place.side == "before":
        return _BRACKETED.match(place.between) is not None
    if place.side != "after":
        return False
    if _IN_BRACKET.search(place.between) and _BRACKETED.match(place.behind):
        return True
    return _COMPARED.search(place.between) is not None or _OF_ANOTHER.search(place.led) is not None


def _is_announced(period: Period, place: _Place) -> bool:
    """Tell whether a period is when a plan was told: "said on 12 March that it would", "was announced on 25 May"."""
    is_day = len(period.start or "") > len("2025") and _ANNOUNCED.search(place.between) is not None
    return is_day or (place.side == "before" and _ANNOUNCED_ON.search(place.led) is not None)


def _is_planned_for(sight: Sight, period: Period, place: _Place, published: str | None) -> bool:
    """Tell whether a plan is for a period that is not near: one still to come, or one that opens "In 2026, it will"."""
    if sight.figure.status not in _AHEAD or period.end is None or place.side == "nowhere" or ";" in place.between:
        return False
    if place.side == "after":
        is_aim = not _is_part(period) and (period.start != period.end or sight.figure.status == "target")
        is_open = (period.start is None or is_aim) and _CLAUSE.search(place.between) is None  # "by the end of 2027"
        return is_open and (published is None or not _is_past(period.end, published))
    if published is not None:
        return not _is_past(period.end, published)
    return _OPENS.match(place.led) is not None and _WILL.search(place.between) is not None


def _is_past(end: str, published: str) -> bool:
    return end < published[: len(end)] or end == published


def _is_over(sight: Sight, period: Period, place: _Place) -> bool:
    """Tell whether a period is past in words: "founded in 1998, has", "in 2013, now has", "250 ha opened in 2019"."""
    if place.side == "after" and sight.meaning in _STANDING and not _WILL.search(place.between):
        return _FOUNDED.search(place.between) is not None
    if place.side != "before":
        return False
    if _FOUNDED.search(place.led):
        return _FOUNDED_WITH.match(place.between) is None
    return _is_ended(period, place.between)


def _is_ended(period: Period, between: str) -> bool:
    """Tell whether words between a period and a figure lead on from the one to today; not from one that lasts."""
    return None not in {period.start, period.end} and _NOW.search(between) is not None


def _governs(governor: _Governor, sight: Sight, passage: int) -> bool:
    if sight.group in _TIMELESS or (sight.figure.status in _AHEAD) != governor.is_ahead:
        return False
    gap = sight.sentence - governor.sentence
    is_next = gap == 1 and passage == governor.passage
    return gap == 0 or (is_next and sight.group in _COUNTED and not governor.is_ahead)


def _day_of(published: str | None) -> date | None:
    return date.fromisoformat(published) if published else None


def _is_part(period: Period) -> bool:
    return len(period.start or period.end or "") > len("2025")


def _locate(figure: Figure, period: Period, sight: Sight, scene: Scene, published: str | None) -> _Place:
    """Find the year of a period near a figure; words like "this year" stand nowhere."""
    span, at = scene.sentences[sight.sentence], figure.evidence
    year = (period.end or period.start or "")[:4]
    spots = [match.start() for match in re.finditer(re.escape(year), scene.text[span.start : span.end])] if year else []
    is_before = spots and span.start + max(spots) < at.start
    is_to_come = figure.status in _AHEAD and not (published and period.end and _is_past(period.end, published))
    is_sought = _is_part(period) if spots else _is_of_now(sight, scene)
    if not is_before and (is_to_come or is_sought):
        day = _day_of(published)
        language = language_of(scene.passage_of(sight.sentence))
        named = list_named(scene.text[span.start : span.end], language, day)  # mostly not where the year stands
        spots = [start for start, other in named if other == period]
    if not spots:
        return _Place("nowhere", is_near=False)
    spot = min((span.start + start for start in spots), key=lambda place: (abs(place - at.start), place))
    before = spot < at.start
    between = scene.text[spot : at.start] if before else scene.text[at.end : spot]
    gap = between if before or len(between) > _LED else _UP_TO_YEAR.sub("", _IN_ORDER.sub("", between))
    led, behind = scene.text[max(span.start, spot - _LED) : spot], scene.text[spot : min(span.end, spot + _LED)]
    gap = gap.rstrip(", ") if _SET_OFF.match(behind) else gap
    is_near = len(gap) < NEAR and _CLAUSE.search(gap) is None
    return _Place("before" if before else "after", is_near, led, between, behind)
