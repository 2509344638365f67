"""Amounts that are said roughly: vague words with magnitudes, neighbouring numbers, parts of a whole."""

import pytest

from nlp.components.quantity.lexicon import Language
from tests.nlp.figures.reading import values


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("vi", "Công ty có vốn vài trăm triệu USD.", ["200000000..1000000000 USD"]),
        ("vi", "Nộp ngân sách vài nghìn tỷ đồng.", ["2000000000000..10000000000000 VND"]),
        ("vi", "Chi vài chục tỷ đồng.", ["20000000000..100000000000 VND"]),
        ("vi", "Chi mấy trăm tỷ đồng.", ["200000000000..1000000000000 VND"]),
        ("vi", "Thải vài trăm nghìn tấn.", ["200000..1000000 t"]),
        ("vi", "Hàng trăm tỷ đã rót vào đây.", ["100000000000..1000000000000 VND"]),
        ("en", "It recycled several hundred thousand tonnes.", ["100000..1000000 t"]),
    ],
)
def test_a_magnitude_multiplies_both_ends_of_a_vague_amount(language: Language, text: str, wanted: list[str]) -> None:
    assert values(language, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Có ba bốn nghìn công nhân.", ["3000..4000 worker"]),
        ("Có dăm bảy doanh nghiệp.", ["5..7 enterprise"]),
        ("Chi vài ba tỷ đồng.", ["2000000000..3000000000 VND"]),
        ("Trong bốn năm, bốn năm trăm hộ đã dời đi.", ["4 year", "400..500 household"]),
        ("Có hai mươi ba doanh nghiệp.", ["23 enterprise"]),
    ],
)
def test_two_numbers_side_by_side_are_a_range(text: str, wanted: list[str]) -> None:
    assert values("vi", text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mỗi tháng bớt hơn chục triệu tiền điện.", ["10000000 VND/month"]),
        ("Tiết kiệm 1 tỷ rưỡi mỗi năm.", ["1500000000 VND/year"]),
        ("Tiết kiệm hơn 1 tỷ rưỡi tiền điện.", ["1500000000 VND"]),
    ],
)
def test_large_amounts_are_dong(text: str, wanted: list[str]) -> None:
    assert values("vi", text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Có chín phần mười doanh nghiệp tham gia.", ["90 %"]),
        ("Bảy phần tám diện tích đã lấp đầy.", ["87.5 %"]),
        ("Có trên 9/10 doanh nghiệp tham gia.", ["90 %"]),
        ("Có 9/10 doanh nghiệp tham gia.", ["9 of 10 enterprise"]),
    ],
)
def test_parts_of_a_whole(text: str, wanted: list[str]) -> None:
    assert values("vi", text) == wanted
