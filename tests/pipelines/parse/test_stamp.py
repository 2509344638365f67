"""Dates as sites of Vietnam write them, each in a page of our own: headline, stamp, text and a licence "
"with its own date."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from config.schema import PublicationDate
from pipelines.parse import parse_page
from pipelines.parse.stamp import find_stamp
from tests.pipelines.parse.making import make_page, parse_one

SKELETON = """<html><head><title>Nhà máy giấy chia hơi dư cho xưởng dệt</title></head><body><div
class="top"><a href="/">Trang chủ</a></div>
<h1>Nhà máy giấy chia hơi dư cho xưởng dệt</h1><div class="info">{stamp}</div>
<p>Từ ngày 01/02/2019, nhà máy giấy ở khu công nghiệp Suối Ngọc dẫn hơi dư sang xưởng dệt bên cạnh,
theo nghị định của chính phủ.</p>
<p>Hai bên ký hợp đồng mười năm, mỗi năm tiết kiệm 1.250 tấn than đá và giảm khoảng 3.000 tấn khí
nhà kính, ban quản lý cho biết.</p>
<p>Những doanh nghiệp khác trong khu cũng đang tìm cách dùng chung nước làm mát để giảm chi phí sản
xuất trong mùa khô sắp tới.</p>
<div class="foot"><p>Giấy phép số 146/GP-BTTTT cấp ngày 17/10/2015</p></div></body></html>"""

STAMPS = [
    ("Thứ Tư, 21/08/2024 | 10:15 GMT+7", "2024-08-21"),
    ("08:47 05/03/2026", "2026-03-05"),
    ("Mon, October 24, 2022 | 3:34 pm GMT+7", "2022-10-24"),
    ("09 03 2023", "2023-03-09"),
    ("22 11 2022", "2022-11-22"),
    ("05/03/2024", "2024-03-05"),
    ("Cập nhật: 14:30, 02/04/2025", "2025-04-02"),
    ("12 Tháng Năm 2024", "2024-05-12"),
    ("12 tháng mười hai 2024", "2024-12-12"),
    ("- 07/03/2026 08:47", "2026-03-07"),
    ("Thứ Bảy, Ngày 07 tháng 03 năm 2026", "2026-03-07"),
    ("October 17, 2022 | 09:00", "2022-10-17"),
    ("3:34:15 PM | 10/28/2023", "2023-10-28"),
    ("2:04:53 PM | 22/5/2018", "2018-05-22"),
    ("Thứ bảy, 7/3/2026, 00:05 (GMT+7)", "2026-03-07"),
    ("07-03-2026 - 00:01 AM", "2026-03-07"),
    ("Thứ bảy, 07/03/2026 - 08:07", "2026-03-07"),
    ("07 Nov 2023", "2023-11-07"),
    ("28 Mar 2022", "2022-03-28"),
    ("07 11 2023", "2023-11-07"),
    ("09:30 03/06/2024", "2024-06-03"),
    ("01/03/2026 09:51", "2026-03-01"),
    ("2026-03-07T08:52:11.000 +07:00", "2026-03-07"),
    ("2026-03-06T20:23:00Z", "2026-03-07"),
    ("Đăng lúc 8 giờ 15, ngày 2 tháng 9, 2023", "2023-09-02"),
    ("Ngày đăng: 15.6.2021", "2021-06-15"),
    ("November 6th, 2018", "2018-11-06"),
    ("Posted on 6 September 2019 by Lan", "2019-09-06"),
    ("Chủ nhật, 3-10-2021 7:05 CH", "2021-10-03"),
    ("2020/11/05 10:00:00", "2020-11-05"),
]


@pytest.mark.parametrize(("stamp", "day"), STAMPS)
def test_stamp_by_the_headline_is_read_day_first(stamp: str, day: str) -> None:
    published = parse_one(SKELETON.format(stamp=stamp)).published
    assert published is not None
    assert (published.day.isoformat(), published.origin) == (day, "headline")
    assert 0.7 < published.confidence < 0.95


@pytest.mark.parametrize(
    "stamp",
    ["", "Lượt xem: 1.250", "31/02/2024", "12/2024", "1984", "05/03/1994", "21/11/2027",
     "On December 21", "Số 12/2019/TT-BCT", "024 3999 2019",
     "Giấy phép số 9 cấp ngày 05/06/2018", "32/13/2020", "2018-2020", "192.168.10.2012"],
)  # fmt: skip
def test_no_date_is_better_than_a_wrong_one(stamp: str) -> None:
    assert parse_one(SKELETON.format(stamp=stamp)).published is None


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("21/08/2024 | 10:15 GMT+7", "2024-08-21T10:15:00+07:00"),
        ("Mon, October 24, 2022 | 3:34 pm GMT+7", "2022-10-24T15:34:00+07:00"),
        ("3/10/2021 7:05 CH", "2021-10-03T19:05:00+07:00"),
        ("07-03-2026 - 00:01 AM", "2026-03-07T00:01:00+07:00"),
        ("2026-03-06T20:23:00Z", "2026-03-07T03:23:00+07:00"),
        ("2026-03-06T20:23:00+0900", "2026-03-06T18:23:00+07:00"),
        ("10:15 GMT+9 5/3/2024", "2024-03-05T08:15:00+07:00"),
        ("12:05 am 5/3/2024", "2024-03-05T00:05:00+07:00"),
    ],
)
def test_clock_and_zone(raw: str, moment: str) -> None:
    stamp = find_stamp(raw)
    assert stamp is not None
    assert stamp.stamp is not None
    assert stamp.stamp.isoformat() == moment


def test_order_of_day_and_month_is_the_sites() -> None:
    for order, day in (("dmy", date(2026, 7, 3)), ("mdy", date(2026, 3, 7))):
        stamp = find_stamp("3/7/2026 8:01:53 AM", order)
        assert stamp is not None
        assert stamp.day == day
    assert find_stamp("2/3/2024").certain is False  # type: ignore[union-attr]
    assert find_stamp("22/3/2024").certain is True  # type: ignore[union-attr]
    assert find_stamp("3/3/2024").certain is True  # type: ignore[union-attr]


def test_zone_of_the_site_is_kept() -> None:
    stamp = find_stamp("5/3/2024 23:30", zone=ZoneInfo("Europe/Vienna"))
    assert stamp is not None
    assert stamp.stamp is not None
    assert stamp.stamp.astimezone(UTC).isoformat() == "2024-03-05T22:30:00+00:00"


def _published(head: str, *, url: str = "https://bao.example.vn/tin-1.html", stamp: str = "") -> PublicationDate | None:
    page = SKELETON.format(stamp=stamp).replace("<head>", f"<head>{head}")
    return parse_page(make_page(page, url)).articles[0].published


def test_witnesses_are_asked_in_turn() -> None:
    json_ld = (
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-05-01T01:00:00Z"}</script>'
    )
    meta = '<meta property="article:published_time" content="2024-05-02T10:00:00+07:00">'
    cases = [
        (_published(json_ld + meta, stamp="03/05/2024"), "2024-05-01", "jsonld"),
        (_published(meta, stamp="03/05/2024"), "2024-05-02", "meta"),
        (_published("", stamp="03/05/2024"), "2024-05-03", "headline"),
        (_published("", url="https://bao.example.vn/2024/05/04/tin/"), "2024-05-04", "url"),
    ]
    for published, day, origin in cases:
        assert published is not None
        assert (published.day.isoformat(), published.origin) == (day, origin)
    assert _published("", url="https://bao.example.vn/tin-20240504081530123.htm") is None


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","datePublished":"2026-03-07T08:52:11.000 +07:00",}',
        '{"@type":["NewsArticle"],"headline":"a\n"b" c","datePublished":"2026-03-07"}',
        '<!--{"@graph":[{"@type":"WebPage","datePublished":"2011-01-01"},{"@type":"Article","dateCreated":"2026-03-07"}]}-->',
        '//<![CDATA[\n{"@type":"BlogPosting","description":"x \\d","datePublished":"2026-03-07"}\n//]]>',
        '[{"@type":"Organization"},{"@type":"NewsArticle","datePublished":"2026-03-06T23:10:00Z"}];',
    ],
)
def test_json_ld_is_read_leniently(script: str) -> None:
    published = _published(f'<script type="application/ld+json">{script}</script>')
    assert published is not None
    assert (published.day, published.origin) == (date(2026, 3, 7), "jsonld")


def test_stamp_later_than_the_fetch_is_refused() -> None:
    page = make_page(SKELETON.format(stamp="21/08/2024"), fetched_at=datetime(2024, 8, 1, tzinfo=UTC))
    assert parse_page(page).articles[0].published is None
    page = make_page(SKELETON.format(stamp="21/08/2024"), fetched_at=datetime(2024, 8, 20, 23, tzinfo=UTC))
    assert parse_page(page).articles[0].published is not None
