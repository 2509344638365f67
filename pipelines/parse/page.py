"""One HTML page as its articles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup
from bs4.element import Tag

from config.schema import Article, Block, Issue, LanguageCode, Page
from config.source import Profile, Source
from pipelines.parse.blocks import MAX_BLOCKS, BlockReader, Piece, is_boxed, make_soup
from pipelines.parse.body import read_profile, select_body
from pipelines.parse.date import DateReader, is_licence, is_stamp_line
from pipelines.parse.decode import Decoded
from pipelines.parse.letters import drop_controls, key, normalize_line
from pipelines.parse.metadata import Metadata, clean_url, read_metadata, strip_site
from pipelines.parse.record import make_article
from pipelines.parse.split import Part, find_parts, find_teasers
from pipelines.parse.unreadable import UnreadableError

LEAST_BODY = 80
MAX_TAGS = 60_000
_BYLINE = re.compile(
    r"^(?:by\s+[A-ZĐÀ-Ỹ]|theo\s+(?:báo|tạp chí|ttxvn|vnexpress|[A-ZĐ][\w./]+)\s*[\w./ ]*$|tác giả\s*:|"
    r"bài(?: và ảnh)?\s*:|nguồn\s*:|source\s*:|"
    r"author\s*:|thực hiện\s*:|tin(?:, ảnh)?\s*:|\(?(?:theo|nguồn)\s[^.]{3,40}\)$)",
    re.IGNORECASE,
)
_CREDITED = re.compile(r"\s*\((?:tổng hợp|dịch|ghi|lược dịch|t/h|theo [^)]{2,40})\)$", re.IGNORECASE)
_LICENSED = re.compile(r"(?:giấy phép|licen[cs]e)[^.]{0,40}\d|bản quyền|copyright|©", re.IGNORECASE)
_NOISE = re.compile(
    r"^(?:a (?:person|group of people|man|woman)\b.*description automatically generated\.?|"
    r"description automatically generated|\[email protected\]|"
    r"(?:xem thêm|đọc thêm|đọc tiếp|tin liên quan|bài liên quan|related(?: news| articles| stories)?|"
    r"read more|see also|share|chia sẻ|in bài viết|"
    r"bình luận|comments?|leave a (?:reply|comment)|từ khóa|tags?|chủ đề|gửi bình luận|quay lại|"
    r"back to top)\s*:?(?:\s.{0,40})?)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a page holds: its articles, and an Issue for whatever was refused, cut or doubtful."""

    articles: tuple[Article, ...] = ()
    issues: tuple[Issue, ...] = ()


def parse_html(page: Page, decoded: Decoded, source: Source | None) -> Parsed:
    """Read an HTML page; UnreadableError where it holds no article."""
    markup, cut = _cut(drop_controls(decoded.text))
    decoded = replace(decoded, text=markup)
    soup = make_soup(decoded.text)
    if soup.find(True) is None or not soup.get_text(strip=True):
        raise UnreadableError("no_body", "The page has no visible text.")
    profile = source.profile if source is not None else Profile()
    meta = read_metadata(soup, page.final_url or page.url, source)
    whole = BlockReader().read(soup)
    if not whole:
        raise UnreadableError("no_body", "The page has no visible text.")
    parts = find_parts(soup, profile, page.final_url or page.url)
    if len(parts) > 1:
        return _several(page, parts, meta, profile, decoded.flags)
    parsed = _single(page, soup, decoded, meta, profile, whole)
    if cut and all(issue.reason != "cut" for issue in parsed.issues):
        note = _issue(page, "cut", f"Only the first {MAX_TAGS} tags of the page were read.")
        parsed = Parsed(parsed.articles, (*parsed.issues, note))
    return parsed


def _cut(markup: str) -> tuple[str, bool]:
    """Cut a page behind its MAX_TAGS first tags, which bounds time and memory; tell whether it was cut."""
    if markup.count("<") <= MAX_TAGS:
        return markup, False
    place = -1
    for _ in range(MAX_TAGS):
        place = markup.index("<", place + 1)
    return markup[:place], True


def _single(
    page: Page, soup: BeautifulSoup, decoded: Decoded, meta: Metadata, profile: Profile, whole: list[Piece]
) -> Parsed:
    issues = []
    body = select_body(soup, decoded.text, profile, whole, meta.description)
    _refuse_lists(soup, profile, page, body.pieces)
    title = _title(soup, meta, profile) or _title_above(meta, whole, body.pieces)
    if body.refused is not None:
        issues.append(_issue(page, "profile_mismatch", body.refused))
    if len(whole) >= MAX_BLOCKS or len(body.pieces) >= MAX_BLOCKS:
        issues.append(_issue(page, "cut", f"Only the first {MAX_BLOCKS} blocks of the page were read."))
    authors = meta.authors or _visible_authors(soup, profile)
    blocks, byline = clean_pieces(body.pieces, title, authors)
    if title is None:
        title, blocks = _title_from(blocks)
    if sum(len(block.text) for block in blocks) < LEAST_BODY:
        raise UnreadableError("no_article", "The page holds no text that looks like an article.")
    dates = DateReader(profile.date, page.fetched_at, page.final_url or page.url)
    url = meta.canonical or clean_url(page.final_url or page.url)
    article = make_article(
        page,
        url=url,
        title=title,
        blocks=blocks,
        summary=body.lead or (None if profile.ignore_description else meta.description),
        authors=authors or byline,
        published=dates.find(soup, meta.published, whole, title),
        modified=dates.modified(meta.modified),
        language=meta.language or "und",
        twin_url=meta.twin_url,
        flags=decoded.flags + (("noindex",) if meta.noindex else ()),
    )
    return Parsed((article,), tuple(issues))


def _refuse_lists(soup: BeautifulSoup, profile: Profile, page: Page, pieces: Sequence[Piece]) -> None:
    """Refuse a page whose text is links, or teasers of other pages."""
    length = sum(len(piece.text) for piece in pieces)
    linked = sum(piece.linked * len(piece.text) for piece in pieces)
    teasers = {id(box) for box in find_teasers(soup, profile, page.final_url or page.url)}
    teased = sum(len(p.text) for p in pieces if teasers and any(id(box) in teasers for box in p.tag.parents))
    if length and max(linked, teased) > 0.6 * length:
        raise UnreadableError("list_page", "The page lists articles but holds none in full.")


def _several(page: Page, parts: Sequence[Part], meta: Metadata, profile: Profile, flags: tuple[str, ...]) -> Parsed:
    """Read each part of an archive page on its own; a part's permalink is its address."""
    articles = []
    for part in parts:
        pieces = read_profile(part.root, profile) if profile.container else []
        pieces = pieces or BlockReader().read(part.root)
        blocks, byline = clean_pieces([p for p in pieces if p.linked < 0.9], part.title, ())
        if sum(len(block.text) for block in blocks) < LEAST_BODY:
            continue
        dates = DateReader(profile.date, page.fetched_at, part.url)
        seen = BlockReader().read(part.root)
        language: LanguageCode = meta.language or "und"
        articles.append(
            make_article(
                page,
                url=part.url,
                title=part.title,
                blocks=blocks,
                authors=byline,
                language=language,
                flags=flags,
                published=dates.find_visible(part.root, seen, part.title) or dates.find_marked(part.root),
            )
        )
    if not articles:
        raise UnreadableError("list_page", "The page lists articles but holds none in full.")
    return Parsed(tuple(articles))


def clean_pieces(
    pieces: Sequence[Piece], title: str | None, authors: Sequence[str]
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Turn pieces into blocks: no title, stamp, byline, licence or machine caption, nothing twice in a row.

    Returns the blocks and the authors named by a byline.
    """
    wanted = key(title or "")
    names = {key(name) for name in authors}
    blocks: list[Block] = []
    byline: list[str] = []
    for place, piece in enumerate(pieces):
        text = piece.text
        edge = place < 3 or place >= len(pieces) - 3
        if (piece.key == wanted and piece.kind != "row") or (
            edge and piece.kind != "row" and (is_stamp_line(text) or _is_licence_line(text))
        ):
            continue
        if piece.kind != "row" and _NOISE.match(text):
            continue
        if edge and piece.kind in {"paragraph", "heading"} and _is_byline(text, names, place == len(pieces) - 1, piece):
            byline += _byline_names(text)
            continue
        block = Block(kind=piece.kind, text=text, level=piece.level if piece.kind in {"heading", "row"} else 0)
        if not blocks or key(blocks[-1].text) != piece.key:
            blocks.append(block)
    while blocks and blocks[-1].kind == "heading":
        blocks.pop()
    return tuple(blocks), tuple(byline)


def _is_licence_line(text: str) -> bool:
    return len(text) < 200 and is_licence(text) and _LICENSED.search(text) is not None


def _is_byline(text: str, names: set[str], last: bool, piece: Piece) -> bool:
    if len(text) > 70:
        return False
    marks = " ".join([*(piece.tag.get("class") or ()), str(piece.tag.get("style") or "")])
    bare = re.sub(r"\s*\([^)]*\)$", "", text)
    if key(bare) in names or _BYLINE.match(text):
        return True
    if not _is_name(_CREDITED.sub("", text), 10):
        return False
    marked = re.search(r"author|tac-?gia|right|byline|source", marks, re.IGNORECASE) is not None
    return marked or (last and (piece.kind == "heading" or _CREDITED.search(text) is not None))


def _is_name(text: str, most: int = 6) -> bool:
    """Tell whether a text is nothing but two or more capitalised words."""
    parts = [part for part in re.split(r"[\s–-]+", text) if part]
    return 2 <= len(parts) <= most and all(part[0].isupper() and part.replace(".", "").isalpha() for part in parts)


def _byline_names(text: str) -> list[str]:
    bare = re.sub(
        r"^(?:by|tác giả|bài(?: và ảnh)?|author|thực hiện|tin(?:, ảnh)?)\s*:?\s+|\s*\([^)]*\)$",
        "",
        text,
        flags=re.IGNORECASE,
    )
    if re.match(r"(?:theo|nguồn|source)\b", bare, re.IGNORECASE):
        return []
    return [name for name in re.split(r"\s*[-–,&]\s*", bare) if name]


def _title(soup: BeautifulSoup, meta: Metadata, profile: Profile) -> str | None:
    for selector in profile.title:
        for tag in soup.select(selector)[:1]:
            text = normalize_line(tag.get_text(" "))
            if text:
                return text
    heads = [text for tag in soup.find_all("h1") if (text := normalize_line(tag.get_text(" ")))]
    said = key(" ".join(filter(None, (meta.site_title, meta.title))))
    named = [text for text in heads if len(key(text)) > 8 and key(text) in said]
    if named:
        return max(named, key=len)
    if meta.title:
        return meta.title
    if len(heads) == 1 and len(heads[0]) >= 15:
        return heads[0]
    return None


def _title_above(meta: Metadata, whole: list[Piece], body: list[Piece]) -> str | None:
    """Take the page's title if the page shows it, else the heading just above the body."""
    said = strip_site(meta.site_title) if meta.site_title else None
    if said is not None and any(p.key == key(said) for p in whole):
        return said
    first = next((i for i, p in enumerate(whole) if body and p.key == body[0].key), 0)
    heads = [
        p.text
        for p in whole[max(0, first - 6) : first + 1]
        if p.kind == "heading" and not p.boxed and len(p.text) >= 15
    ]
    return heads[0] if heads else said


def _title_from(blocks: tuple[Block, ...]) -> tuple[str, tuple[Block, ...]]:
    for block in blocks:
        if block.kind == "heading" or len(block.text) <= 200:
            return block.text, tuple(b for b in blocks if b is not block)
    return (blocks[0].text[:150].rsplit(" ", 1)[0] if blocks else ""), blocks


def _visible_authors(soup: Tag, profile: Profile) -> tuple[str, ...]:
    for selector in profile.author:
        for tag in soup.select(selector)[:1]:
            text = normalize_line(tag.get_text(" "))
            if 2 <= len(text) <= 120:
                return tuple(_byline_names(text))
    marked = soup.select("[rel=author], .author, .author-name, .article__author, .detail-author, .byline")
    texts = [normalize_line(tag.get_text(" ")) for tag in marked[:3] if not any(is_boxed(box) for box in tag.parents)]
    return tuple(name for text in texts[:1] for name in _byline_names(text) if _is_name(name))


def _issue(page: Page, reason: str, detail: str) -> Issue:
    return Issue(source=page.source, url=page.url, stage="parse", reason=reason, detail=detail)
