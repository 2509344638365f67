"""Load what quantities are made of: units, words of each language, bands of what can be true."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, field_validator

from config.declared import CONFIG_DIR, Row, iter_rows, load_yaml

UNIT_COLUMNS = ("surface", "language", "unit", "dimension", "factor", "place", "note", "source")
BAND_COLUMNS = ("unit", "words", "unless", "low", "high", "reason", "source")
STATUS_COLUMNS = ("feature", "achieved", "planned", "target", "potential")
PLACES = ("after", "before", "both")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One spelling of a unit, its canonical code and the factor that leads there."""

    surface: str
    language: str  # vi, en, both
    unit: str
    dimension: str
    factor: Decimal
    place: str  # after or before the number, or both


@dataclass(frozen=True, slots=True)
class Band:
    """What values of a unit can be true, near certain words and far from others; bounds in canonical units."""

    unit: str
    words: tuple[str, ...]
    unless: tuple[str, ...]
    low: Decimal | None
    high: Decimal | None
    reason: str


class Nearness(BaseModel):
    """Words that change how exactly a number is meant."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    about: tuple[str, ...] = ()
    at_least: tuple[str, ...] = ()
    at_most: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()


class PeriodWords(BaseModel):
    """Words that tie a year to a figure."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    until: tuple[str, ...]
    between: tuple[str, ...]
    opened: tuple[str, ...]
    compared: tuple[str, ...]
    bridges: tuple[str, ...]
    since: tuple[str, ...]
    year: tuple[str, ...]
    month: tuple[str, ...]
    same: tuple[str, ...]  # leads the period that a sentence opens with, a comparison elsewhere
    relative: dict[str, int]
    relative_quarters: dict[str, int]
    relative_months: dict[str, int]
    not_relative_after: tuple[str, ...]  # with numbers: `các năm tới`, `hai năm trước`
    not_relative_before: tuple[str, ...]
    quarters: dict[str, int]
    halves: dict[str, int]
    first_months: dict[str, int]
    short_parts: dict[str, int]  # capital letters beside a number, and the months of such a part: 1H25, H1/25
    short_firsts: tuple[str, ...]  # the same for so many first months: 9M24
    fiscal: tuple[str, ...]  # right before a year: FY23
    links: tuple[str, ...]


StatusClass = Literal[
    "planned", "approve", "target", "potential", "achieved", "groundbreaking", "opening", "building", "plan", "future",
    "condition", "new", "past", "now", "design", "proposal", "investing", "need", "term", "done", "being", "licence",
    "decision", "hiring", "possible", "perfect", "spent", "possible_saving",
]  # fmt: skip


class LanguageWords(BaseModel):
    """All words of one language that the figure grammar knows."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    decimal: Literal[".", ","]
    numbers: dict[str, int]
    articles: tuple[str, ...]
    number_links: tuple[str, ...]
    magnitudes: dict[str, int]
    glued_magnitudes: dict[str, int]
    dotted_magnitudes: tuple[str, ...]  # those that are written with a dot: `217 mil. VND`
    currency_magnitudes: dict[str, str]
    rated_currency_magnitudes: dict[str, str]
    measured_units: dict[str, str]
    half_after: tuple[str, ...]
    fractions: dict[str, str]
    part_words: tuple[str, ...]  # between the numbers of a fraction: ba phần tư
    fraction_followers: tuple[str, ...]
    duration_leaders: tuple[str, ...]
    designators: tuple[str, ...]  # of zones, which number themselves
    dating: tuple[str, ...]  # behind a span that tells when, not how long
    pronouns: tuple[str, ...]
    headcounts: tuple[str, ...]
    priced: tuple[str, ...]
    mimics: tuple[str, ...]
    vague: dict[str, tuple[int, int]]
    multiples: dict[str, Decimal]
    halvings: dict[str, int]
    before: Nearness
    not_near: tuple[str, ...]  # end like a word of nearness: nhiệt độ
    only_marked: tuple[str, ...]  # words of nearness that are others without their marks
    after: Nearness
    transparent: tuple[str, ...]
    until_words: tuple[str, ...]  # `tới` before a number, behind a verb of `reaching`: at most
    reaching: tuple[str, ...]
    on_words: tuple[str, ...]
    lasting_words: tuple[str, ...]  # before `over 15 years` that is more than them
    aged_words: tuple[str, ...]  # behind a time that is more than it: `over 15 years old`
    ellipsis_after: tuple[str, ...]
    ellipsis_before: tuple[str, ...]
    saving_words: tuple[str, ...]  # tell of what is spared, as a row of measures tells of a year
    this_figure: tuple[str, ...]  # the figure of the sentence before
    added: tuple[str, ...]  # join one more to a row: along with
    equal_words: tuple[str, ...]  # lead to the same amount in other units
    done_before: tuple[str, ...]  # verbs whose object is a number of what was counted: `companies acted upon 233`
    parts_after: tuple[str, ...]  # of them, trong số đó
    parts_before: tuple[str, ...]  # of which, trong đó: a number of what is named before
    more: tuple[str, ...]  # behind a number of what was counted before: `8,000 more`
    compared_before: tuple[str, ...]  # lead to what a figure is compared with: `up from 600`
    total_leads: tuple[str, ...]  # number of, số: the thing counted follows, and somewhere behind a verb the number
    total_links: tuple[str, ...]  # right before that number
    people_after: tuple[str, ...]  # what only people do: `310 attended`
    teams: tuple[str, ...]  # team of nine
    people: tuple[str, ...]  # units of people
    capacity_words: tuple[str, ...]
    minus: tuple[str, ...]
    range_openers: dict[str, tuple[str, ...]]
    range_links: tuple[str, ...]
    change_links: tuple[str, ...]
    change_verbs: tuple[str, ...]
    of_total: tuple[str, ...]
    of_proportion: tuple[str, ...]  # one in eight
    whole: tuple[str, ...]  # a full month
    rate_links: tuple[str, ...]
    rate_times: dict[str, str]
    glued_times: dict[str, str]  # only right behind a slash: `MWh/a`
    stuff_links: tuple[str, ...]  # between an amount of a stuff and what it goes with: `kg of steam per kg of fabric`
    unit_shares: tuple[str, ...]  # lead to the one unit that a clause's amounts are of: mỗi tấn, per hectare
    rate_things: dict[str, str]
    rate_words: dict[str, str]
    not_rates: tuple[str, ...]
    clause_rates: tuple[str, ...]
    day_words: tuple[str, ...]
    idioms: tuple[str, ...]
    per_before: dict[str, str]
    flow_words: tuple[str, ...]
    weight_words: tuple[str, ...]
    not_before: tuple[str, ...]
    not_weak: tuple[str, ...]
    not_after: tuple[str, ...]
    year_before: tuple[str, ...]
    months: dict[str, int]
    stops: tuple[str, ...]
    fillers: tuple[str, ...]
    noun_links: tuple[str, ...]
    row_links: tuple[str, ...]
    points: tuple[str, ...]
    irregular: dict[str, str]
    not_plural: tuple[str, ...]
    growth: tuple[str, ...]
    growth_after: tuple[str, ...]
    up: tuple[str, ...]
    down: tuple[str, ...]
    softeners: tuple[str, ...]
    phrasal_verbs: tuple[str, ...]
    emission_words: tuple[str, ...]
    long_words: tuple[str, ...]
    measures: tuple[str, ...]
    not_measures: tuple[str, ...]  # phrases of which a measure is but a part: trong nước
    substances: tuple[str, ...]
    unit_leads: tuple[str, ...]  # words of a title of a table that lead to the unit of its numbers
    count_leads: tuple[str, ...]  # the same for what is counted
    sum_rows: tuple[str, ...]  # what rows open with that sum up those above
    period_words: PeriodWords
    status: dict[StatusClass, tuple[str, ...]]  # words that tell what is from what is to be

    @field_validator("status")
    @classmethod
    def _has_all_classes(cls, value: dict[StatusClass, tuple[str, ...]]) -> dict[StatusClass, tuple[str, ...]]:
        if missing := [name for name in get_args(StatusClass) if name not in value]:
            raise ValueError(f"no words for {', '.join(missing)}")
        return value

    @field_validator("vague", mode="before")
    @classmethod
    def _split_bounds(cls, value: object) -> object:
        """Read `thousands of: 1000 10000` as lower and upper bound."""
        if not isinstance(value, dict):
            return value
        return {word: tuple(str(bounds).split()) for word, bounds in value.items()}


@cache
def load_units(path: Path = CONFIG_DIR / "units.csv") -> tuple[UnitRow, ...]:
    """Load all spellings of units and counted nouns.

    Raises DeclarationError with the file and line.
    """
    return tuple(_unit(row) for row in iter_rows(path, UNIT_COLUMNS))


@cache
def load_words(language: Literal["vi", "en"]) -> LanguageWords:
    """Load the words of one language.

    Raises DeclarationError with the file and line.
    """
    return load_yaml(CONFIG_DIR / "languages" / f"{language}.yml", LanguageWords)


@cache
def load_bands(path: Path = CONFIG_DIR / "magnitudes.csv") -> tuple[Band, ...]:
    """Load the bands outside of which a value is suspect.

    Raises DeclarationError with the file and line.
    """
    return tuple(_band(row) for row in iter_rows(path, BAND_COLUMNS))


@cache
def load_status_weights(path: Path = CONFIG_DIR / "statuses.csv") -> dict[str, tuple[int, int, int, int]]:
    """Load the weights that features give to achieved, planned, target and potential, in hundredths.

    They are learnt by `python -m benchmarks.figures.statuses` from annotated texts. Raises DeclarationError.
    """
    return {row["feature"]: _weights(row) for row in iter_rows(path, STATUS_COLUMNS)}


def _weights(row: Row) -> tuple[int, int, int, int]:
    try:
        achieved, planned, target, potential = (int(row[column]) for column in STATUS_COLUMNS[1:])
    except ValueError as error:
        raise row.error(f"a weight is no whole number: {error}", "learn the weights again") from error
    return achieved, planned, target, potential


def _unit(row: Row) -> UnitRow:
    if row["language"] not in {"vi", "en", "both"}:
        raise row.error(f"no language {row['language']!r}", "write vi, en or both")
    if row["place"] not in PLACES:
        raise row.error(f"no place {row['place']!r}", f"write {', '.join(PLACES)}")
    if not row["surface"] or not row["unit"] or not row["source"]:
        raise row.error("surface, unit or source is empty", "fill the cell")
    factor = _decimal(row, "factor")
    if factor is None or factor <= 0:
        raise row.error("the factor is not positive", "write 1 when surface and unit are the same size")
    return UnitRow(row["surface"], row["language"], row["unit"], row["dimension"], factor, row["place"])


def _band(row: Row) -> Band:
    low, high = _decimal(row, "low"), _decimal(row, "high")
    if low is None and high is None:
        raise row.error("neither low nor high is given", "write at least one bound")
    return Band(row["unit"], row.items("words"), row.items("unless"), low, high, row["reason"])


def _decimal(row: Row, column: str) -> Decimal | None:
    try:
        return Decimal(row[column]) if row[column] else None
    except InvalidOperation as error:
        raise row.error(f"{column} is not a number: {row[column]!r}", "write digits and a point") from error
