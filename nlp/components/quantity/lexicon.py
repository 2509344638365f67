"""The declared words of a language, compiled into tables; `folded` ones read Vietnamese typed without marks."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Any, Literal

from config.quantity import LanguageWords, PeriodWords, UnitRow, load_units, load_words
from nlp.components.quantity.phrases import Phrases

Language = Literal["vi", "en"]
WORDS = (  # tables of single words
    "articles", "number_links", "half_after", "transparent", "minus", "not_after", "year_before", "stops",
    "fillers", "noun_links", "not_plural", "fraction_followers", "not_rates", "clause_rates", "day_words",
    "softeners", "phrasal_verbs", "row_links", "points", "duration_leaders", "pronouns", "designators", "dating",
    "until_words", "dotted_magnitudes", "total_links", "people", "whole", "lasting_words", "aged_words",
)  # fmt: skip
_PHRASES = (
    "not_before", "rate_links", "idioms", "of_total", "range_links", "measures", "substances", "growth",
    "growth_after", "up",
    "down", "change_verbs", "on_words", "ellipsis_after", "ellipsis_before", "capacity_words",
    "long_words", "emission_words", "weight_words", "flow_words", "mimics", "headcounts", "priced", "reaching",
    "stuff_links", "unit_leads", "count_leads", "not_near", "not_measures", "done_before", "parts_after",
    "compared_before", "parts_before", "more", "saving_words", "equal_words", "of_proportion", "unit_shares", "teams",
    "total_leads", "people_after", "added", "this_figure",
)  # fmt: skip
_CODES = ("measured_units", "rate_times", "rate_things", "rate_words", "per_before")
_LARGEST_PART = 10
_YEAR = 12  # months
_KEEPS_CASE = 2  # spellings up to this length are read as written: t, T, m, M, MW


@dataclass(frozen=True, slots=True)
class Unit:
    """A canonical unit, what it measures, and the factor from the spelling to it."""

    code: str
    dimension: str
    factor: Decimal = Decimal(1)

    @property
    def is_counted(self) -> bool:
        return self.dimension == "count"


class Lexicon:
    """All tables of one language."""

    def __init__(self, language: Language, *, folded: bool = False) -> None:
        words = load_words(language)
        self.language = language
        self.folded = folded
        self._fold = fold if folded else str
        self.decimal = words.decimal
        self.numbers = self._map(words.numbers)
        self.magnitudes = self._map(words.magnitudes)
        self.glued_magnitudes = words.glued_magnitudes
        self.glued_times = words.glued_times
        self.currency_magnitudes = self._map(words.currency_magnitudes)
        self.rated_currency_magnitudes = self._map(words.rated_currency_magnitudes)
        self.vague = Phrases((self._fold(k), v) for k, v in words.vague.items())
        self.fractions = Phrases((self._fold(k), fraction(v)) for k, v in iter_fractions(words))
        self.multiples = Phrases((self._fold(k), v) for k, v in words.multiples.items())
        self.halvings = Phrases((self._fold(k), v) for k, v in words.halvings.items())
        self.before = self._nearness(words, "before")
        self.after = self._nearness(words, "after")
        self.weak_cues = frozenset(self._fold(w) for w in words.not_weak)
        self.range_openers = {
            self._fold(k): frozenset(self._fold(w) for w in v) for k, v in words.range_openers.items()
        }
        self.change_links = frozenset(self._fold(word) for word in words.change_links)
        for name in WORDS:
            setattr(self, name, frozenset(self._fold(word) for word in getattr(words, name)))
        for name in _PHRASES:
            setattr(self, name, self._set(getattr(words, name)))
        for name in _CODES:
            setattr(self, name, self._map_phrases(getattr(words, name)))
        self.months = words.months
        self.irregular = words.irregular
        self.rate_starts = frozenset(
            (*self.rate_links.first_words(), *self.rate_words.first_words(), "of", "and", "in")
        )
        self._compile_periods(words)
        self._compile_units(language)
        self.starters = self._starters(words)

    not_before: Phrases[str]
    rate_links: Phrases[str]
    idioms: Phrases[str]
    of_total: Phrases[str]
    range_links: Phrases[str]
    measures: Phrases[str]
    substances: Phrases[str]
    growth: Phrases[str]
    growth_after: Phrases[str]
    up: Phrases[str]
    down: Phrases[str]
    change_verbs: Phrases[str]
    on_words: Phrases[str]
    ellipsis_after: Phrases[str]
    ellipsis_before: Phrases[str]
    done_before: Phrases[str]
    parts_after: Phrases[str]
    compared_before: Phrases[str]
    parts_before: Phrases[str]
    saving_words: Phrases[str]
    equal_words: Phrases[str]
    added: Phrases[str]
    this_figure: Phrases[str]
    more: Phrases[str]
    total_leads: Phrases[str]
    of_proportion: Phrases[str]
    unit_shares: Phrases[str]
    teams: Phrases[str]
    people_after: Phrases[str]
    capacity_words: Phrases[str]
    long_words: Phrases[str]
    emission_words: Phrases[str]
    weight_words: Phrases[str]
    flow_words: Phrases[str]
    mimics: Phrases[str]
    headcounts: Phrases[str]
    reaching: Phrases[str]
    stuff_links: Phrases[str]
    not_near: Phrases[str]
    not_measures: Phrases[str]
    priced: Phrases[str]
    unit_leads: Phrases[str]
    count_leads: Phrases[str]
    measured_units: Phrases[str]
    rate_times: Phrases[str]
    rate_things: Phrases[str]
    rate_words: Phrases[str]
    per_before: Phrases[str]
    articles: frozenset[str]
    number_links: frozenset[str]
    half_after: frozenset[str]
    transparent: frozenset[str]
    minus: frozenset[str]
    not_after: frozenset[str]
    year_before: frozenset[str]
    stops: frozenset[str]
    fillers: frozenset[str]
    noun_links: frozenset[str]
    not_plural: frozenset[str]
    fraction_followers: frozenset[str]
    not_rates: frozenset[str]
    clause_rates: frozenset[str]
    day_words: frozenset[str]
    softeners: frozenset[str]
    row_links: frozenset[str]
    points: frozenset[str]
    phrasal_verbs: frozenset[str]
    duration_leaders: frozenset[str]
    pronouns: frozenset[str]
    designators: frozenset[str]
    dating: frozenset[str]
    until_words: frozenset[str]
    dotted_magnitudes: frozenset[str]
    total_links: frozenset[str]
    people: frozenset[str]
    whole: frozenset[str]
    lasting_words: frozenset[str]
    aged_words: frozenset[str]

    def fold(self, word: str) -> str:
        """Return a word as this lexicon's tables spell it."""
        return self._fold(word)

    def _map(self, entries: Mapping[str, Any]) -> dict[str, Any]:
        return {self._fold(word): value for word, value in entries.items()}

    def _map_phrases(self, entries: Mapping[str, str]) -> Phrases[str]:
        return Phrases((self._fold(phrase), value) for phrase, value in entries.items())

    def _set(self, phrases: Iterable[str]) -> Phrases[str]:
        return Phrases((self._fold(phrase), phrase) for phrase in phrases)

    def _nearness(self, words: LanguageWords, side: Literal["before", "after"]) -> Phrases[str]:
        lists = getattr(words, side)
        return Phrases(
            (self._fold(phrase), modifier)
            for modifier in ("about", "at_least", "at_most", "exact")
            for phrase in getattr(lists, modifier)
            if not (self.folded and phrase in words.only_marked)
        )

    def _compile_periods(self, words: LanguageWords) -> None:
        """Spans of months by their first month and length, from words such as `first half`."""
        spoken = words.period_words
        spans = [(phrase, (quarter * 3 - 2, quarter * 3)) for phrase, quarter in spoken.quarters.items()]
        spans += [(phrase, (half * 6 - 5, half * 6)) for phrase, half in spoken.halves.items()]
        spans += [(phrase, (1, last)) for phrase, last in spoken.first_months.items()]
        self.month_spans = Phrases((self._fold(phrase), span) for phrase, span in spans)
        self.short_spans = dict(_iter_short_spans(spoken))
        self.fiscal_years = frozenset(spoken.fiscal)
        self.relative_years = Phrases((self._fold(phrase), shift) for phrase, shift in spoken.relative.items())
        shifts = [(phrase, (shift, 3)) for phrase, shift in spoken.relative_quarters.items()]
        shifts += [(phrase, (shift, 1)) for phrase, shift in spoken.relative_months.items()]
        self.relative_months = Phrases((self._fold(phrase), shift) for phrase, shift in shifts)
        self.same = self._set(spoken.same)
        self.not_relative_after = frozenset(self._fold(word) for word in spoken.not_relative_after)
        self.not_relative_before = frozenset(self._fold(word) for word in spoken.not_relative_before)
        self.until = self._set(spoken.until)
        self.between = self._set(spoken.between)
        self.opened = self._set(spoken.opened)
        self.compared = self._set(spoken.compared)
        self.period_bridges = frozenset(self._fold(word) for word in spoken.bridges)
        self.since = self._set(spoken.since)
        self.period_links = frozenset(self._fold(word) for word in spoken.links)
        self.year_words = frozenset(self._fold(word) for word in spoken.year)
        self.month_words = frozenset(self._fold(word) for word in spoken.month)
        self.period_starters = frozenset(
            (
                *self.months,
                *self.month_words,
                *self.month_spans.first_words(),
                *self.relative_years.first_words(),
                *self.relative_months.first_words(),
                *(word.lower() for word in (*spoken.fiscal, *spoken.short_parts)),
            )
        )

    def _compile_units(self, language: Language) -> None:
        rows = [row for row in load_units() if row.language in {language, "both"}]
        behind = [row for row in rows if row.place != "before"]
        exact = [row for row in behind if len(row.surface) <= _KEEPS_CASE or not row.surface.isalpha()]
        self.units_as_written = Phrases((self._fold(row.surface), unit_of(row)) for row in exact)
        self.units = Phrases(
            (self._fold(row.surface.lower()), unit_of(row)) for row in behind if len(row.surface) > _KEEPS_CASE
        )
        self.known_codes = frozenset(row.unit for row in rows if row.dimension == "count")
        self.currencies = Phrases((row.surface, unit_of(row)) for row in rows if row.place != "after")

    def _starters(self, words: LanguageWords) -> frozenset[str]:
        """Words at which a spelled number, a fraction, a multiple or a vague amount may begin."""
        phrases = [*words.numbers, *words.articles, *words.fractions, *words.vague, *words.multiples, *words.halvings]
        multiplied = [word for word in words.magnitudes if language_allows_bare(self.language, word)]
        return frozenset(self._fold(phrase).split()[0].split("-")[0] for phrase in [*phrases, *multiplied])


def _iter_short_spans(words: PeriodWords) -> Iterator[tuple[str, tuple[int, int]]]:
    """Iterate over parts of a year written short, with their first and last month: 2Q is April to June."""
    for letter, months in words.short_parts.items():
        for part in range(1, _YEAR // months + 1):
            span = (part - 1) * months + 1, part * months
            yield from ((f"{part}{letter}", span), (f"{letter}{part}", span))
    for letter, last in product(words.short_firsts, range(2, _YEAR)):
        yield f"{last}{letter}", (1, last)


def language_allows_bare(language: Language, word: str) -> bool:
    """Tell whether a magnitude may stand without a number before it (`trăm doanh nghiệp`)."""
    return language == "vi" and word in {"trăm", "nghìn", "ngàn", "vạn", "chục"}


def unit_of(row: UnitRow) -> Unit:
    """Turn a declared row into the unit that it spells."""
    return Unit(row.unit, row.dimension, row.factor)


def iter_fractions(words: LanguageWords) -> Iterator[tuple[str, str]]:
    """Iterate over the declared fractions and those that numbers make: `chín phần mười` is 9/10."""
    yield from words.fractions.items()
    small = [(word, value) for word, value in words.numbers.items() if 0 < value <= _LARGEST_PART]
    for part, (top, one), (bottom, other) in product(words.part_words, small, small):
        if one < other:
            yield f"{top} {part} {bottom}", f"{one}/{other}"


def fraction(text: str) -> Decimal:
    """Turn `2/3` into 66.7 percent."""
    top, bottom = text.split("/")
    return percent_of(Decimal(top), Decimal(bottom))


def percent_of(part: Decimal, whole: Decimal) -> Decimal:
    """Turn a part of a whole into percent with three digits: 66.7, 6.25."""
    share = Decimal(100) * part / whole
    return share.quantize(Decimal(1).scaleb(share.adjusted() - 2))


def fold(text: str) -> str:
    """Drop the marks of Vietnamese letters; the length stays for composed text."""
    text = text.replace("đ", "d").replace("Đ", "D")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@cache
def load_lexicon(language: Language, *, folded: bool = False) -> Lexicon:
    """Load a language's tables once."""
    return Lexicon(language, folded=folded)
