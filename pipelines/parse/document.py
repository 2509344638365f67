"""Plain texts and PDF files as articles."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from config.schema import Article, Page, PublicationDate
from config.source import DateRule, Profile, Source
from pipelines.parse.date import DateReader
from pipelines.parse.legacy import repair_legacy
from pipelines.parse.letters import key, normalize_line, slug
from pipelines.parse.metadata import clean_url
from pipelines.parse.pdf import read_pdf
from pipelines.parse.plain import Line, make_blocks, read_lines, shorten, strip_field
from pipelines.parse.record import make_article
from pipelines.parse.stories import Story, split_stories, stated_stamp
from pipelines.parse.unreadable import UnreadableError


def parse_text(page: Page, text: str, source: Source | None, flags: tuple[str, ...]) -> tuple[Article, ...]:
    """Read a plain text, which may hold several articles one after another."""
    text, cut = shorten(text)
    lines = read_lines(text)
    if not any(c.isalpha() for line in lines for c in line.text):
        raise UnreadableError("empty", "The text holds no words.")
    if cut:
        flags = (*flags, "cut")
    stories = split_stories(lines)
    dates = _dates(page, source)
    address = clean_url(page.final_url or page.url)
    articles: dict[str, Article] = {}
    for story in stories:
        title, rest = _title(story, address)
        url = f"{address}#{slug(title)}" if len(stories) > 1 else address
        count = 2
        while url in articles:
            url, count = f"{address}#{slug(title)}-{count}", count + 1
        language = source.language_of(address) if source is not None else None
        articles[url] = make_article(
            page, url=url, title=title, blocks=make_blocks(rest), published=_published(story, rest, dates),
            language=language or "und", flags=flags,
        )  # fmt: skip
    return tuple(articles.values())


def parse_pdf(page: Page, body: bytes, source: Source | None) -> tuple[Article, ...]:
    """Read a PDF as one article; its own information names title and author where it is believable."""
    text, info = read_pdf(body)
    text, flags = repair_legacy(text)
    text, cut = shorten(text)
    lines = read_lines(text)
    if cut or "cut" in info:
        flags = (*flags, "cut")
    titled = normalize_line(info.get("title", ""))
    if _is_title(titled):
        lines = _without_title(lines, titled)
        story = Story(Line(titled, 0), next((line for line in lines[:4] if line.role == "date"), None), tuple(lines))
    else:
        story = _first_story(lines)
    address = clean_url(page.final_url or page.url)
    title, rest = _title(story, address)
    author = normalize_line(info.get("author", ""))
    article = make_article(
        page,
        url=address,
        title=title,
        blocks=make_blocks([line for line in rest if line is not story.dated]),
        authors=(author,) if 3 <= len(author) <= 60 and " " in author else (),
        published=_published(story, rest, _dates(page, source)),
        language=(source.language_of(address) if source is not None else None) or "und",
        flags=flags,
    )
    return (article,)


def _without_title(lines: list[Line], title: str) -> list[Line]:
    """Drop the title from the head of a file, where it may be broken over several lines."""
    for start in range(min(4, len(lines))):
        said = ""
        for end in range(start, min(start + 4, len(lines))):
            said += key(lines[end].text)
            if said == key(title):
                return lines[:start] + lines[end + 1 :]
    return lines


def _first_story(lines: Sequence[Line]) -> Story:
    """Take the head of a PDF as title; PDF files are never split."""
    dated = next((line for line in lines[:4] if line.role == "date"), None)
    rest = [line for line in lines if line is not dated]
    title = rest.pop(0) if rest and len(rest[0].text) <= 250 else None
    return Story(title, dated, tuple(rest))


def _title(story: Story, address: str) -> tuple[str, tuple[Line, ...]]:
    if story.title is not None:
        return strip_field(story.title.text), story.lines
    if len(story.lines) > 1 and len(story.lines[0].text) <= 160:
        return strip_field(story.lines[0].text), story.lines[1:]
    if story.lines:
        sentence = re.split(r"(?<=[^.\W][^.\W][.!?])\s(?!\d)", story.lines[0].text)[0]
        return (sentence if len(sentence) <= 160 else sentence[:150].rsplit(" ", 1)[0] + " …"), story.lines
    return (story.dated.text if story.dated else unquote(PurePosixPath(urlsplit(address).path).stem)), ()


def _published(story: Story, rest: Sequence[Line], dates: DateReader) -> PublicationDate | None:
    if story.dated is not None:
        return dates.read(strip_field(story.dated.text), "headline", 0.9)
    lead = next((line for line in rest if line.kind == "paragraph" and len(line.text) > 60), None)
    raw = stated_stamp(lead.text) if lead is not None else None
    return dates.read(raw, "text", 0.5) if raw is not None else None


def _dates(page: Page, source: Source | None) -> DateReader:
    profile = source.profile if source is not None else Profile(date=DateRule())
    return DateReader(profile.date, page.fetched_at, page.url)


def _is_title(text: str) -> bool:
    return (
        len(text.split()) >= 3
        and len(text) <= 200
        and re.search(r"untitled|microsoft|\.docx?|\.indd|\.pdf|slide|powerpoint", text, re.IGNORECASE) is None
    )
