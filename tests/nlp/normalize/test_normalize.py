"""Normal forms as tables of pairs; None for what is doubtful."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.schema import Period
from nlp.components.quantity.lexicon import Language
from nlp.normalize.date import normalize_date, normalize_period
from nlp.normalize.number import normalize_number
from nlp.normalize.unit import normalize_money, normalize_quantity, normalize_unit


@pytest.mark.parametrize(
    ("text", "decimal", "wanted"),
    [
        ("1,234.5", ".", "1234.5"),
        ("1.234,5", ",", "1234.5"),
        ("1.234.567", ",", "1234567"),
        ("0,75", ",", "0.75"),
        ("-12", ".", "-12"),
        ("−3,5", ",", "-3.5"),
        ("1 200 000", ",", "1200000"),
        ("12.345", ",", "12345"),
        ("12.345", ".", None),  # a decimal point or the sign of thousands
        ("1.2.3", ".", None),
        ("1..2", ".", None),
        ("12a", ".", None),
        ("", ".", None),
        ("1,2", ";", None),
        ("9" * 40, ".", None),
    ],
)
def test_number(text: str, decimal: str, wanted: str | None) -> None:
    assert normalize_number(text, decimal) == (Decimal(wanted) if wanted else None)


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("mét khối/ngày đêm", "vi", "m3/day"),
        ("tấn CO2 tương đương", "vi", "t CO2e"),
        ("triệu", "vi", None),
        ("cubic metres per hour", "en", "m3/hour"),
        ("USD/m2/month", "en", "USD/m2/month"),
        ("hectares", "en", "ha"),
        ("flibbers", "en", None),
        ("ha of land", "en", None),
        ("", "en", None),
    ],
)
def test_unit(text: str, language: Language, wanted: str | None) -> None:
    assert normalize_unit(text, language) == wanted


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("75 tỷ đồng", "vi", ("75000000000", "VND")),
        ("US$53mn", "en", ("53000000", "USD")),
        ("VND1.2 trillion", "en", ("1200000000000", "VND")),
        ("12 ha", "en", None),
        ("$5 to $7", "en", None),
        ("$5 and $7", "en", None),
    ],
)
def test_money(text: str, language: Language, wanted: tuple[str, str] | None) -> None:
    assert normalize_money(text, language) == (wanted and (Decimal(wanted[0]), wanted[1]))


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("1,08 triệu kWh", "vi", ("1080000", "kWh")),
        ("6.000 m3", "vi", ("6000", "m3")),
        ("74 Kt of CO2", "en", ("74000", "t CO2e")),
        ("6,000 m3 CO2/hour", "en", ("6000", "m3/hour")),
        ("20-40%", "vi", None),
        ("hello", "en", None),
    ],
)
def test_quantity(text: str, language: Language, wanted: tuple[str, str] | None) -> None:
    assert normalize_quantity(text, language) == (wanted and (Decimal(wanted[0]), wanted[1]))


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("28/5/2022", "vi", "2022-05-28"),
        ("ngày 5 tháng 9 năm 2003", "vi", "2003-09-05"),
        ("tháng 10/2025", "vi", "2025-10"),
        ("May 4, 2023", "en", "2023-05-04"),
        ("4 May 2023", "en", "2023-05-04"),
        ("2030", "en", "2030"),
        ("31/2/2022", "vi", None),
        ("0/2022", "vi", None),
        ("tháng 0/2022", "vi", None),
        ("0/5/2022", "vi", None),
        ("May", "en", None),
        ("24/7", "en", None),
    ],
)
def test_date(text: str, language: Language, wanted: str | None) -> None:
    assert normalize_date(text, language) == wanted


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("giai đoạn 2021-2025", "vi", ("2021", "2025")),
        ("đến năm 2030", "vi", (None, "2030")),
        ("9 tháng đầu năm", "vi", ("2024-01-01", "2024-09-30")),
        ("first half of 2023", "en", ("2023-01-01", "2023-06-30")),
        ("since 1997", "en", ("1997", None)),
        ("last year", "en", ("2023", "2023")),
        ("2020 and 2030", "en", None),
    ],
)
def test_period(text: str, language: Language, wanted: tuple[str | None, str | None] | None) -> None:
    found = normalize_period(text, language, published=date(2024, 6, 1))
    assert found == (Period(start=wanted[0], end=wanted[1]) if wanted else None)


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_a_written_day_reads_back(day: date) -> None:
    wanted = day.isoformat()
    assert normalize_date(f"{day.day}/{day.month}/{day.year}", "vi") == wanted
    assert normalize_date(f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}", "vi") == wanted
    assert normalize_date(f"{day:%B} {day.day}, {day.year}", "en") == wanted
    assert normalize_date(wanted, "en") == wanted


@given(st.binary(max_size=300))
def test_random_bytes_never_raise(raw: bytes) -> None:
    text = raw.decode("utf-8", "replace")
    languages: tuple[Language, ...] = ("vi", "en")
    for language in languages:
        normalize_number(text, "," if language == "vi" else ".")
        normalize_unit(text, language)
        normalize_quantity(text, language)
        normalize_money(text, language)
        normalize_date(text, language)
        normalize_period(text, language)
