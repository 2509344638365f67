"""What the lines above a figure say of all below: a heading, the lead of a list, words that open a paragraph.

"3. Specific targets to 2030" makes what stands under it targets for 2030, "Results so far (to 31 March 2023)" dates
what was done, "Đến năm 2030:" leads to a list of what is to be. An inner line says more than an outer one.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from config.facts import any_of, load_fact_words
from config.schema import Figure, Passage, Period, Status
from nlp.components.quantity.lexicon import load_lexicon
from nlp.components.quantity.periods import find_periods
from nlp.components.quantity.tokens import Tokens
from nlp.segment import BAR, iter_headers, iter_sentences

_LINE = 120  # letters of a line that leads to a list
_TOP = 4  # passages
_OPENS = 70  # letters of the words that open a paragraph
_WORDS = load_fact_words()
_NUMBER = r"(?:(?:article|section|part|điều|mục|phần) )?(?:[\dIVXa-zđ.]+[.)]\s+)?(?:[\w/.]*\d[\w/.]*\s+)?"
_OPENER = rf"\W*{_NUMBER}(?:{any_of(_WORDS.openers)}\s+)*"
_TARGETS, _PLANS, _EXPECTED, _RESULTS, _PROPOSALS = (
    re.compile(_OPENER + any_of(words), re.I)
    for words in (_WORDS.targets, _WORDS.plans, _WORDS.expected, _WORDS.results, _WORDS.proposals)
)
_GOALS = re.compile(any_of(_WORDS.targets) + r"\b[^.:]{0,30}:\s*$", re.I)  # "has set itself these goals:"
_MAIN = 3  # words of a heading besides the time it names
_DAY = re.compile(r"(?<![\w.])\d{1,2}\b(?!\s*(?:months|tháng))")
_YEARLY = re.compile(any_of(_WORDS.yearly), re.I)
_WORD = re.compile(r"[^\W\d_]+")
_AMOUNT = re.compile(r"\d\s?(?:%|tỷ|triệu|bn|billion|million|USD|VND|đồng|ha\b)")
_CALLS = re.compile(any_of(_WORDS.calls), re.I)
_GROUNDS = re.compile(any_of(_WORDS.grounds), re.I)
_MARK = re.compile(r"\s*(?:[-–•*+]|\(?[a-zđ]\)|\(?\d{1,2}[.)]|(?:project|dự án) \d+\b.)\s", re.I)  # of an item
_CLAUSE = 80  # letters
_CLAUSE_BEFORE = re.compile(r"[^,;:().\n]*(?:[.,:]\d[^,;:().\n]*)*$")
_CLAUSE_BEHIND = re.compile(r"[^,;:().\n]*(?:[.,:]\d[^,;:().\n]*)*")
_NOW = re.compile(any_of(_WORDS.now), re.I)
_FROM = re.compile(any_of(_WORDS.compared) + r"\s*$|\btừ\s*$", re.I)
_DONE = re.compile(any_of(_WORDS.done), re.I)
_LASTING = frozenset(("duration", "distance", "length"))
_OPENING = re.compile(r"(?:[^.:!?\n]|\.(?=\d))*[.:](?=\s)")  # up to the first full stop or colon


class Section(NamedTuple):
    """When what stands in a section holds, and whether it is planned or aimed at; None for what is not said."""

    period: Period | None = None
    status: Status | None = None
    is_told: bool = False  # the line says what was done
    is_dated: bool = False  # it says little but the time


class Sections:
    """The sections of a text; each passage is looked at once."""

    def __init__(self, passages: Sequence[Passage], published: str | None) -> None:
        self._published = date.fromisoformat(published) if published else None
        self._passages = {passage.ordinal: passage for passage in passages}
        self._leads = dict(zip(self._passages, _iter_leads(passages), strict=True))
        self._headers = dict(zip(self._passages, iter_headers(passages), strict=True))
        self._heads = dict(zip(self._passages, _iter_heads(passages), strict=True))
        self._ground = next(filter(None, (self._read_ground(passage) for passage in passages[:_TOP])), None)
        self._calls = any(len(passage.text) < _LINE and _CALLS.search(passage.text) for passage in passages[:_TOP])
        self._found: dict[int, Section] = {}

    def of(self, ordinal: int) -> Section:
        """Return what the lines over a passage say of it, each thing by the innermost line that says it."""
        if ordinal not in self._found:
            self._found[ordinal] = self._read(ordinal)
        return self._found[ordinal]

    def settle_status(self, figure: Figure, text: str) -> Status:
        """Return the status of a figure: its own, or that of its section where its words do not tell of now or once."""
        at = figure.evidence
        if title := self._title_of_column(figure):
            section = read_line(title, language_of(self._passages[at.passage]), self._published)
            if section.status is None and section.period and self._is_over(section.period):
                return "achieved"
        else:
            section = self.of(at.passage)
        is_other = figure.status == "achieved" or (figure.status == "planned" and section.status == "target")
        if (
            section.status is None
            or not is_other
            or figure.dimension in _LASTING
            or text[at.start - 1 : at.start] == "("
        ):
            return figure.status
        before = _CLAUSE_BEFORE.search(text, max(at.start - _CLAUSE, 0), at.start)
        behind = _CLAUSE_BEHIND.match(text, at.end, at.end + _CLAUSE)
        clause = (before[0] if before else "") + " " + (behind[0] if behind else "")
        is_past = figure.period is not None and self._is_over(figure.period)
        is_now = is_past or _NOW.search(clause) or (before and (_FROM.search(before[0]) or _DONE.search(before[0])))
        return figure.status if is_now else section.status

    def _is_over(self, period: Period) -> bool:
        end, published = period.end, self._published
        return end is not None and published is not None and end < published.isoformat()[: len(end)]

    def _title_of_column(self, figure: Figure) -> str:
        """Return the title of the column that a figure stands in: "Plan 2025", "Mục tiêu 2030"."""
        header, passage = self._headers[figure.evidence.passage], self._passages[figure.evidence.passage]
        column = passage.text.count(BAR, 0, figure.evidence.start - passage.start) if header else 0
        return header[column] if column < len(header) and passage.level != 1 else ""

    def _read(self, ordinal: int) -> Section:
        passage = self._passages[ordinal]
        period: Period | None = None
        status: Status | None = None
        is_told = False
        for line in _iter_lines(passage, self._leads[ordinal], self._heads[ordinal]):
            section = read_line(line, language_of(passage), self._published)
            says_what = section.status or section.is_told or line.rstrip()[-1:] in {":", "?"} or section.is_dated
            period = period or (section.period if says_what else None)
            status = status or (None if is_told else section.status)
            is_told = is_told or (section.is_told and status is None)
        if self._calls and status is None and not is_told and _MARK.match(passage.text):
            status = "planned"
        return Section(period or self._ground, status, is_told)

    def _read_ground(self, passage: Passage) -> Period | None:
        """Return until when a line near the top says that all figures are: "(số liệu chốt ngày 31/12/2023)"."""
        if len(passage.text) > _LINE or not _GROUNDS.search(passage.text):
            return None
        periods = periods_of(passage.text, language_of(passage), self._published)
        return Period(start=None, end=periods[0].end) if len(periods) == 1 else None


def language_of(passage: Passage) -> Literal["vi", "en"]:
    """Return the language whose words a passage is read by."""
    return "vi" if passage.language == "vi" else "en"


def _iter_lines(passage: Passage, lead: Passage | None, head: str | None) -> Iterator[str]:
    """Iterate over the lines that open the sections a passage stands in, from the inner to the outer.

    `head` is a heading that only a line break parts from its text.
    """
    for opened in (passage, lead):
        match = _OPENING.match(opened.text, 0, _OPENS) if opened else None
        if match and (any(pattern.match(match[0]) for pattern in (_TARGETS, _PLANS, _RESULTS))):
            yield match[0]
    if lead is not None:
        yield _last_line(lead.text)
    if head is not None:
        yield head
    yield from reversed(passage.headings)


def _iter_heads(passages: Sequence[Passage]) -> Iterator[str | None]:
    """Iterate over the heading of each passage that is the first line of it or of one before."""
    head: str | None = None
    above: tuple[str, ...] = ()
    for passage in passages:
        line, broken, _ = passage.text.partition("\n")
        is_head = broken and len(line) < _OPENS and line[-1:] not in ".,;:!?…" and BAR not in line
        if is_head and passage.kind == "paragraph":
            head = line
        elif passage.headings != above or passage.kind == "heading":
            head = None
        above = passage.headings
        yield head


def _last_line(text: str) -> str:
    """Return the last sentence of a passage, from its last line break on."""
    *_, (start, _) = (0, 0), *iter_sentences(text)
    return text[start:].rpartition("\n")[2]


def periods_of(line: str, language: Literal["vi", "en"], published: date | None) -> list[Period]:
    """Return the periods that a line names, in their order."""
    return [period for _, period in list_named(line, language, published)]


@lru_cache(maxsize=16)
def list_named(text: str, language: Literal["vi", "en"], published: date | None) -> tuple[tuple[int, Period], ...]:
    """Return the periods that a line or sentence names, each with its place; all figures of it ask for them."""
    tokens = Tokens(text)
    spans = find_periods(tokens, load_lexicon(language), published)
    return tuple((tokens.starts[span.first], span.period) for span in spans)


@lru_cache(maxsize=512)
def read_line(line: str, language: Literal["vi", "en"], published: date | None) -> Section:
    """Read what a line says of all below it; one that names several times says none."""
    periods = periods_of(line, language, published)
    period = periods[0] if len(periods) == 1 else None
    if _EXPECTED.match(line):
        return Section(period, "planned")
    if _RESULTS.match(line):
        return Section(Period(start=None, end=period.end) if period and _is_day(period) else period, is_told=True)
    period = None if period and _is_day(period) else period
    if _AMOUNT.search(line):  # the headline of a story
        return Section(period)
    if _TARGETS.match(line) or _GOALS.search(line):
        return Section(period, "target")
    if _PROPOSALS.match(line):
        return Section(period, "potential")
    if period and _PLANS.match(line):
        return Section(period, "planned")
    is_ahead = period and published and line.endswith(":") and (period.start or "") > published.isoformat()
    return Section(
        period, "planned" if is_ahead else None, is_dated=_is_dated(line, period)
    )  # "Works that begin in 2026:"


def _is_dated(line: str, period: Period | None) -> bool:
    """Tell whether a heading says little but a time: "Q4/2024 in short", "Năm 2023"; not "24/2018 - 14:00"."""
    if period is None or ":" in line.rstrip().rstrip(":") or _DAY.search(line):  # "Established: 1994"
        return False
    words = _WORD.findall(line)
    is_part = len(period.start or "") > len("2024")
    return len(words) <= _MAIN and (is_part or all(_YEARLY.fullmatch(word) for word in words))


def _is_day(period: Period) -> bool:
    """Tell whether a line names a day: it then tells when the page was put up, or until when things were done."""
    return period.start == period.end and len(period.start or "") == len("2025-01-01")


def _iter_leads(passages: Sequence[Passage]) -> Iterator[Passage | None]:
    """Iterate over the line that leads to each passage: one that ends with a colon to what follows it and to the items
    of its list, a question to all of its answer.
    """
    lead: Passage | None = None
    is_next = False  # the lead is right above
    for passage in passages:
        is_item = passage.kind == "item" or _MARK.match(passage.text) is not None
        is_asked = lead is not None and lead.text.rstrip().endswith("?")
        yield lead if is_item or is_asked or is_next else None
        is_next = passage.text.rstrip()[-1:] in {":", "?"}
        if is_next or not (is_item or is_asked):
            lead = passage if is_next else None
