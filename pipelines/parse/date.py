"""The day of publication: from the surest witness down, with its origin, its stamp and how far it can be trusted."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import htmldate
from bs4 import BeautifulSoup
from bs4.element import Tag
from lxml import etree

from config.schema import PublicationDate
from config.source import DateRule
from pipelines.parse.blocks import Piece
from pipelines.parse.letters import key, normalize_line
from pipelines.parse.stamp import Stamp, find_stamp, iter_stamps, remainder

EARLIEST = date(1995, 1, 1)
_LICENCE = re.compile(
    r"gi[aấ]y ph[eé]p|\bGPXB\b|GP-|\bcấp ngày|cấp lại|licen[cs]e|copyright|©|bản quyền|nghị định|decree|"
    r"quyết định|decision|"
    r"thông tư|circular|hotline|điện thoại|sinh ngày|born|\bvolume\b|issn",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"last (?:updated?|modified|changed|reviewed)|(?:sửa|cập nhật) lần cuối", re.IGNORECASE)
_STAMP_WORDS = re.compile(
    r"thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|ngày|đăng|cập nhật|lúc|xuất bản|update[ds]?|posted|"
    r"published|publication|date|last|on|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|gmt|utc|print|in bài|email|tác giả|by|"
    r"nguồn|source",
    re.IGNORECASE,
)
_URL_FULL = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:/|$)")
_URL_BOUND = re.compile(
    r"[-/_](?:10)?((?:20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{6,9})?(?:\.\w+)?$|"
    r"[-/]\d{3}(2\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{9}\."
)


class DateReader:
    """Reads stamps by one site's rule and refuses days before 1995 and after the page was fetched."""

    def __init__(self, rule: DateRule, fetched_at: datetime, url: str) -> None:
        self.order = rule.order
        self.zone = ZoneInfo(rule.tz)
        self.rule = rule
        self.latest = (fetched_at.astimezone(self.zone) + timedelta(hours=26)).date()
        self.bound = url_day(url)

    def read(self, raw: str, origin: str, confidence: float) -> PublicationDate | None:
        """Read the first stamp of a short text; None where it is no possible day of publication."""
        stamp = find_stamp(raw, "ymd" if origin == "jsonld" else self.order, self.zone)
        return None if stamp is None else self.accept(stamp, raw, origin, confidence)

    def accept(self, stamp: Stamp, raw: str, origin: str, confidence: float) -> PublicationDate | None:
        """Turn a stamp into a publication date, or refuse it."""
        if not EARLIEST <= stamp.day <= self.latest or _CHANGED.search(raw):
            return None
        return PublicationDate(day=stamp.day, stamp=stamp.stamp, origin=origin, confidence=confidence, raw=raw[:120])

    def modified(self, raws: Sequence[str]) -> datetime | None:
        """Return the first possible stamp of modification."""
        for raw in raws:
            stamp = find_stamp(raw, self.order, self.zone)
            if stamp is not None and EARLIEST <= stamp.day <= self.latest:
                return stamp.stamp or datetime(stamp.day.year, stamp.day.month, stamp.day.day, tzinfo=self.zone)
        return None

    def find(
        self, soup: BeautifulSoup, declared: Sequence[tuple[str, str]], pieces: Sequence[Piece], title: str
    ) -> PublicationDate | None:
        """Ask the witnesses in turn: JSON-LD, meta, the visible stamp, the address, htmldate."""
        for origin, confidence in (("jsonld", 0.97), ("meta", 0.95)):
            for raw in (raw for where, raw in declared if where == origin):
                found = self.read(raw, origin, confidence)
                if found is not None:
                    return found
        return self.find_visible(soup, pieces, title) or self._from_url() or self._from_htmldate(soup)

    def find_visible(self, root: Tag, pieces: Sequence[Piece], title: str) -> PublicationDate | None:
        """Find the stamp that readers see: where the profile says, else nearest the headline."""
        for raw in self._profile_stamps(root):
            found = self.read(raw, "profile", 0.95)
            if found is not None:
                return found
        for stamp, raw, distance in _headline_stamps(pieces, title, self.order, self.zone):
            found = self.accept(stamp, raw, "headline", 0.9 if distance <= 6 else 0.75)
            if found is not None and self._within_bound(found.day):
                return found
        return None

    def find_marked(self, root: Tag) -> PublicationDate | None:
        """Read the `time` element of one of several articles, or the day in its address."""
        for tag in root.find_all("time")[:3]:
            raw = str(tag.get("datetime") or "") or normalize_line(tag.get_text(" "))
            found = self.read(raw, "meta", 0.9)
            if found is not None:
                return found
        return self._from_url()

    def _profile_stamps(self, root: Tag) -> Iterator[str]:
        for selector in self.rule.selector:
            for tag in root.select(selector)[:3]:
                if self.rule.attribute:
                    yield str(tag.get(self.rule.attribute) or "")
                yield normalize_line(tag.get_text(" "))
                yield str(tag.get("datetime") or tag.get("content") or "")

    def _within_bound(self, day: date) -> bool:
        return self.bound is None or self.bound[0] - timedelta(days=2) <= day <= self.bound[0] + timedelta(days=400)

    def _from_url(self) -> PublicationDate | None:
        if self.bound is None or not self.bound[1] or not EARLIEST <= self.bound[0] <= self.latest:
            return None
        return PublicationDate(
            day=self.bound[0], stamp=None, origin="url", confidence=0.7, raw=self.bound[0].isoformat()
        )

    def _from_htmldate(self, soup: BeautifulSoup) -> PublicationDate | None:
        """Ask htmldate's fast search, without the parts of the page that hold licence dates."""
        found = None
        for tag in soup.find_all(["time", "abbr", "span", "div"], limit=3000):
            if (tag.name in {"time", "abbr"} and not tag.find_parent(["footer", "aside"])) or tag.has_attr("data-date"):
                found = found or tag
        if found is None:
            return None
        markup = f"<html><body>{found}</body></html>"
        try:
            raw = htmldate.find_date(
                markup, extensive_search=False, original_date=True, max_date=self.latest.isoformat()
            )
        except (ValueError, TypeError, AttributeError, etree.LxmlError):
            return None
        result = self.read(raw, "htmldate", 0.5) if raw else None
        return result if result is not None and self._within_bound(result.day) else None


def url_day(url: str) -> tuple[date, bool] | None:
    """Return the day in an address, and whether it is the permalink's (/2018/11/06/) rather than a creation stamp."""
    path = url.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]
    for pattern, sure in ((_URL_FULL, True), (_URL_BOUND, False)):
        match = pattern.search(path)
        if match is None:
            continue
        year, month, day = [int(group) for group in match.groups() if group][:3]
        try:
            return date(year + 2000 if year < 100 else year, month, day), sure
        except ValueError:
            continue
    return None


def is_stamp_line(text: str) -> bool:
    """Tell whether a line holds a date and nothing else but weekday, clock and words such as "updated"."""
    if len(text) > 110:
        return False
    stamp = find_stamp(text)
    return stamp is not None and len(key(_STAMP_WORDS.sub("", remainder(text, stamp)))) <= 3


def is_licence(text: str) -> bool:
    """Tell whether a line is about a licence, a decree or rights, whose date is not the article's."""
    return _LICENCE.search(text) is not None


def _headline_stamps(pieces: Sequence[Piece], title: str, order: str, zone: ZoneInfo) -> list[tuple[Stamp, str, int]]:
    """Return the stamps of short lines near the headline, nearest first; what follows wins over what precedes."""
    wanted = key(title)
    places = [i for i, p in enumerate(pieces) if p.key == wanted]
    headed = [i for i in places if pieces[i].kind == "heading"]
    if not places:
        return []
    place = (headed or places)[0]
    found: list[tuple[Stamp, str, int]] = []
    for i in range(max(0, place - 8), min(len(pieces), place + 16)):
        piece = pieces[i]
        if i == place or len(piece.text) > 160 or is_licence(piece.text) or piece.kind == "row":
            continue
        distance = i - place if i > place else 2 * (place - i) + 4
        for stamp in list(iter_stamps(piece.text, order, zone))[:1]:
            rest = key(_STAMP_WORDS.sub("", remainder(piece.text, stamp)))
            if len(rest) <= 45:
                found.append((stamp, piece.text, distance + (0 if len(rest) <= 12 else 5)))
    return sorted(found, key=lambda item: item[2])
