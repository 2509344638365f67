"""Sitemaps, feeds and list pages, as strangers write them."""

import contextlib
import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import InputError
from crawlers.address import is_trap, normalize_url
from crawlers.discovery import find_next, parse_feed, parse_listing, parse_relations, parse_sitemap

SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:xhtml="http://www.w3.org/1999/xhtml"><url><loc> https://x.vn/a </loc><lastmod>2024-05-01T07:00:00+07:00</lastmod>
<xhtml:link rel="alternate" hreflang="en" href="https://x.vn/en/a"/></url><url><loc>https://x.vn/b</loc></url></urlset>"""


@pytest.mark.parametrize(
    ("address", "normal"),
    [
        # one spelling
        ("HTTPS://X.vn:443/a#top", "https://x.vn/a"),
        ("http://x.vn", "http://x.vn/"),
        ("https://x.vn/a?utm_source=fb&id=1&fbclid=2", "https://x.vn/a?id=1"),
        ("/a/b", "https://x.vn/a/b"),
        ("/a;jsessionid=1A2B?PHPSESSID=x&id=1&sid=9", "https://x.vn/a?id=1"),
        ("..\\\\a.html", "https://x.vn/a.html"),
        ("/tìm?q=nước thải", "https://x.vn/t%C3%ACm?q=n%C6%B0%E1%BB%9Bc%20th%E1%BA%A3i"),
        # not fetched
        ("javascript:void(0)", None),
        ("mailto:a@x.vn", None),
        ("file:///etc/passwd", None),
        ("https://user:secret@x.vn/", None),
        ("http://[::1", None),
        ("http://x.vn:port/", None),
        ("https://x.vn/" + "a" * 3000, None),
    ],
)
def test_addresses_have_one_spelling(address: str, normal: str | None) -> None:
    assert normalize_url(address, "https://x.vn/list/1") == normal


@given(st.text(max_size=60))
def test_one_spelling_is_stable(text: str) -> None:
    once = normalize_url(text, "https://x.vn/list/")
    assert once is None or normalize_url(once) == once


@pytest.mark.parametrize("body", [SITEMAP, gzip.compress(SITEMAP, mtime=0), b"\xef\xbb\xbf  " + SITEMAP])
def test_sitemap(body: bytes) -> None:
    pages = parse_sitemap(body).pages
    assert [page.url for page in pages] == ["https://x.vn/a", "https://x.vn/en/a", "https://x.vn/b"]
    assert pages[0].modified == datetime(2024, 5, 1, tzinfo=UTC)


def test_sitemap_index_and_plain_list() -> None:
    index = b"<sitemapindex><sitemap><loc>https://x.vn/s1.xml</loc></sitemap></sitemapindex>"
    assert [found.url for found in parse_sitemap(index).sitemaps] == ["https://x.vn/s1.xml"]
    assert [found.url for found in parse_sitemap(b"https://x.vn/a\nhttps://x.vn/b\n").pages] == [
        "https://x.vn/a",
        "https://x.vn/b",
    ]


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"\x1f\x8bbroken", b"plain words", b"\x00\x01"])
def test_what_is_no_sitemap_is_an_error(body: bytes) -> None:
    with pytest.raises(InputError):
        parse_sitemap(body)


def test_entities_are_not_read() -> None:
    bomb = (
        b'<!DOCTYPE u [<!ENTITY e SYSTEM "file:///etc/passwd">]><urlset><url><loc>https://x.vn/&e;</loc></url></urlset>'
    )
    assert all("root" not in page.url for page in parse_sitemap(bomb).pages)


def test_feeds_of_all_kinds() -> None:
    rss = b"""<rss><channel><link>https://x.vn/</link><item><title>A &amp; B</title><link>https://x.vn/a</link>
    <pubDate>Wed, 01 May 2024 07:00:00 +0700</pubDate></item><item><guid>https://x.vn/b</guid></item><item/></channel></rss>"""
    found = parse_feed(rss)
    assert [item.url for item in found] == ["https://x.vn/a", "https://x.vn/b"]
    assert (found[0].title, found[0].modified) == ("A & B", datetime(2024, 5, 1, tzinfo=UTC))
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="self" href="https://x.vn/self"/>
    <link href="https://x.vn/a"/><updated>2024-05-01T00:00:00Z</updated></entry></feed>"""
    assert [(item.url, item.modified) for item in parse_feed(atom)] == [("https://x.vn/a", found[0].modified)]
    rdf = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><item><link>https://x.vn/a</link><dc:date>2024-05-01</dc:date></item></rdf:RDF>"""
    assert parse_feed(rdf)[0].modified == datetime(2024, 5, 1, tzinfo=UTC)


def test_empty_feed_and_no_feed_differ() -> None:
    assert parse_feed(b"<rss><channel></channel></rss>") == ()
    with pytest.raises(InputError, match="not a feed"):
        parse_feed(b"<!DOCTYPE html><html><body>Just a moment...</body></html>")
    with pytest.raises(InputError):
        parse_feed(b"")


LIST = """<html><head><link rel="canonical" href="/list"><link rel="alternate" type="application/rss+xml" href="/rss">
<link rel="alternate" hreflang="en" href="/en/"></head><body><a href="/menu">Menu</a><ul class="news">
<li><a href="\\tin\\a-1.html">Tin  <b>một</b></a><li><a href="/tin/b-2.html#c" rel="nofollow">x</a>
<li><a href="/tin/b-2.html?utm_source=x">hai</a><li><a href="/tin/b-2.html">hai</a></ul>
<a class="next" href="?p=2">»</a></body></html>""".encode()


def test_links_of_a_list() -> None:
    found = parse_listing(LIST, "https://x.vn/list", [".no-such", "ul.news a"])
    assert [(item.url, item.title) for item in found] == [
        ("https://x.vn/tin/a-1.html", "Tin một"),
        ("https://x.vn/tin/b-2.html", "hai"),
    ]
    assert [item.url for item in parse_listing(LIST, "https://x.vn/list", [".moved a"])][:1] == ["https://x.vn/menu"]


def test_following_page() -> None:
    assert find_next(LIST, "https://x.vn/list", ["a.next"]) == "https://x.vn/list?p=2"
    assert find_next(LIST, "https://x.vn/list?p=2", ["a.next"]) is None
    assert find_next(LIST, "https://x.vn/list", ["a.older"]) is None
    assert find_next(b"", "https://x.vn/list", ["a.next"]) is None


def test_relations_of_a_page() -> None:
    assert [found.url for found in parse_relations(LIST, "https://x.vn/list", "alternate")] == ["https://x.vn/en/"]
    assert [found.url for found in parse_relations(LIST, "https://x.vn/list", "canonical")] == ["https://x.vn/list"]


@given(st.binary(max_size=200))
def test_rubbish_never_breaks_a_reader(body: bytes) -> None:
    for parse in (parse_sitemap, parse_feed):
        with contextlib.suppress(InputError):
            parse(body)
    parse_listing(body, "https://x.vn/")
    parse_relations(body, "https://x.vn/", "canonical")


@pytest.mark.parametrize(
    ("url", "trap"),
    [
        ("https://x.vn/kinh-te/2024/05/06/mot-bai-123.html", False),
        ("https://x.vn/2024/5/5/5/5/mot-bai.html", False),
        ("https://x.vn/a/b/a/b/a/b/a/b/bai.html", True),
        ("https://x.vn/" + "/".join(map(chr, range(97, 120))), True),
    ],
)
def test_paths_that_go_round_in_circles(url: str, trap: bool) -> None:
    assert is_trap(url) is trap
