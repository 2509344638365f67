"""Both languages say the same things, all of them are said somewhere, and numbers and days are written as usual."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest

import search_api
from config.declared import load_yaml
from config.quantity import load_bands
from index.filters import fact_filter
from index.language import parse_query
from search_api.web.interface import LANGUAGES, STRINGS, Counted, Strings, choose_language, load_interface

ROOT = Path(search_api.__file__).parent
USED = re.compile(r"""\b(?:t|self)(?:\.count)?\(\s*["']([a-zA-Z_]*[a-zA-Z])["']""")
GROUPS = re.compile(r"""(?:\bt\.word\(\s*["']([a-z]+)["']|\bt\(\s*f?["']([a-z_]+)_(?:["']\s*~|\{))""")


def strings(language: str) -> dict[str, str | Counted]:
    return load_yaml(STRINGS / f"{language}.yml", Strings).root


def sources() -> str:
    files = [*ROOT.rglob("*.html"), *ROOT.rglob("*.py")]
    return "\n".join(path.read_text("utf-8") for path in files)


def test_languages_declare_the_same() -> None:
    first, *others = (strings(language) for language in LANGUAGES)
    for other in others:
        assert list(first) == list(other)
        for key, text in first.items():
            assert type(text) is type(other[key]), key
            assert _fields(text) == _fields(other[key]), key


def _fields(text: str | Counted) -> set[str | None]:
    said = text if isinstance(text, str) else text.other
    return {name for _, name, _, _ in Formatter().parse(said) if name}


def test_everything_said_is_declared_and_everything_declared_is_said() -> None:
    text = sources()
    used = set(USED.findall(text)) | set(re.findall(r'"(nav_[a-z]+|language_name)"', text))
    groups = {first or second for first, second in GROUPS.findall(text)} | {"said"}  # by the messages that they fit
    declared = set(strings("en"))
    assert {key for key in used if key not in declared} == set()
    assert {key for key in declared - used if not any(key.startswith(f"{group}_") for group in groups)} == set()


@pytest.mark.parametrize(
    ("language", "value", "written"),
    [
        ("en", "75000000000", "75,000,000,000"),
        ("vi", "75000000000", "75.000.000.000"),
        ("en", "1234.50", "1,234.5"),
        ("vi", "1234.50", "1.234,5"),
        ("vi", "0.30", "0,3"),
        ("en", "-12", "-12"),
        ("en", "1E+3", "1,000"),
    ],
)
def test_numbers(language: str, value: str, written: str) -> None:
    assert load_interface(language).number(Decimal(value)) == written


def test_days() -> None:
    assert load_interface("vi").day(date(2025, 3, 4)) == "4/3/2025"
    assert load_interface("en").day("2025-03-04") == "4 March 2025"
    assert load_interface("en").day("2025") == "2025"
    assert load_interface("en").day(None) == "undated"


def test_moments_are_those_of_vietnam() -> None:
    moment = datetime(2025, 3, 4, 20, 5, tzinfo=UTC)
    assert load_interface("vi").moment(moment) == "5/3/2025, 03:05"
    assert load_interface("en").day(moment) == "5 March 2025"


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("at 1: no province is known as Sao Hỏa", "ở ký tự 1: bộ lọc province không có tên nào là Sao Hỏa"),
        ("there is nothing at this address", "không có gì ở địa chỉ này"),
        (
            "investment of 48,000.5 USD is less than the 100,000 USD that is plausible",
            "vốn đầu tư 48.000,5 USD thấp hơn mức hợp lý là 100.000 USD",
        ),
        (
            "at 3: a ( without its ) (close it); searched as plain words",
            "ở ký tự 3: dấu ( thiếu dấu ) của nó (hãy đóng lại); đã tìm như các từ thường",
        ),
        ("told in kWh/year, not in kWh: 2 more", "còn 2 dữ kiện tính bằng kWh/năm, không phải kWh"),
        ("what nobody declared", "what nobody declared"),
    ],
)
def test_what_is_said_in_english_is_said_in_vietnamese(message: str, said: str) -> None:
    assert load_interface("vi").said(message, predicate="vốn đầu tư") == said
    assert load_interface("en").said(message) == message


@pytest.mark.parametrize(
    "text",
    [
        "topic:water x", "status:x y", "year:x y", "after:x y", "investment > 500 z", "tariff >= 70 USD/z",
        "( a", "a )", 'a "b', "a OR", "a -", "foo > 5 ha", "area > 1.500 ha", "(" * 25, "x " * 70, "area > , ha",
    ],
)  # fmt: skip
def test_every_mistake_in_a_query_is_told_in_vietnamese(text: str) -> None:
    t = load_interface("vi")
    for note in parse_query(text, fact_filter)[1]:
        parts = re.fullmatch(r"at \d+: (.*) \((.*)\); (?:left out|searched as plain words)", note, re.DOTALL)
        assert parts is not None
        assert {part for part in (note, *parts.groups()) if t.said(part) == part} == set()


def test_reasons_of_doubt_are_declared() -> None:
    reasons = {band.reason for band in load_bands()}
    assert {reason for reason in reasons if load_interface("vi").said(reason) == reason} == set()


def test_counts() -> None:
    assert load_interface("en").count("found", 1) == "1 article"
    assert load_interface("en").count("found", 0) == "0 articles"
    assert load_interface("vi").count("found", 1200) == "1.200 bài viết"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "vi"),
        ("en", "en"),
        ("en-GB,en;q=0.9,vi;q=0.8", "en"),
        ("fr,vi;q=0.4,en;q=0.2", "vi"),
        ("de,fr", "vi"),
        ("en;q=nonsense,vi;q=0.1", "vi"),
        (",;q=,", "vi"),
    ],
)
def test_the_browser_chooses_the_language(accepted: str, language: str) -> None:
    assert choose_language(accepted) == language


@pytest.mark.parametrize(
    ("language", "value", "written"),
    [
        ("en", "2000000000000", "2,000 billion"),
        ("vi", "75000000000", "75 tỷ"),
        ("vi", "1200000", "1,2 triệu"),
        ("en", "1234567", "1,234,567"),
        ("en", "1234567890123", "1,234,567,890,123"),
        ("en", "1234567890000", "1,234,567.89 million"),
        ("en", "999999", "999,999"),
        ("en", "0", "0"),
    ],
)
def test_large_amounts_are_read_aloud_without_loss(language: str, value: str, written: str) -> None:
    assert load_interface(language).amount(Decimal(value)) == written
