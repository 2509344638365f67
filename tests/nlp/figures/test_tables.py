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


def test_a_word_that_begins_like_a_magnitude_multiplies_nothing() -> None:
    drafts = read_passage("KCN Nam Sơn | 72", "vi", is_row=True, header=("Khu", "Tỷ lệ lấp đầy (%)"))
    assert [(d.value, d.unit) for d in drafts] == [(Decimal(72), "%")]
    drafts = read_passage("KCN Nam Sơn | 72", "vi", is_row=True, header=("Khu", "Vốn đăng ký"))
    assert drafts == []


def test_a_magnitude_behind_its_currency_multiplies() -> None:
    drafts = read_passage("Nam Son | 72", "en", is_row=True, header=("Park", "Investment (USD million)"))
    assert [(d.value, d.unit) for d in drafts] == [(Decimal(72_000_000), "USD")]


def test_a_header_names_the_rate_of_its_column() -> None:
    header = ("Khu", "Công suất xử lý (m3/ngày đêm)", "Giá thuê (USD/m2)", "Điện (MWh/năm)")
    drafts = read_passage("Nam Sơn | 6.000 | 70 | 1,5", "vi", is_row=True, header=header)
    assert [d.unit for d in drafts] == ["m3/day", "USD/m2", "kWh/year"]


def test_a_row_without_marks_is_read_with_its_header() -> None:
    header = ("Khu", "Vốn (tỷ đồng)", "Rác (nghìn tấn)")
    drafts = read_passage("VSIP II | 150 | 18,5", "vi", is_row=True, header=header)
    assert [(d.value, d.unit) for d in drafts] == [(Decimal(150) * 10**9, "VND"), (Decimal(18500), "t")]


def test_the_units_of_a_header_count_nothing() -> None:
    header = ("Khu", "Chất thải (nghìn tấn)")
    assert read_passage(" | ".join(header), "vi", is_row=True, header=header) == []


def test_a_column_a_line_and_a_caption_name_periods() -> None:
    def years(text: str, header: tuple[str, ...], caption: str | None = None) -> list[str | None]:
        drafts = read_passage(text, "en", is_row=True, header=header, caption=caption)
        return [d.period.end if d.period else None for d in drafts]

    assert years("Nam Son | 15 | 18", ("Park", "2022 (ha)", "2023 (ha)")) == ["2022", "2023"]
    assert years("2021 | 15 | 18", ("Year", "Area (ha)", "Leased (ha)")) == ["2021", "2021"]
    assert years("Nam Son | 15", ("Park", "Area (ha)"), "Parks in 2023") == ["2023"]
    assert years("Nam Son | 15", ("Park", "Area (ha)"), "Parks in 2022 and 2023") == [None]


def test_a_long_header_is_read_once() -> None:
    text = " | ".join(["Area of a park (ha)"] * 40) + "\n\n" + "\n\n".join(["Nam Son | " + "5 | " * 38 + "5"] * 200)
    assert len(extract_figures(text, "en")) == 39 * 200
