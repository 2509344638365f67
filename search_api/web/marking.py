"""Mark spans of a text as HTML: everything is escaped, overlapping spans come out well nested."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from itertools import count

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What to mark, half-open; `anchor` is the id of the piece where it begins, `href` a link if none is open yet."""

    start: int
    end: int
    css: str
    title: str = ""
    href: str = ""
    anchor: str = ""


def mark(text: str, spans: Iterable[Span], *, offset: int = 0) -> Markup:
    """Mark the spans in a text that begins at `offset` of where they count; what lies outside is clipped.

    Of two spans that cross, the later one is cut in two where the earlier one ends.
    """
    numbers = count()
    queue = [(span.start, -span.end, next(numbers), span) for span in _clipped(spans, offset, len(text))]
    heapify(queue)
    pieces: list[Markup] = []
    opened: list[Span] = []
    position = 0
    while queue or opened:
        if opened and (not queue or opened[-1].end <= queue[0][0]):
            span = opened.pop()
            pieces += [escape(text[position : span.end]), _closing(span)]
            position = span.end
            continue
        start, _, _, span = heappop(queue)
        pieces.append(escape(text[position:start]))
        position = start
        if opened and span.end > opened[-1].end:
            rest = replace(span, start=opened[-1].end, anchor="")
            heappush(queue, (rest.start, -rest.end, next(numbers), rest))
            span = replace(span, end=opened[-1].end)
        if any(outer.href for outer in opened):
            span = replace(span, href="")
        pieces.append(_opening(span))
        opened.append(span)
    pieces.append(escape(text[position:]))
    return Markup("").join(pieces)


def _clipped(spans: Iterable[Span], offset: int, length: int) -> Iterator[Span]:
    for span in spans:
        start, end = max(span.start - offset, 0), min(span.end - offset, length)
        if start < end:
            yield replace(span, start=start, end=end, anchor=span.anchor if span.start >= offset else "")


def _opening(span: Span) -> Markup:
    identity = Markup(' id="{}"').format(span.anchor) if span.anchor else Markup("")
    title = Markup(' title="{}"').format(span.title) if span.title else Markup("")
    link = Markup('<a href="{}">').format(span.href) if span.href else Markup("")
    return Markup('<mark class="{}"{}{}>{}').format(span.css, identity, title, link)


def _closing(span: Span) -> Markup:
    return Markup("</a></mark>") if span.href else Markup("</mark>")
