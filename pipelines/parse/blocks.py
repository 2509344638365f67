"""The visual units of a tree of HTML, in document order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bs4 import BeautifulSoup
from bs4.element import CData, NavigableString, PreformattedString, Tag

from config.schema import BlockKind
from pipelines.parse.letters import key, normalize_line

SKIPPED = frozenset(
    (
        "script style noscript iframe svg template select button form textarea object video audio canvas map math "
        "input link meta head"
    ).split()
)
_HEADINGS = {f"h{i}": i for i in range(1, 7)}
_UNITS = frozenset(
    (
        "p div section article main blockquote ul ol dl dt dd table tbody thead tfoot tr td th figure header "
        "footer aside nav pre center address hr details summary fieldset caption body html li figcaption"
    ).split()
)
CAPTIONS = frozenset(
    (
        "PhotoCMS_Caption wp-caption-text media-caption image-caption photo-caption caption Image desc_cation "
        "image_caption pCaption fig-caption article__caption expEdit cms-desc imgcaption"
    ).split()
)
_BOXED = re.compile(
    r"related|relate-|tin-?lien-?quan|lien_?quan|kbwscwlrl|vcobjectboxrelated|share|social|comment|binh-?luan|"
    r"breadcrumb|"
    r"advert|banner-?ad|\bads?\b|newsletter|subscribe|most-?read|tags?\b|tag-?list|footer|copyright|menu|navbar|widget|"
    r"other-?news|tin-?khac|read-?more|xem-?them|pagination|toolbar|rating|print",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;:,!?…\"”)]$")
_BASE = re.compile(r"(?:[×x*·]\s*|\()10\Z")  # of a power: `3 × 10`, `(10`
MAX_BLOCKS = 4000


@dataclass(slots=True)
class Piece:
    """A block with the tag it was read from, and what speaks against it."""

    kind: BlockKind
    text: str
    tag: Tag
    level: int = 0
    boxed: bool = False  # stands in navigation, a related-news box, a footer ...
    linked: float = 0.0  # share of the text that is links
    key: str = field(default="")

    def __post_init__(self) -> None:
        self.key = key(self.text)


@dataclass(slots=True)
class _State:
    kind: BlockKind = "paragraph"
    level: int = 0
    boxed: bool = False
    linked: bool = False  # inside an anchor


class BlockReader:
    """Walk a tree once without recursion; pages may nest ten thousand deep."""

    def __init__(self, captions: frozenset[int] = frozenset(), dropped: frozenset[int] = frozenset()) -> None:
        self.captions = captions  # ids of tags that a profile names
        self.dropped = dropped

    def read(self, root: Tag) -> list[Piece]:
        """Return the pieces under a tag, at most MAX_BLOCKS."""
        pieces: list[Piece] = []
        for piece in self._iter(root):
            pieces.append(piece)
            if len(pieces) >= MAX_BLOCKS:
                break
        return pieces

    def _iter(self, root: Tag) -> Iterator[Piece]:
        buffer: list[str] = []
        links = [0]
        state, owner = _State(), root
        stack: list[tuple[object, _State, Tag]] = [(root, state, root)]
        while stack:
            node, node_state, node_owner = stack.pop()
            if node is None:  # the end of a unit, or the place behind it
                yield from _flush(buffer, links, state, owner)
                state, owner = node_state, node_owner
            elif isinstance(node, NavigableString):
                if not isinstance(node, PreformattedString) or isinstance(node, CData):
                    buffer.append(str(node))
                    links[0] += len(node.strip()) if node_state.linked else 0
            elif isinstance(node, Tag) and node.name not in SKIPPED and id(node) not in self.dropped:
                unit = self._unit(node, node_state)
                if unit is None:
                    inner = replace(node_state, linked=True) if node.name == "a" else node_state
                    _push_children(stack, node, inner, node_owner)
                    continue
                unit.linked = node_state.linked
                yield from _flush(buffer, links, state, owner)
                if node.name == "table":
                    rows = list(_table(node, unit.boxed))
                    if rows:
                        yield from rows
                        continue
                stack.append((None, node_state, node_owner))
                state, owner = unit, node
                _push_children(stack, node, unit, node)
        yield from _flush(buffer, links, state, owner)

    def _unit(self, tag: Tag, outer: _State) -> _State | None:
        """Tell what a tag opens, or None when it runs on in the line."""
        if tag.name == "br":
            return replace(outer)
        boxed = outer.boxed or is_boxed(tag)
        if tag.name in _HEADINGS:
            return _State("heading", _HEADINGS[tag.name], boxed)
        if tag.name in {"figcaption", "caption"} or id(tag) in self.captions or not CAPTIONS.isdisjoint(_classes(tag)):
            return (
                _State("caption", 0, boxed)
                if outer.kind != "heading" and len(tag.get_text()) < 1000
                else _State("paragraph", 0, boxed)
            )
        if tag.name == "li":
            return _State("item", 0, boxed)
        if tag.name in _UNITS:
            inner = outer.kind if outer.kind in {"caption", "item", "heading"} else "paragraph"
            return _State(inner, outer.level, boxed)
        return None


def is_boxed(tag: Tag) -> bool:
    """Tell whether a tag is a box beside the article: navigation, related news, sharing, a footer."""
    if tag.name in {"nav", "footer", "aside"} or tag.get("role") in {"navigation", "contentinfo", "complementary"}:
        return True
    if tag.name in {"body", "html", "p", "span", "a", "h1", "h2", "h3", "strong", "em", "b", "i"}:
        return False
    names = " ".join([*_classes(tag), str(tag.get("id") or "")])
    return bool(names) and _BOXED.search(names) is not None


def is_title_like(text: str, most: int = 140) -> bool:
    """Tell whether a line could be a heading: short and without the end of a sentence."""
    return 2 <= len(text) <= most and not _SENTENCE_END.search(text.replace(")", "")) and any(c.isalpha() for c in text)


def make_soup(html: str) -> BeautifulSoup:
    """Parse HTML once for all readers; an XML declaration is dropped, since pages that carry one are no XML."""
    soup = BeautifulSoup(re.sub(r"<\?xml[^>]*>", "", html, flags=re.IGNORECASE), "lxml")
    for raised in soup.find_all("sup"):
        before = raised.previous_sibling
        if isinstance(before, NavigableString) and _BASE.search(before) and raised.get_text().strip().isdecimal():
            raised.insert(0, "^")  # 3.2 × 10<sup>6</sup> kWh are not 106 kWh
    return soup


def _classes(tag: Tag) -> list[str]:
    value = tag.get("class")
    return value.split() if isinstance(value, str) else [str(v) for v in value or ()]


def _push_children(stack: list[tuple[object, _State, Tag]], tag: Tag, state: _State, owner: Tag) -> None:
    stack.extend((child, state, owner) for child in reversed(tag.contents))


def _flush(buffer: list[str], links: list[int], state: _State, owner: Tag) -> Iterator[Piece]:
    text = normalize_line("".join(buffer))
    linked, links[0] = links[0], 0
    buffer.clear()
    if not any(c.isalnum() for c in text):
        return
    kind, level = state.kind, state.level
    if kind == "paragraph" and _is_bold(owner, text):
        kind, level = "heading", 4
    yield Piece(kind, text, owner, level, state.boxed, min(1.0, linked / len(text)))


def _is_bold(tag: Tag, text: str) -> bool:
    """Tell whether a paragraph is one short bold line: how many editors write a sub-heading."""
    if tag.name not in {"p", "div", "td"} or not is_title_like(text, 120):
        return False
    bold = tag.find(["strong", "b"])
    return isinstance(bold, Tag) and key(normalize_line(bold.get_text())) == key(text)


def _table(table: Tag, boxed: bool) -> Iterator[Piece]:
    """Read a table of data row by row, an image table as its captions; nothing for a table that only lays out."""
    if table.find("table") is not None:
        return
    rows = [row for row in table.find_all("tr") if isinstance(row, Tag)]
    cells = [[cell for cell in row.find_all(["td", "th"]) if isinstance(cell, Tag)] for row in rows[:MAX_BLOCKS]]
    cells = [row for row in cells if row]
    widest = max((len(row) for row in cells), default=0)
    if widest <= 1:
        yield from _one_column(cells, boxed)
        return
    texts = [[normalize_line(cell.get_text(" ")) for cell in row] for row in cells]
    full = [row for row in texts if sum(map(bool, row)) > 1]
    if len(full) < 2 or max(len(cell) for row in texts for cell in row) > 600:
        return
    caption = table.find("caption")
    if isinstance(caption, Tag) and normalize_line(caption.get_text(" ")):
        yield Piece("caption", normalize_line(caption.get_text(" ")), caption, 0, boxed)
    linked = _linked_share(table)
    for place, (row, row_texts) in enumerate(zip(cells, texts, strict=True)):
        if any(row_texts):
            yield Piece("row", " | ".join(row_texts), row[0], int(_is_header(row, place, texts)), boxed, linked)


def _is_header(row: list[Tag], place: int, texts: list[list[str]]) -> bool:
    if all(cell.name == "th" for cell in row):
        return True
    if place or row[0].find_parent("thead") is not None:
        return row[0].find_parent("thead") is not None
    digits = [sum(map(_is_number, line)) / max(1, len(line)) for line in texts[:4]]
    bold = all(cell.find(["strong", "b"]) is not None for cell in row if cell.get_text(strip=True))
    return bold or (len(digits) > 1 and digits[0] <= 0.25 and max(digits[1:]) > 0.25)


def _is_number(cell: str) -> bool:
    return sum(c.isdigit() for c in cell) * 2 >= max(1, sum(c.isalnum() for c in cell))


def _one_column(cells: list[list[Tag]], boxed: bool) -> Iterator[Piece]:
    if not cells:
        return
    pictured = cells[0][0].find(["img", "picture", "figure"]) is not None
    if not pictured and len(cells) > 1:
        return
    for cell in (row[0] for row in cells):
        text = normalize_line(cell.get_text(" "))
        if pictured and text and len(text) < 1000:
            yield Piece("caption", text, cell, 0, boxed)
        elif not pictured and is_title_like(text, 120) and cell.find(["p", "div", "ul"]) is None:
            yield Piece("heading", text, cell, 3, boxed)


def _linked_share(tag: Tag) -> float:
    length = len(normalize_line(tag.get_text(" ")))
    return sum(len(normalize_line(a.get_text(" "))) for a in tag.find_all("a")) / length if length else 0.0
