"""How facts are scored, and the floors under what they reach on a small own corpus."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.facts import periods
from benchmarks.facts.equality import Spelled, right_things
from benchmarks.facts.oracle import read_gold
from benchmarks.facts.score import score
from config.schema import Period

CORPUS = Path(__file__).parent / "corpus" / "part_own.jsonl"
FLOORS = {
    "en": {
        "found": 1.0,
        "subject": 1.0,
        "status": 0.87,
        "period": 1.0,
        "relation precision": 0.9,
        "relation recall": 0.8,
    },
    "vi": {
        "found": 1.0,
        "subject": 1.0,
        "status": 0.9,
        "period": 1.0,
        "relation precision": 0.9,
        "relation recall": 1.0,
    },
}  # they only rise


@pytest.fixture(scope="module")
def report() -> dict[str, dict[str, float]]:
    return score(read_gold([CORPUS]), real=False)


@pytest.mark.parametrize(("language", "what"), [(language, what) for language in FLOORS for what in FLOORS[language]])
def test_facts_keep_their_floor(report: dict[str, dict[str, float]], language: str, what: str) -> None:
    assert report[language][what] >= FLOORS[language][what]


PARK = Spelled("PARK", ("KCN Bãi Lau", "Bai Lau Industrial Park"))
FIRM = Spelled("ORG", ("Bai Lau Joint Stock Company",))
PLACE = Spelled("PLACE", ("Bai Lau district",))
PLANT = Spelled("ORG", ("Minh Phat Vietnam",))
COUNTRY = Spelled("PLACE", ("Vietnam",))
THINGS = {"park": PARK, "firm": FIRM, "place": PLACE, "plant": PLANT, "country": COUNTRY}


@pytest.mark.parametrize(
    ("wanted", "right"),
    [
        ("Bai Lau Industrial Park", {"park", "firm"}),  # the words are the same; the place is no park
        ("Bai Lau", {"park", "firm", "place"}),
        ("Minh Phat Ha Yen plant", {"plant"}),  # a company's own words
        ("Vietnam industrial parks", {"country"}),
        ("four new parks", set()),
        (None, set()),
    ],
)
def test_subjects_in_words(wanted: str | None, right: set[str]) -> None:
    assert right_things(THINGS, wanted) == right


@pytest.mark.parametrize(
    ("given", "wanted", "is_right"),
    [
        (None, None, True),
        (None, "per year", True),
        (("2022", "2022"), None, False),
        (("2022", "2022"), "2022", True),
        (("2021", "2021"), "2022", False),
        (None, "2022", False),
        (("2022-01-01", "2022-06-30"), "first six months of 2022", True),
        (("2022-09-01", "2022-09-30"), "2022-03", False),
        ((None, "2030"), "by 2030", True),
        (("2021", "2025"), "2021 – 2025", True),
        (("2021", "2021"), "2021 – 2025", False),
        (("2018", "2023"), "2018-23", True),
        (("2021-06-01", "2021-06-30"), "2021-06", True),
        (("2024-01-01", "2024-06-30"), "first half of the year", True),
    ],
)
def test_periods_in_words(given: tuple[str | None, str | None] | None, wanted: str | None, is_right: Any) -> None:
    period = Period(start=given[0], end=given[1]) if given else None
    assert periods.agree(period, wanted, date(2024, 8, 1)) is is_right
