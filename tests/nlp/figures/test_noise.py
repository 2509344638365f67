"""Whatever the text looks like: offsets hold, nothing is lost by spaces and composition, no input is slow."""

import time
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nlp.components.quantity.lexicon import Language
from nlp.figures import extract_figures
from nlp.normalize.date import normalize_date, normalize_period
from nlp.normalize.number import normalize_number
from nlp.normalize.unit import normalize_money, normalize_quantity, normalize_unit

LANGUAGES = st.sampled_from(["vi", "en"])
PIECES = st.sampled_from(
    "12 1.200 3,5 0 0/2022 007 2024 75/139 - – / % . , ( ) $ US$ USD tỷ triệu đồng ha m2 m3 /ngày năm tháng hai ba "
    "mười một and to from between từ đến hơn gần khoảng over half a million dozens of doanh nghiệp industrial parks "
    "CO2 tấn | \n \n\n \u00a0 \u0301 quý I first nine months May 4 by since 10−30 ½ 1e9 x × no. số Điều KCN".split(" ")
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES, max_size=30).map("".join), st.text(max_size=120)
)


@settings(max_examples=300, deadline=None)
@example(":0\u0300\u00d9", "vi", True)  # a mark on a digit, which no letter has
@given(TEXTS, LANGUAGES, st.booleans())
def test_offsets_hold(text: str, language: Language, bare: bool) -> None:
    for figure in extract_figures(text, language, bare=bare, published=date(2024, 6, 1)):
        evidence = figure.evidence
        assert text[evidence.start : evidence.end] == evidence.surface
        assert evidence.surface
        assert evidence.sentence_start <= evidence.start < evidence.end <= evidence.sentence_end
        assert 0 < figure.score <= 1
        assert figure.value.is_finite()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "Lương từ 5 đến dưới 10 triệu đồng/tháng, giảm từ 180 xuống 150 độ C, khoảng 1,5 - 2 tỷ USD mỗi năm."),
        ("en", "It rose from US$32 million to US$51 million, between 5 and 10 percent, in 46 out of 63 (3 ha) parks."),
    ],
)
def test_a_text_may_end_anywhere(language: Language, text: str) -> None:
    for end in range(len(text)):
        for start in range(end, max(end - 40, -1), -5):
            extract_figures(text[start:end], language, bare=True)


@settings(max_examples=300, deadline=None)
@given(TEXTS, LANGUAGES)
def test_normalizing_never_raises(text: str, language: Language) -> None:
    normalize_number(text)
    normalize_number(text, ",")
    normalize_unit(text, language)
    normalize_money(text, language)
    normalize_quantity(text, language)
    normalize_date(text, language, published=date(2024, 6, 1))
    normalize_period(text, language, published=date(2024, 6, 1))


def group(whole: int, sign: str) -> str:
    return f"{whole:,}".replace(",", sign)


@given(st.integers(0, 999_999_999), st.integers(0, 99), st.sampled_from(["vi", "en"]))
def test_a_formatted_value_reads_back(whole: int, cents: int, language: Language) -> None:
    thousands, decimal = (".", ",") if language == "vi" else (",", ".")
    value = Decimal(whole) + Decimal(cents) / 100
    for written in (f"{group(whole, thousands)}{decimal}{cents:02d}", f"{whole}{decimal}{cents:02d}"):
        (figure,) = extract_figures(f"x {written} ha", language)
        assert figure.value == value
        assert normalize_number(written, decimal) == value


@given(st.integers(1000, 999_999_999), st.sampled_from([("vi", "."), ("en", ",")]))
def test_a_grouped_integer_reads_back(whole: int, custom: tuple[Language, str]) -> None:
    language, sign = custom
    for written in (group(whole, sign), group(whole, "\u00a0"), group(whole, "\u202f")):
        if written.count("\u00a0") + written.count("\u202f") == 1 and not written.endswith("00"):
            continue  # two numbers beside each other, for all that one can see
        (figure,) = extract_figures(f"x {written} ha", language)
        assert figure.value == whole


@given(st.integers(2, 999), st.sampled_from([("triệu", 10**6), ("tỷ", 10**9), ("nghìn", 1000), ("nghìn tỷ", 10**12)]))
def test_a_magnitude_multiplies(count: int, magnitude: tuple[str, int]) -> None:
    word, factor = magnitude
    (figure,) = extract_figures(f"Vốn {count} {word} đồng.", "vi")
    assert figure.value == count * factor


NOISY = "Khoảng 75 tỷ đồng và 1.200 lao động, công suất 6.000 m3/ngày đêm."


CHANGES: list[Callable[[str], str]] = [
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" ", "\u202f"),
    lambda text: text.replace("75 tỷ đồng", "75\ntỷ\nđồng"),
    lambda text: text.replace("1.200", "\u200b1.200\ufeff"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_noise_loses_nothing(change: Callable[[str], str]) -> None:
    text = change(NOISY)
    found = extract_figures(text, "vi")
    assert [(figure.value, figure.unit) for figure in found] == [
        (Decimal(75 * 10**9), "VND"),
        (Decimal(1200), "worker"),
        (Decimal(6000), "m3/day"),
    ]
    assert all(text[f.evidence.start : f.evidence.end] == f.evidence.surface for f in found)


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "1.",
        "1,000 to ",
        "hai mươi ",
        "trăm ",
        "a ",
        "1/",
        "75 tỷ đồng ",
        "$",
        "(",
        "1-",
        "x" * 50,
        "năm 2024 ",
        "million ",
        "1 | ",
        "5 km, ",
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_time_is_linear(piece: str, language: Language) -> None:
    short, long = _measure(piece, language)
    if long >= 10 * short + 0.1:  # the garbage of other tests may have been collected meanwhile
        short, long = _measure(piece, language)
    assert long < 2.6, "a megabyte would take more than eighty seconds on a slow machine that has other work"
    assert long < 10 * short + 0.1


def _measure(piece: str, language: Language) -> tuple[float, float]:
    """Return the seconds that a text takes, and one four times as long."""
    times = []
    for length in (8_000, 32_000):
        text = piece * (length // len(piece))
        started = time.process_time()
        extract_figures(text, language)
        times.append(time.process_time() - started)
    return times[0], times[1]
