import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from config.errors import QueryError
from config.quantity import load_units
from index import Catalog
from index.conversion import to_base, typed_amount
from index.exports import COLUMNS, FORMATS, facts_frame, frame, iter_export
from tests.index.making import KHANH_PHU, make_annotation, make_article

RISKY = '=HYPERLINK("http://x")'


@pytest.fixture
def filled(catalog: Catalog) -> Catalog:
    run = catalog.begin_run("ingest")
    catalog.save_entities([KHANH_PHU])
    for number in range(3):
        article = make_article(number, title=RISKY if number == 0 else f"Bài {number}")
        annotation = make_annotation(article, facts=2)
        negative = replace(annotation.facts[0], value=Decimal("-1.50"), item="-5 °C")
        catalog.save_article(run, article, replace(annotation, facts=(negative, annotation.facts[1])))
    return catalog


def exported(catalog: Catalog, kind: str, format_: str) -> bytes:
    return b"".join(iter_export(catalog, kind, format_))


@pytest.mark.parametrize("kind", COLUMNS)
def test_all_formats_hold_the_same_columns_and_rows(filled: Catalog, kind: str, tmp_path: Path) -> None:
    names = [column.name for column in COLUMNS[kind]]
    by_csv = list(csv.DictReader(io.StringIO(exported(filled, kind, "csv").decode(), newline="")))
    by_json = [json.loads(line) for line in exported(filled, kind, "jsonl").splitlines()]
    table = pq.read_table(io.BytesIO(exported(filled, kind, "parquet")))
    sheet = openpyxl.load_workbook(io.BytesIO(exported(filled, kind, "xlsx"))).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert list(by_csv[0]) == list(by_json[0]) == table.column_names == list(rows[0]) == names
    ids = [row["id"] for row in by_csv]
    assert ids == [row["id"] for row in by_json] == table["id"].to_pylist() == [row[0] for row in rows[1:]]
    assert list(frame(filled, kind)["id"]) == ids


def test_cells_are_no_formulas_and_numbers_stay_numbers(filled: Catalog) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(filled, "facts", "csv").decode(), newline="")))
    assert {row["title"] for row in rows} == {f"'{RISKY}", "Bài 1", "Bài 2"}
    assert {(row["value"], row["item"]) for row in rows} == {("-1.5", "'-5 °C"), ("351", "")}
    book = openpyxl.load_workbook(io.BytesIO(exported(filled, "facts", "xlsx")))
    header, *lines = book.worksheets[0].iter_rows()
    columns = {cell.value: place for place, cell in enumerate(header)}
    assert {line[columns["value"]].value for line in lines} == {-1.5, 351}
    assert all(cell.data_type != "f" for line in lines for cell in line)


@pytest.mark.parametrize(
    ("stored", "written"), [("12500000000.0", "12500000000"), ("1.25E+10", "12500000000"), ("5310000.00", "5310000")]
)
def test_decimals_are_written_plainly(catalog: Catalog, stored: str, written: str) -> None:
    article = make_article()
    annotation = make_annotation(article)
    (fact,) = annotation.facts
    fact = replace(fact, value=Decimal(stored), upper=Decimal("0.50"))
    catalog.save_article(catalog.begin_run("ingest"), article, replace(annotation, facts=(fact,)))
    by_json = json.loads(exported(catalog, "facts", "jsonl"))
    (by_csv,) = csv.DictReader(io.StringIO(exported(catalog, "facts", "csv").decode(), newline=""))
    assert (by_json["value"], by_json["upper"]) == (by_csv["value"], by_csv["upper"]) == (written, "0.5")
    assert facts_frame(catalog)["value"].dtype == pd.Float64Dtype()


def test_facts_carry_names_provinces_and_base_values(filled: Catalog) -> None:
    facts = facts_frame(filled)
    assert facts["subject_name_vi"].eq("Khánh Phú").all()
    assert facts["province_after_2025"].eq("ninh-binh").all()
    assert facts["base_unit"].eq("m2").all()
    assert facts["base_value"].max() == 3_510_000
    assert facts["year"].eq(2024).all()
    assert isinstance(facts["predicate"].dtype, pd.CategoricalDtype)
    assert pd.api.types.is_datetime64_any_dtype(facts["published"])
    assert facts.groupby(["subject_id", "year"])["value"].sum().tolist() == [pytest.approx(3 * 349.5)]


def test_who_is_not_declared_is_named_as_in_the_text(catalog: Catalog) -> None:
    article = make_article()
    annotation = make_annotation(article)
    (fact,) = annotation.facts
    fact = replace(fact, subject="Xưởng Mới", subject_label="ORG")
    catalog.save_article(catalog.begin_run("ingest"), article, replace(annotation, facts=(fact,)))
    (row,) = facts_frame(catalog).to_dict("records")
    assert (row["subject_id"], row["subject_name_en"], row["subject_name_vi"]) == ("Xưởng Mới",) * 3


def test_an_empty_catalog_exports_headers(catalog: Catalog) -> None:
    for kind, columns in COLUMNS.items():
        assert exported(catalog, kind, "csv").decode().strip() == ",".join(c.name for c in columns)
        assert exported(catalog, kind, "jsonl") == b""
        assert frame(catalog, kind).columns.tolist() == [c.name for c in columns]
        for format_ in FORMATS:
            exported(catalog, kind, format_)


@pytest.mark.parametrize(("kind", "format_"), [("facts", "doc"), ("pages", "csv")])
def test_unknown_exports_are_refused(catalog: Catalog, kind: str, format_: str) -> None:
    with pytest.raises(QueryError):
        iter_export(catalog, kind, format_)


def test_columns_are_declared_well() -> None:
    for columns in COLUMNS.values():
        assert len({c.name for c in columns}) == len(columns)
        assert {c.type for c in columns} <= {"text", "decimal", "number", "count", "flag"}


@pytest.mark.parametrize(
    ("value", "unit", "base"),
    [
        ("350", "ha", ("3500000", "m2")),
        ("2", "GWh", ("2000000", "kWh")),
        ("3.6", "GJ", ("1000", "kWh")),
        ("5", "m3/hour", ("120", "m3/day")),
        ("5", "kg/month", ("0.005", "t/month")),
        ("7", "VND", ("7", "VND")),
        ("7", "USD/m2", ("7", "USD/m2")),
        ("12", "worker", ("12", "worker")),
        ("60", "km/hour", ("60000", "m/hour")),
        ("60", "m/second", ("60", "m/s")),
        ("2", "acre", ("8093.7128448", "m2")),
        ("3.6", "PJ", ("1000000000", "kWh")),
        ("3.6", "BTU", ("0.00105505585262", "kWh")),
        ("2", "ML", ("2000", "m3")),
        ("2", "ml", ("0.000002", "m3")),
        ("10", "l/s", ("864", "m3/day")),
        ("1", "barrel/day", ("0.158987294928", "m3/day")),
        ("2", "mile", ("3218.688", "m")),
        ("5", "sào", ("5", "sào")),
        ("5", "mg/l", ("5", "mg/l")),
    ],
)
def test_amounts_come_to_base_units(value: str, unit: str, base: tuple[str, str]) -> None:
    amount = to_base(Decimal(value), unit)
    assert amount is not None
    assert (amount.value, amount.unit) == (Decimal(base[0]), base[1])


@pytest.mark.parametrize(
    ("value", "unit", "base"),
    [
        ("1", "GWh", ("1000000", "kWh")),
        ("1", "gwh", ("1000000", "kWh")),
        ("2", "tấn", ("2", "t")),
        ("2", "tonnes", ("2", "t")),
        ("3", "m³/day", ("3", "m3/day")),
        ("4", "hectares", ("40000", "m2")),
        ("5", "usd", ("5", "USD")),
        ("5", "đồng", ("5", "VND")),
        ("6", "furlong", ("6", "furlong")),
        ("3", "m3/ngày", ("3", "m3/day")),
        ("3", "m3/ngày đêm", ("3", "m3/day")),
        ("3", "m3/ngay dem", ("3", "m3/day")),
        ("3", "m³/h", ("72", "m3/day")),
        ("2", "GWh/năm", ("2000000", "kWh/year")),
        ("2", "gwh/Nam", ("2000000", "kWh/year")),
        ("2", "tấn CO2/năm", ("2", "t CO2e/year")),
        ("500", "tỷ đồng", ("500000000000", "VND")),
        ("500", "tỷ", ("500000000000", "VND")),
        ("2", "triệu kWh/năm", ("2000000", "kWh/year")),
        ("2000", "đồng/kWh", ("2000", "VND/kWh")),
        ("2", "ML", ("2000", "m3")),
        ("70", "USD/MWh", ("0.07", "USD/kWh")),
        ("2", "triệu đồng/tạ", ("20000", "VND/kg")),
        ("5", "USD/1,000 m3", ("0.005", "USD/m3")),
        ("5", "USD/1.000 m3", ("0.005", "USD/m3")),
        ("3", "m3/ngày/đêm", ("3", "m3/day")),
        ("2", "doanh nghiệp", ("2", "enterprise")),
        ("2", "m3/day saved", ("2", "m3/day saved")),
        ("2", "kWh" + "/h" * 2000, ("2", "kWh" + "/h" * 2000)),
    ],
)
def test_typed_units_are_understood(value: str, unit: str, base: tuple[str, str]) -> None:
    amount = typed_amount(Decimal(value), unit)
    assert (amount.value, amount.unit) == (Decimal(base[0]), base[1])


@pytest.mark.parametrize("per", ["", "/year", "/day", "/hour", "/s", "/person", "/kWh"])
def test_a_base_unit_that_is_typed_stays_what_it_is(per: str) -> None:
    units = {row.unit for row in load_units() if not per or "/" not in row.unit}
    bases = {base.unit for unit in units if (base := to_base(Decimal(1), unit + per))}
    assert {unit: amount.unit for unit in bases if (amount := typed_amount(Decimal(1), unit)).unit != unit} == {}
