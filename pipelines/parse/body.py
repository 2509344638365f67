"""The article's body: by the site's profile where it still fits, else by trafilatura put back into the tree."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import trafilatura
from bs4 import BeautifulSoup
from bs4.element import Tag
from lxml import etree
from lxml import html as lxml_html
from resiliparse.extract.html2text import extract_plain_text

from config.source import Profile
from pipelines.parse.blocks import MAX_BLOCKS, BlockReader, Piece, is_boxed
from pipelines.parse.letters import key, normalize_line, overlap

LEAST = 200  # a profile's body with fewer characters is doubted
AGREEMENT = 0.6
MAX_GENERIC = 2_000_000  # characters of HTML that trafilatura is given
_LEADS = re.compile(
    r"sapo|(?:^|[-_ ])lead(?:$|[-_ ])|description|summary|standfirst|excerpt|abstract|intro", re.IGNORECASE
)


@dataclass(slots=True)
class Body:
    """The chosen pieces in document order, lead first, and why the profile was refused if it was."""

    pieces: list[Piece]
    lead: str | None = None
    refused: str | None = None


def select_body(soup: BeautifulSoup, html: str, profile: Profile, whole: list[Piece], description: str | None) -> Body:
    """Choose the pieces that are the article."""
    generic = select_generic(soup, html, whole)
    body = Body(generic)
    if profile.container:
        own = read_profile(soup, profile)
        body.refused = _doubt(own, generic)
        if body.refused is None:
            body.pieces = own
    if profile.ignore_description:
        description = None
    _recover_lead(body, soup, profile, whole, description)
    return body


def read_profile(root: Tag, profile: Profile) -> list[Piece]:
    """Read the containers that a profile names; those inside others are read once."""
    boxes: list[Tag] = next((list(found) for s in profile.container if (found := root.select(s))), [])
    known = {id(box) for box in boxes}  # tags are compared by identity: bs4's == compares their whole content
    outer = [box for box in boxes if not any(id(parent) in known for parent in box.parents)]
    return [
        piece
        for box in outer
        for piece in profile_reader(box, profile).read(box)
        if piece.linked < 0.9 or piece.kind == "row"
    ]


def profile_reader(root: Tag, profile: Profile) -> BlockReader:
    """Return a reader that knows a profile's captions and what it drops."""
    return BlockReader(
        captions=frozenset(id(tag) for s in profile.caption for tag in root.select(s)),
        dropped=frozenset(id(tag) for s in profile.drop for tag in root.select(s)) | _hidden(root),
    )


def select_generic(soup: BeautifulSoup, html: str, whole: list[Piece]) -> list[Piece]:
    """Let trafilatura say which text is the article; take it with headings, captions and tables from the tree."""
    lines = _generic_lines(html)
    keys = {key(line) for line in lines}
    joined = "\n".join(key(line) for line in lines)
    kept = [i for i, piece in enumerate(whole) if _is_kept(piece, keys, joined)]
    found = sum(len(whole[i].key) for i in kept if whole[i].kind != "row")
    kept = _without_strays(whole, kept)
    if not kept:
        return [Piece("paragraph", line, soup) for line in lines[:MAX_BLOCKS]]
    prose = sum(len(key(line)) for line in lines if " | " not in line)
    if found < 0.6 * prose:
        return [Piece("paragraph", line, soup) for line in lines[:MAX_BLOCKS]]
    chosen = set(kept)
    home = _home(whole, kept)
    last = kept[-1] + (12 if home is not None else 0)
    for i in range(kept[0], min(len(whole), last + 1)):
        piece = whole[i]
        inside = i <= kept[-1] or (
            piece.kind in {"caption", "row", "item"}
            and home is not None
            and any(parent is home for parent in piece.tag.parents)
        )
        if inside and _belongs(piece):
            chosen.add(i)
    return [whole[i] for i in sorted(chosen)]


def _belongs(piece: Piece) -> bool:
    """Tell whether a heading, caption, item or row between kept paragraphs is put back."""
    return piece.kind != "paragraph" and not piece.boxed and piece.linked < (0.3 if piece.kind == "item" else 0.5)


def _is_kept(piece: Piece, keys: set[str], joined: str) -> bool:
    if piece.kind == "row":
        return piece.key in keys and not piece.boxed
    return piece.key in keys or (len(piece.key) >= 25 and piece.key in joined)


def _without_strays(whole: list[Piece], kept: list[int]) -> list[int]:
    """Drop what only repeats in boxes and menus the words of a kept block."""
    seen: dict[str, int] = {}
    for i in kept:
        before = seen.get(whole[i].key)
        if before is None or (whole[before].boxed and not whole[i].boxed):
            seen[whole[i].key] = i
    return sorted(i for i in seen.values() if whole[i].linked < 0.9)


def _home(whole: list[Piece], kept: Sequence[int]) -> Tag | None:
    """Return the smallest box that holds the first and the last kept block, unless it is the page."""
    first = list(whole[kept[0]].tag.parents)
    last = {id(tag) for tag in whole[kept[-1]].tag.parents}
    home = next((tag for tag in first if id(tag) in last), None)
    return home if home is not None and home.name not in {"body", "html", "[document]"} else None


def _generic_lines(html: str) -> list[str]:
    if len(html) > MAX_GENERIC:
        return _lines(extract_plain_text(html[: 2 * MAX_GENERIC], main_content=True))
    lines = _trafilatura_lines(html)
    if sum(map(len, lines)) < 250:
        spare = _lines(extract_plain_text(html, main_content=True))
        return spare if sum(map(len, spare)) > 2 * sum(map(len, lines)) else lines
    return lines


def _trafilatura_lines(html: str) -> list[str]:
    try:
        tree = lxml_html.document_fromstring(html.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
        document = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    except (ValueError, TypeError, AttributeError, RecursionError, AssertionError, etree.LxmlError):
        return []
    text = getattr(document, "text", None)
    return _lines(text) if isinstance(text, str) else []


def _lines(text: str) -> list[str]:
    return [line for raw in text.splitlines() if (line := normalize_line(re.sub(r"^\s*[-•]\s+", "", raw)))]


def _doubt(own: list[Piece], generic: list[Piece]) -> str | None:
    """Say why a profile's body cannot be the article, or None."""
    text, other = _joined(own), _joined(generic)
    if len(text) < LEAST and len(other) > 2 * len(text):
        return f"The profile's container holds {len(text)} characters only."
    if len(other) >= LEAST and len(text) >= LEAST and overlap(text, other) < AGREEMENT:
        return "The profile's container and the generic reader disagree on what the article is."
    return None


def _joined(pieces: Iterable[Piece]) -> str:
    return " ".join(piece.text for piece in pieces)


def _recover_lead(
    body: Body, soup: BeautifulSoup, profile: Profile, whole: list[Piece], description: str | None
) -> None:
    """Put the lead first: what the profile's selector finds, else the block that og:description repeats."""
    piece = _profile_lead(soup, profile) or _described(body, whole, description)
    if piece is None:
        return
    body.lead = piece.text
    present = any(piece.key == p.key or (len(piece.key) > 30 and piece.key in p.key) for p in body.pieces)
    if not present:
        body.pieces = [
            Piece("paragraph", piece.text, piece.tag),
            *(p for p in body.pieces if p.key not in piece.key or len(p.key) < 30),
        ]
    else:
        for p in body.pieces:
            if p.key == piece.key and p.kind == "heading":
                p.kind, p.level = "paragraph", 0


def _profile_lead(soup: BeautifulSoup, profile: Profile) -> Piece | None:
    for selector in profile.lead:
        for tag in soup.select(selector)[:1]:
            text = normalize_line(tag.get_text(" "))
            if len(text) >= 20:
                return Piece("paragraph", text, tag)
    return None


def _described(body: Body, whole: list[Piece], description: str | None) -> Piece | None:
    """Find the visible block before the body that says what the description says, or that is marked as the lead."""
    first = next((i for i, p in enumerate(whole) if body.pieces and p.key == body.pieces[0].key), len(whole))
    wanted = key(description or "").removesuffix("…")
    for piece in whole[: first + 3]:
        if piece.boxed or len(piece.key) < 30:
            continue
        if len(wanted) >= 30 and (piece.key.startswith(wanted[:60]) or wanted.startswith(piece.key[:60])):
            return piece
    for piece in reversed(whole[max(0, first - 8) : first]):
        marks = " ".join(
            str(v) for tag in (piece.tag, piece.tag.parent) if tag is not None for v in (tag.get("class") or ())
        )
        if not piece.boxed and len(piece.text) >= 60 and piece.linked < 0.3 and _LEADS.search(marks):
            return piece
    return None


def _hidden(root: Tag) -> frozenset[int]:
    return frozenset(
        id(tag)
        for tag in root.find_all(["aside", "nav", "div", "ul", "section", "footer"])
        if is_boxed(tag) and _is_list_of_links(tag)
    )


def _is_list_of_links(tag: Tag) -> bool:
    text = key(tag.get_text(" "))
    return not text or sum(len(key(a.get_text(" "))) for a in tag.find_all("a")) / len(text) > 0.5
