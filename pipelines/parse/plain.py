"""Plain text as people save it: lines become titles, headings, captions, items and paragraphs."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from config.schema import Block, BlockKind
from pipelines.parse.blocks import is_title_like
from pipelines.parse.date import is_stamp_line
from pipelines.parse.letters import key, normalize_letters

_BULLET = re.compile(r"^\s*(?:[•●○◦▪■□▶►·∙*+–—-]|\uf0b7|\uf0a7|o(?=\s{2}))\s+(?=\S)")
_NUMBER = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|\(?[a-zđ]\)|[ivx]{1,4}[.)])\s+(?=\S)", re.IGNORECASE)
_RULE = re.compile(r"^\s*(?:[-=*_~#•]\s?){3,}$|^\f$")
_CREDIT = re.compile(
    r"^\(?\s*(?:ảnh|photos?|hình|figure|fig\.|image|picture|pictured|nguồn ảnh|illustration|ảnh minh h[oọ]a|"
    r"chú thích)\b\s*(?:\d+|:|by\b|credit|minh h|courtesy)"
    r"|\((?:ảnh|photo|nguồn|source)\s*:?\s[^)]{2,60}\)\.?$|description automatically generated\.?$",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"^(?:mr|ms|mrs|miss|dr|prof|ông|bà|anh|chị|gs|ts|pgs|"
    r"ths)\.?\s?(?:[A-ZĐÀ-Ỹ][\w.'’]*\s+){1,5}(?:\([^)]*\)\s*)?[–—-]\s|"
    r"^(?:mr|ms|mrs|dr|prof|ông|bà)\.?\s?(?:[A-ZĐÀ-Ỹ][\w.'’]*[\s,]+){1,6}.*\b(?:spoke|speaks|speaking|"
    r"phát biểu|presented|gave a speech|attended|trao|chụp ảnh)\b",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"^(?:best (?:regards|wishes)|kind regards|warm(?:est)? regards|regards|sincerely|yours (?:sincerely|"
    r"faithfully|truly)|respectfully|many thanks|"
    r"trân trọng|kính (?:chào|thư|chúc)|thân (?:ái|mến|chào)|chúc .{0,40}|xin (?:trân trọng )?cảm ơn)\s*[,.!]*$",
    re.IGNORECASE,
)
_END_MARK = re.compile(
    r"^\(?\s*(?:theo|nguồn|source|sources|by|tác giả|bài và ảnh)\b\s*:?\s.{2,60}\)?$|^(?:###|-\s?30\s?-|"
    r"hết\.?|end\.?)$",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"^(?:title|tiêu đề|headline|date|ngày(?: đăng| xuất bản)?|published|author|tác giả|url|link|source|"
    r"nguồn)\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_DASHES = re.compile(r"^[\s:|-]+$")
_MARKED = re.compile("[\u1ea0-\u1ef9ăđĩũơưĂĐĨŨƠƯ]")


MAX_LINES = 20_000


@dataclass(slots=True)
class Line:
    """A paragraph or short line of a text: how many blank lines stand before it, and what it is."""

    text: str
    gap: int
    kind: BlockKind = "paragraph"
    level: int = 0
    ruled: bool = False  # a drawn line stands before it
    role: str = ""  # date, sign_off, end_mark, signature
    words: frozenset[str] = field(default_factory=frozenset)

    @property
    def short(self) -> bool:
        """Tell whether the line could be a title or heading."""
        return self.kind != "item" and not self.role and is_title_like(self.text, 200) and len(self.text.split()) <= 30


def read_lines(text: str) -> list[Line]:
    """Cut a text into its lines, join what was wrapped, and say what each is."""
    lines = _join_wrapped(_raw_lines(text))
    _set_rows(lines)
    for line in lines:
        _set_role(line)
    _set_signatures(lines)
    _set_kinds(lines)
    return lines


def shorten(text: str) -> tuple[str, bool]:
    """Cut a text behind MAX_LINES lines, and tell whether it was cut."""
    place = -1
    for _ in range(MAX_LINES):
        place = text.find("\n", place + 1)
        if place < 0:
            return text, False
    return text[:place], True


def make_blocks(lines: Sequence[Line]) -> tuple[Block, ...]:
    """Turn the lines of one article, without its title and date, into blocks; nothing twice in a row."""
    blocks: list[Block] = []
    for line in lines:
        if not any(c.isalnum() for c in line.text):
            continue
        if not blocks or key(blocks[-1].text) != key(line.text):
            blocks.append(Block(kind=line.kind, text=line.text, level=line.level))
    return tuple(blocks)


def strip_field(text: str) -> str:
    """Cut a label such as "Title:" from a line."""
    return _FIELD.sub("", text)


def _raw_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    gap, ruled = 0, False
    for raw in re.split(r"\r\n|[\r\n\v\x85\u2028\u2029]", text.replace("\f", "\n\f\n")):
        if _RULE.match(raw):
            ruled = True
            gap += 1
            continue
        cleaned = normalize_letters(raw)
        if not cleaned.strip():
            gap += 1
            continue
        bullet, number = _BULLET.match(cleaned), _NUMBER.match(cleaned)
        kind: BlockKind = "item" if bullet or number else "paragraph"
        heading = re.match(r"^(#{1,6})\s+(?=\S)", cleaned)
        body = cleaned[bullet.end() :] if bullet else cleaned[heading.end() :] if heading else cleaned
        line = Line(" ".join(body.split()), gap, kind, ruled=ruled)
        if "\t" in raw.strip() and len(raw) < 300:
            line.text = " | ".join(" ".join(normalize_letters(cell).split()) for cell in raw.strip().split("\t"))
        lines.append(line)
        gap, ruled = 0, False
    return lines


def _join_wrapped(lines: list[Line]) -> list[Line]:
    """Join the lines of paragraphs that were broken at a fixed width, as mail and editors do."""
    inner = [a.text for a, b in pairwise(lines) if b.gap == 0 and not b.ruled]
    if len(inner) < 3 or max(len(line.text) for line in lines) > 130:
        return lines
    width = sorted(map(len, inner))[int(len(inner) * 0.8)]
    ended = sum(text.endswith((".", "!", "?", ":")) for text in inner)
    if width < 45 or sum(len(text) > 0.7 * width for text in inner) < 0.6 * len(inner) or ended > len(inner) / 2:
        return lines
    joined: list[Line] = []
    before = 0
    for line in lines:
        full = before > 0.75 * width
        if (
            joined
            and line.gap == 0
            and full
            and line.kind == "paragraph"
            and not line.ruled
            and joined[-1].kind != "row"
        ):
            joined[-1].text += " " + line.text
        else:
            joined.append(line)
        before = len(line.text)
    return joined


def _set_rows(lines: list[Line]) -> None:
    """Find tables: neighbouring lines with the same number of cells; the first is the header if it has no numbers."""
    place = 0
    while place < len(lines):
        cells = _cells(lines[place])
        end = place + 1
        while end < len(lines) and cells > 1 and _cells(lines[end]) == cells and lines[end].gap <= 1:
            end += 1
        if end - place > 1:
            _make_table(lines[place:end])
        place = end


def _make_table(rows: list[Line]) -> None:
    ruled = _DASHES.match(rows[1].text) is not None
    rows[0].level = int(ruled or not any(c.isdigit() for c in rows[0].text))
    for line in rows:
        line.kind, line.text = "row", " | ".join(cell.strip() for cell in line.text.strip("| ").split("|"))


def _cells(line: Line) -> int:
    return 0 if line.kind == "item" else line.text.strip("| ").count("|") + 1


def _set_role(line: Line) -> None:
    text = line.text
    if line.kind == "row":
        return
    if is_stamp_line(text):
        line.role = "date"
    elif _SIGN_OFF.match(text):
        line.role = "sign_off"
    elif len(text) < 80 and _END_MARK.match(text):
        line.role = "end_mark"


def _set_signatures(lines: list[Line]) -> None:
    """Mark the name, post and house that follow a sign-off, up to three lines that lead to no paragraph."""
    for place, line in enumerate(lines):
        if line.role != "sign_off":
            continue
        following = []
        for other in lines[place + 1 : place + 4]:
            if not other.short or len(other.text) > 90 or other.gap > 1:
                break
            following.append(other)
        after = lines[place + 1 + len(following)] if place + 1 + len(following) < len(lines) else None
        if following and after is not None and not after.short and len(after.text) > 90:
            following.pop()
        for other in following:
            other.role = "signature"


def _set_kinds(lines: list[Line]) -> None:
    """Tell headings from captions: a heading leads to a paragraph, a caption stands beside a picture that is gone."""
    repeated = {k for k, n in Counter(key(line.text) for line in lines).items() if n > 1}
    vietnamese = sum(map(_is_vietnamese, lines)) > len(lines) / 2
    previous: Line | None = None
    for place, line in enumerate(lines):
        after = lines[place + 1] if place + 1 < len(lines) else None
        if line.kind == "paragraph" and not line.role:
            if (
                previous is not None
                and previous.text.endswith(":")
                and line.short
                and after is not None
                and after.kind == "item"
            ):
                line.kind = "item"
            elif _is_caption(line, previous, after, repeated, vietnamese):
                line.kind = "caption"
            elif line.short and after is not None and _leads(after):
                line.kind, line.level = "heading", 2
        elif line.role == "date" and place > 0 and after is not None and _leads(after):
            line.kind, line.level = "heading", 3
        previous = line


def _is_caption(line: Line, previous: Line | None, after: Line | None, repeated: set[str], vietnamese: bool) -> bool:
    if len(line.text) > 300:
        return False
    if _CREDIT.search(line.text) or (
        len(line.text) < 200 and _PERSON.match(line.text) and line.text.count(". ") <= 2 and not _is_quote(line.text)
    ):
        return True
    if not line.short:
        return False
    foreign = _is_vietnamese(line) != vietnamese and len(line.text.split()) >= 5
    if key(line.text) in repeated or (foreign and (after is None or _is_vietnamese(after) == vietnamese)):
        return True
    if after is None:
        return previous is not None
    beside = (
        previous is not None
        and previous.kind == "caption"
        and line.gap <= 1
        and _is_placeholder(previous, repeated, vietnamese)
    )
    return (beside or not _leads(after)) and after.kind not in {"item", "row"}


def _is_placeholder(line: Line, repeated: set[str], vietnamese: bool) -> bool:
    """Tell whether a caption is the leftover text of a picture, which the real caption follows."""
    return key(line.text) in repeated or _is_vietnamese(line) != vietnamese


def _leads(line: Line) -> bool:
    """Tell whether a line is text that a heading can lead to."""
    return line.kind in {"item", "row"} or (not line.short and not line.role)


def _is_quote(text: str) -> bool:
    return (
        re.search(r"\b(?:said|says|stated|added|cho biết|cho rằng|nói|nhấn mạnh|khẳng định)\b", text, re.IGNORECASE)
        is not None
    )


def _is_vietnamese(line: Line) -> bool:
    found = line.text.split()
    return bool(found) and sum(
        _MARKED.search(w) is not None for w in found if w[:1].islower() or len(found) < 4
    ) >= 0.15 * len(found)
