"""Whatever comes in ends as articles or as an Issue with a countable reason, never as an exception."""

import gzip
import time
import unicodedata
from itertools import pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.errors import InputError
from pipelines.parse import parse_page, read_text
from tests.pipelines.parse.making import make_page, parse_one, reasons

PARAGRAPHS = "".join(
    f"<p>Khu công nghiệp số {i} của tỉnh Hòa Lâm đã dùng lại {i}50 m3 nước mỗi ngày cho làm mát và tưới cây xanh.</p>"
    for i in range(1, 6)
)
TITLE = "Nước dùng lại ở năm khu công nghiệp"
PAGE = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{PARAGRAPHS}</body></html>"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x00" * 500, "empty"),
        (bytes(range(256)) * 40, "binary"),
        (b"\x7fELF" + b"\x00\x01" * 300, "binary"),
        (b"PK\x03\x04" + b"\x14\x00" * 100, "binary"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "image"),
        (b"\xff\xd8\xff\xe0" + b"JFIF" * 50, "image"),
        (b'{"title": "x", "items": [1, 2, 3]}', "json"),
        (b'[{"a": 1}]', "json"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', "xml"),
        (gzip.compress(PAGE.encode(), mtime=0)[:-200], "truncated"),
        (b"\x1f\x8bnot gzip at all", "broken_gzip"),
        (gzip.compress(b"a" * 30_000_000, mtime=0), "too_large"),
        (b"<html><head><title>only a head</title></head></html>", "no_body"),
        (b"<html></html>", "no_body"),
        (b"<html><body><script>var a = 1;</script></body></html>", "no_body"),
        (b"<html><body><p>Short.</p></body></html>", "no_article"),
    ],
)
def test_unreadable_page_has_a_reason(body: bytes, reason: str) -> None:
    assert reasons(body) == [reason]


@pytest.mark.parametrize("declared", ["text/plain", "application/json", "image/png", "", "nonsense"])
def test_bytes_count_more_than_the_declared_type(declared: str) -> None:
    assert parse_one(PAGE, content_type=declared).title == "Nước dùng lại ở năm khu công nghiệp"
    assert reasons(b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, declared) == ["image"]


@pytest.mark.parametrize(
    ("encoding", "content_type", "meta"),
    [
        ("utf-8", "text/html; charset=iso-8859-1", ""),
        ("utf-8", "text/html; charset=windows-1258", '<meta charset="gb2312">'),
        ("utf-16", "text/html", ""),
        ("utf-8-sig", "text/html", ""),
    ],
)
def test_wrongly_declared_encodings_do_no_harm(encoding: str, content_type: str, meta: str) -> None:
    assert parse_one(
        PAGE.replace("<head>", f"<head>{meta}").encode(encoding), content_type=content_type
    ).title.startswith("Nước dùng lại")


def test_latin_1_means_windows_1252() -> None:
    page = PAGE.replace("Nước dùng lại ở năm khu công nghiệp", "The park’s “green” plan").encode("cp1252", "ignore")
    assert parse_one(page, content_type="text/html; charset=ISO-8859-1").title == "The park’s “green” plan"


def test_stray_bytes_and_nul_bytes_are_survived() -> None:
    data = PAGE.encode()
    assert parse_one(data[:900] + b"\xff" + data[900:]).title.startswith("Nước")
    assert parse_one(data.replace(b"<p>", b"<p>\x00")).title.startswith("Nước")


def test_huge_bodies_are_refused_at_once() -> None:
    began = time.process_time()
    assert reasons(PAGE.encode() + b"<p>word</p>" * 5_000_000) == ["too_large"]
    assert reasons(PAGE.encode() + b"<p>word</p>" * 600_000) == ["too_large"]
    assert time.process_time() - began < 2


def test_deep_nesting_ends_soon() -> None:
    began = time.process_time()
    article = parse_one(
        PAGE.replace("<body>", "<body>" + "<div>" * 10_000).replace("</body>", "</div>" * 10_000 + "</body>")
    )
    assert "350 m3" in article.text
    assert time.process_time() - began < 10


def test_enormous_table_is_cut_and_said_so() -> None:
    rows = "".join(f"<tr><td>Plant {i}</td><td>{i * 3} m3</td><td>{i % 7} t</td></tr>" for i in range(9_000))
    began = time.process_time()
    parsed = parse_page(make_page(PAGE.replace("</body>", f"<table>{rows}</table></body>")))
    assert [issue.reason for issue in parsed.issues] == ["cut"]
    assert len(parsed.articles[0].blocks) <= 4_000
    assert time.process_time() - began < 20


def test_endless_text_is_cut_and_said_so() -> None:
    text = "".join(
        f"Line {i} tells of plant {i} and of the water that it gives back to the river each day.\n"
        for i in range(25_000)
    )
    parsed = parse_page(make_page(text, "file:///a.txt", "text/plain"))
    assert [issue.reason for issue in parsed.issues] == ["cut"]
    assert len(parsed.articles[0].blocks) < 20_001


def test_text_of_a_file_is_given_exactly_as_it_stands() -> None:
    text = "Tiêu đề\r\n\r\nTie\u0302\u0301ng Vie\u0323\u0302t,\u00a0viết\u200b rời\n"
    assert read_text(text.encode(), "a.txt") == text
    assert read_text(b"", "a.txt") == ""
    for seed in range(20):
        with pytest.raises(InputError):
            read_text(Random(seed).randbytes(5000), "a.txt")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.binary(max_size=3000),
    st.sampled_from(["", "text/html", "text/plain", "application/pdf", "text/html; charset=utf-16"]),
)
def test_any_bytes_end_in_articles_or_issues(body: bytes, content_type: str) -> None:
    parsed = parse_page(make_page(body, content_type=content_type))
    assert parsed.articles or len(parsed.issues) == 1
    assert all(issue.reason != "unreadable" for issue in parsed.issues)


_TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class='a related'>",
        "</div>",
        "<table><tr><td>",
        "</td><td>",
        "</tr>",
        "</table>",
        "<h2>",
        "</h2>",
        "<ul><li>",
        "</ul>",
        "<script type='application/ld+json'>{",
        "}</script>",
        "<article><h2>",
        "</article>",
        "<br>",
        "<figure><figcaption>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<meta property='article:published_time' content='",
        "'>",
        "<time datetime='9999-99-99'>",
        "<a href='http://[::1'>",
        "&#xD800;",
        "&nbsp;",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(_TAGS, st.text(max_size=80)), max_size=60))
def test_any_markup_gives_clean_blocks(pieces: list[str]) -> None:
    body = ("<html><body>" + "".join(pieces) + PARAGRAPHS).encode("utf-8", "replace")
    parsed = parse_page(make_page(body))
    assert all(issue.reason != "unreadable" for issue in parsed.issues), parsed.issues
    for article in parsed.articles:
        texts = [article.title, *(block.text for block in article.blocks)]
        assert all(text and text == " ".join(text.split()) and unicodedata.is_normalized("NFC", text) for text in texts)
        assert all(a != b for a, b in pairwise(texts[1:]))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=2000))
def test_any_text_is_read(text: str) -> None:
    parsed = parse_page(make_page(text.encode("utf-8", "replace"), "file:///a.txt", "text/plain"))
    assert parsed.articles or parsed.issues
    assert all(issue.reason != "unreadable" for issue in parsed.issues), parsed.issues
    assert all(block.text for article in parsed.articles for block in article.blocks)
