"""Rows of tables: the unit of the header or the caption counts for the column."""

from decimal import Decimal

import pytest

from nlp.components.quantity.lexicon import Language
from nlp.components.quantity.reader import read_passage
from nlp.figures import extract_figures
from tests.nlp.figures.reading import values


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


def _said(text: str, header: tuple[str, ...] = (), caption: str | None = None, language: Language = "en") -> list[str]:
    drafts = read_passage(text, language, is_row=True, header=header, caption=caption)
    return [f"{draft.value.normalize():f} {draft.unit}" for draft in drafts]


@pytest.mark.parametrize("caption", ["Indicators of Dong A Textile", "Indicators of the plant", "Parks", None])
def test_a_caption_that_only_speaks_of_a_thing_is_no_unit(caption: str | None) -> None:
    row, header = "Electricity | MWh/year | 12,500", ("Indicator", "Unit", "2019")
    assert _said(row, header, caption) == ["12500000 kWh/year"]
    assert _said("pH | - | 6.8", header, caption) == []
    assert _said("Nước | m3/năm | 420", ("Chỉ tiêu", "Đơn vị", "2019"), "Bảng 2. Chỉ số", "vi") == ["420 m3/year"]


def test_a_caption_sets_its_unit_apart() -> None:
    captions = ("Electricity (MWh)", "Unit: MWh", "Electricity in MWh by park", "Electricity, MWh", "MWh")
    assert [_said("Nam Son | 5", caption=caption) for caption in captions] == [["5000 kWh"]] * len(captions)
    assert _said("Nam Son | 5", caption="Number of workers") == ["5 worker"]


@pytest.mark.parametrize("head", ["After project", "Plant average", "Measured on 3 days", "Result", "2019"])
def test_a_row_knows_its_unit_better_than_a_head_that_speaks_of_a_thing(head: str) -> None:
    assert _said("COD | mg/l | 62", ("Parameter", "Unit", head)) == ["62 mg/l"]


def test_a_row_knows_its_unit_better_than_a_head_of_the_same_dimension() -> None:
    assert _said("Electricity (VND/kWh) | 3,076", ("Item", "Price (USD)")) == ["3076 VND/kWh"]
    assert _said("Electricity (VND/kWh) | 3,076", caption="Prices (USD)") == ["3076 VND/kWh"]
    assert _said("Electricity | MWh | 9 | 4", ("Item", "Unit", "2019", "Change (%)")) == ["9000 kWh", "4 %"]


def test_a_unit_cell_has_magnitudes_and_products_and_is_no_figure() -> None:
    header = ("Chỉ tiêu", "Đơn vị", "2019")
    assert _said("Chi phí | triệu đồng/năm | 12,5", header, language="vi") == ["12500000 VND/year"]
    assert _said("Nước | 1.000 m3/năm | 42", header, language="vi") == ["42000 m3/year"]
    assert _said("Điện | kWh/tấn SP | 520", header, language="vi") == ["520 kWh/t"]
    assert _said("Hoàn vốn | năm | 1,5", header, language="vi") == ["1.5 year"]
    assert _said("Nam Son | 1,000 ha | 45", ("Park", "Area", "Other")) == ["1000 ha"]


@pytest.mark.parametrize(
    "header",
    [
        ("Indicator", "2019 (MWh/year)", "Target 2030 (MWh/year)", "Option 2 (MWh/year)"),
        ("Sector", "Emissions 2019 (tCO2e)", "Emissions 2023 tCO2e"),
        ("Process", "Water (1,000 m3/year)", "Power (10^3 kWh)", "Heat (10 6 MJ)", "Gas (103 m3)", "Cost (USD 1,000)"),
    ],
)
def test_years_and_multipliers_of_a_header_count_nothing(header: tuple[str, ...]) -> None:
    assert _said(" | ".join(header), header) == []


def test_a_multiplier_in_a_header_multiplies() -> None:
    heads = ("1,000 kWh", "1000 kWh", "10^3 kWh", "10 3 kWh", "10³ kWh", "103 kWh", "thousand kWh")
    assert [_said("Dyeing | 80", ("Process", f"Power ({head})")) for head in heads] == [["80000 kWh"]] * len(heads)
    assert [_said("Nhuộm | 80", ("", f"Chi phí ({h})"), language="vi") for h in ("1.000 đồng", "10 6 đồng")] == [
        ["80000 VND"],
        ["80000000 VND"],
    ]
    quoted = ("'000 USD", "USD '000", "USD 1,000", "1,000 USD")
    assert [_said("Dyeing | 80", ("Process", f"Cost ({head})")) for head in quoted] == [["80000 USD"]] * len(quoted)
    assert _said("Dyeing | 80", ("Process", "Plot (106 ha)")) == ["80 ha"]


def test_the_rate_of_a_column_stands_behind_its_magnitude() -> None:
    heads = ("VND million/year", "million VND/year", "VND/year million")
    assert [_said("VSD | 2", ("Measure", f"Saving ({head})")) for head in heads] == [["2000000 VND/year"]] * len(heads)


def test_a_column_in_years_is_none_of_years() -> None:
    assert _said("VSD | 1.5", ("Measure", "Payback (years)")) == ["1.5 year"]
    assert _said("Biến tần | 1,5", ("Giải pháp", "Hoàn vốn (năm)"), language="vi") == ["1.5 year"]
    assert _said("VSD | 2021", ("Measure", "Begun (year)")) == _said("VSD | 12", ("Measure", "Year")) == []


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "en",
            "LOAN DATA (US$, Millions)\nTotal cost ... 162.30\nGreen Fund ... 12",
            ["162300000 USD", "12000000 USD"],
        ),
        ("vi", "Lãi sau thuế (tỷ đồng)\nABC: 313 (-2%)\nDEF: 67", ["313000000000 VND", "2 %", "67000000000 VND"]),
        ("en", "The loan (of the bank)\nABC: 313\nDEF: 67", []),
        ("vi", "Huế - 7 - 6 - 11.800 m3", ["11800 m3"]),
    ],
)
def test_a_line_sets_the_unit_of_the_lines_below_it_apart(language: Language, text: str, wanted: list[str]) -> None:
    assert values(language, text) == wanted
