"""The addresses of archives by date."""

from datetime import date

import pytest

from config.source import ListPage
from crawlers.discovery import iter_archive


@pytest.mark.parametrize(
    ("template", "since", "until", "expected"),
    [
        ("/{year}/", date(2022, 5, 1), date(2024, 2, 29), ["/2024/", "/2023/", "/2022/"]),
        ("/{month}-{year}", date(2023, 11, 30), date(2024, 1, 1), ["/01-2024", "/12-2023", "/11-2023"]),
        ("/{year}{month}{day}", date(2024, 2, 28), date(2024, 3, 1), ["/20240301", "/20240229", "/20240228"]),
        ("/{year}", date(2025, 1, 1), date(2024, 6, 1), []),
    ],
)
def test_periods_come_newest_first(template: str, since: date, until: date, expected: list[str]) -> None:
    assert [address for address, _ in iter_archive(template, since, until)] == expected


def test_a_period_tells_its_last_day() -> None:
    assert [last for _, last in iter_archive("{year}-{month}", date(2024, 1, 31), date(2024, 2, 3))] == [
        date(2024, 2, 29),
        date(2024, 1, 31),
    ]


@pytest.mark.parametrize("template", ["/archive", "/{month}", "/{year}/{day}", "/{year}/{week}", "/{year}/{year}"])
def test_a_template_without_a_whole_period_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match="where they go"):
        ListPage(url="/", archive=template)


def test_a_list_has_pages_or_an_archive() -> None:
    with pytest.raises(ValueError, match="declare two lists"):
        ListPage(url="/", archive="/{year}", pages="/p{page}")
