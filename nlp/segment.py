"""Cut texts into passages and sentences; offsets count in the text as given."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from config.schema import Block, BlockKind, Passage

_BREAK = re.compile(
    r"(?<![ \t\xa0])[ \t\xa0]*\r?\n\s*\n\s*|\r?\n(?=[ \t\xa0]*[•▪‣●\-–*+][ \t\xa0])|(?<=[.!?:;…])[ \t]*\r?\n"
    r"|\r?\n(?=[^|\n]{1,200} \| )"  # before the row of a table
)
_END = re.compile(r"(?<=[.!?…])[\"”’»)\]]*(?=\s+[\"“‘«(\[]*[^\W_])|(?<=\n)(?=\S)|(?<=[^\W\d_]{2}[.!?…])(?=[^\W\d_]{3})")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"“])(?:"
    r"[A-ZĐ]|TP|Tp|Q|P|TX|TT|Mr|Mrs|Ms|Dr|Prof|St|No|vs|Inc|Ltd|LTD|Co|Corp|Pte|PTE|Pvt|Sdn|Jsc|JSC|Fig|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|"
    r"Oct|Nov|Dec|GS|PGS|TS|TSKH|ThS|Ths|BS|LS|KS|KTS|NSND|NSƯT|CN|Th\.S|GS\.TS|PGS\.TS|e\.g|i\.e|approx|Messrs|Hon|Gen|Lt|Col|Dept|St|tr|[Ss]q|cu|[Cc]a"
    r")\.$"
)
_SITE = re.compile(r"(?:Net|Com|Org|Info)\b")
_CONTINUES = re.compile(r"[\"”’»)\]]*\s+[a-zà-ỹđ]")
_SHORT = 10_000  # characters of a passage whose sentences are remembered
_LONGEST = 2000  # characters of a sentence; what is longer is a list or a table, and is read in parts
_PAUSE = re.compile(r";\s|,\s(?=\D)")
_BLANK = re.compile(r"\s")
_DIGIT = re.compile(r"\d")
_OF_HEADER = re.compile(
    r"\b(?:(?:19|20)\d\d|[QH]\d|(?:quý|quarter|tháng) \d{1,2}|k?m[23]|CO2|\d{1,2}/(?=\d{4})|"
    r"\d{1,2}[/.]\d{1,2}[/.](?=\d{4})|(?:ngày|at|on|by|đến) \d{1,2}(?:[/.-]\d{1,2}|(?= \w{3}))|"
    r"\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"tháng \d{1,2}))\b",
    re.I,
)  # digits it may have
_CELL = re.compile(r"[-−+]?[\d.,]*\d\s?%?|[-–]")  # a number alone
LABELLED = re.compile(r"[^:\n]{2,80}: [^\n]*\d")
_OUTLINE = re.compile(
    r"(?:phần|chương|part|chapter)?\s*(?:(?P<roman>[IVX]{1,4}|[A-D])|(?P<deeper>\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)|"
    r"(?P<number>\d{1,2})|(?P<letter>[a-hđ]))[.)](?=\s)"
)
_OUTLINE_RANKS = ("roman", "number", "deeper", "letter")
BAR = " | "
_ROWS = 3  # lines with bars that make a table


def iter_passages(article_id: str, title: str, blocks: Sequence[Block]) -> Iterator[Passage]:
    """Iterate over title and blocks as passages of `Article.text`; languages are still undecided."""
    headings: list[tuple[int, str]] = []
    start = 0
    for ordinal, block in enumerate((Block(kind="heading", text=title, level=1), *blocks)):
        yield Passage(
            article_id=article_id,
            ordinal=ordinal,
            text=block.text,
            start=start,
            end=start + len(block.text),
            language="und",
            kind=block.kind,
            headings=tuple(text for _, text in headings),
            level=block.level,
        )
        start += len(block.text) + 2
        if block.kind == "heading" and ordinal:
            headings = [(level, text) for level, text in headings if level < block.level]
            headings.append((block.level, block.text))


def iter_text_passages(document: str, text: str) -> Iterator[Passage]:
    """Iterate over the paragraphs of a plain text, in its own offsets.

    Short ones without a mark at their end are headings, behind a colon items of a list. Three or more of equally many
    bars are the rows of a table, if the first is a header: it has no digits but those of years and units.
    """
    for bars, run in groupby(_iter_paragraphs(document, text), lambda passage: passage.text.count(BAR)):
        rows = list(run)
        if bars and len(rows) >= _ROWS and not _DIGIT.search(_OF_HEADER.sub("", rows[0].text)):
            yield from (replace(row, kind="row", level=1 if row is rows[0] else 0) for row in rows)
        else:
            yield from rows


def _iter_paragraphs(document: str, text: str) -> Iterator[Passage]:
    headings: list[tuple[int, str]] = []  # with their ranks
    led = False  # by a line that ends with a colon
    position = ordinal = 0
    for stop, following in [*((m.start(), m.end()) for m in _BREAK.finditer(text)), (len(text), len(text))]:
        start, end = _strip(text, position, stop)
        if start < end:
            kind = _kind_of(text[start:end], is_first=ordinal == 0, is_led=led)
            led = text[end - 1] == ":"
            yield Passage(
                article_id=document,
                ordinal=ordinal,
                text=text[start:end],
                start=start,
                end=end,
                language="und",
                kind=kind,
                headings=tuple(heading for _, heading in headings),
            )
            if kind == "heading" and ordinal and BAR not in text[start:end]:  # no row of a table
                rank = _rank_of(text[start:end])
                headings = [(above, heading) for above, heading in headings if above < rank]
                headings.append((rank, text[start:end]))
            ordinal += 1
        position = following


def iter_headers(passages: Iterable[Passage]) -> Iterator[tuple[str, ...]]:
    """Iterate over the cells of the header of the table that each passage is a row of; none outside of tables.

    Pages also lose the bars of their tables: a header and rows of as many lines, a cell each.
    """
    header: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()  # lines that may be a header
    for passage in passages:
        lines = tuple(line.strip() for line in passage.text.split("\n"))
        if passage.kind == "row":
            header = tuple(passage.text.split(BAR)) if passage.level == 1 else header
        elif heads and len(lines) == len(heads) and all(map(_CELL.fullmatch, lines[1:])):
            header = heads
        else:
            header = ()
            heads = lines if len(lines) > 1 and not _DIGIT.search(_OF_HEADER.sub("", passage.text)) else ()
        yield header


def iter_leads(passages: Iterable[Passage]) -> Iterator[str | None]:
    """Iterate over the line that leads to the rows, items or labels that each passage is one of: `Price (VND/kWh):`."""
    lead = title = None
    shape, open_ended = "", False
    for passage in passages:
        before, shape = shape, _shape_of(passage)
        if before and shape not in {"", before}:  # rows behind items are no more of their lead
            lead = title if open_ended or (shape == "row" and before == "label") else None  # Table 2: Output in 2023
        yield lead if shape else None
        open_ended = passage.text.endswith((" |", ":"))
        last = passage.text.rsplit("\n", 1)[-1].strip(" |")
        title = last if open_ended or passage.kind in {"heading", "caption"} else None
        lead = title if open_ended or not shape else lead


def _shape_of(passage: Passage) -> str:
    """Return what a passage is of the list or table that it belongs to, or an empty string."""
    if passage.kind == "row" or BAR in passage.text:
        return "row"
    labelled = "label" if LABELLED.match(passage.text) else ""
    return "item" if passage.kind == "item" else labelled


def title_of(passages: Sequence[Passage]) -> str | None:
    """Return the heading that a text opens with, or None."""
    return passages[0].text if passages and passages[0].kind == "heading" else None


def iter_sentences(text: str, language: str = "en") -> Iterator[tuple[int, int]]:
    """Iterate over the half-open spans of the sentences of a passage, white space between them left out.

    What goes on for more than 2,000 characters is cut at a pause, so that the work for a page grows with its length.
    """
    del language  # abbreviations of both languages occur in either
    return iter(_split_short(text)) if len(text) <= _SHORT else _iter_sentences(text)


@lru_cache(maxsize=2048)  # a text is cut by all who read it; 2,048 passages of at most 10,000 letters
def _split_short(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(_iter_sentences(text))


def _iter_sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        before = text[max(start, match.start() - 12) : match.start()]
        if text[match.end() - 1] != "\n" and text[match.end()].isalpha() and not _is_glued(text, match.end()):
            continue
        if before.endswith(".") and (_ABBREVIATION.search(before) or _CONTINUES.match(text, match.start())):
            continue
        yield from _iter_parts(text, start, match.end())
        start = match.end()
    yield from _iter_parts(text, start, len(text))


def _is_glued(text: str, at: int) -> bool:
    """Tell whether a sentence begins right behind another's end, the blank lost: `on travel.With 10 parks`."""
    is_word = text[at - 3 : at - 1].islower() and text[at].isupper() and text[at + 1 : at + 3].islower()
    return is_word and not _SITE.match(text, at)


def _iter_parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    start, end = _strip(text, start, end)
    while end - start > _LONGEST:
        middle, last = start + _LONGEST // 2, start + _LONGEST
        pauses = [*_PAUSE.finditer(text, middle, last)] or [*_BLANK.finditer(text, middle, last)]
        cut = pauses[-1].end() if pauses else last
        yield _strip(text, start, cut)
        start, end = _strip(text, cut, end)
    if start < end:
        yield start, end


def find_sentence(sentences: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Return the span from the sentence that holds `start` to the one that holds `end`, or the span itself."""
    before = bisect_right(sentences, start, key=itemgetter(0))
    behind = bisect_left(sentences, end, key=itemgetter(1))
    begin = sentences[before - 1][0] if before else start
    stop = sentences[behind][1] if behind < len(sentences) else end
    return min(begin, start), max(stop, end)


def _rank_of(heading: str) -> int:
    """Return how deep a heading stands by its number: `II. ...` is over `1. ...`, that over `1.2. ...` and `a) ...`.

    One without a number begins anew.
    """
    match = _OUTLINE.match(heading)
    return 1 + _OUTLINE_RANKS.index(match.lastgroup or "") if match else 0


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _kind_of(text: str, *, is_first: bool, is_led: bool) -> BlockKind:
    if text[0] in "•▪‣●*+" or (text[0] in "-–" and text[1:2].isspace()):
        return "item"
    if len(text) <= 140 and "\n" not in text and text[-1] not in ".,;:!?…" and (is_first or len(text) <= 100):
        return "item" if is_led else "heading"
    return "paragraph"
