"""Rows of tables: the unit of the header or the caption counts for the column."""

from decimal import Decimal

from nlp.components.quantity.reader import read_passage
from nlp.figures import extract_figures


def test_a_header_names_the_unit_of_its_column() -> None:
    text = "Khu công nghiệp | Diện tích (ha) | Vốn (tỷ đồng)\n\nNam Sơn | 263 | 1.200,5"
    assert [(f.value, f.unit) for f in extract_figures(text, "vi")] == [
        (Decimal(263), "ha"),
        (Decimal("1200500000000"), "VND"),
    ]


def test_a_caption_names_the_unit_of_the_table() -> None:
    drafts = read_passage("Năm 2010 | 319,3 | 720,9", "vi", is_row=True, caption="Bảng 2 (Đơn vị: tỷ đồng)")
    assert [(d.value, d.unit) for d in drafts] == [(Decimal("319.3") * 10**9, "VND"), (Decimal("720.9") * 10**9, "VND")]


def test_a_cell_with_its_own_unit_keeps_it() -> None:
    drafts = read_passage("Water | 12 kg", "en", is_row=True, header=("Item", "Saving (kWh)"))
    assert [(d.value, d.unit) for d in drafts] == [(Decimal(12), "kg")]


def test_a_row_names_its_unit() -> None:
    drafts = read_passage("Total water | ML | 231.47 | 291.93", "en", is_row=True)
    assert [(str(d.value), d.unit) for d in drafts] == [("231.47", "ML"), ("291.93", "ML")]
    drafts = read_passage("Debt to equity (x) | 0.61", "en", is_row=True)
    assert [(str(d.value), d.unit) for d in drafts] == [("0.61", "x")]


def test_a_bare_number_without_a_unit_in_sight_is_no_figure() -> None:
    assert read_passage("Row | 12", "en", is_row=True, header=("A", "B")) == []
