"""Parks in the first column of a table whose header says so: `Park | Area`, `KCN | Diện tích`."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from config.gazetteer import fold_name
from config.schema import Evidence, Mention, Passage
from nlp.segment import BAR, iter_headers

_COLUMN = re.compile(
    r"(?:ten |name of (?:the )?)?(?:khu|kcn|ccn|khu cong nghiep|cum cong nghiep|"
    r"(?:industrial )?(?:park|estate|cluster)|industrial zone|ip|iz)s?(?: name)?"
)
_NAME = re.compile(r"[^\W\d_][^|,;:(\d]*?(?<!\s)(?: \d{1,2}| [IVX]+)?(?=\s*(?:[,(–]|$))")
_SUM = re.compile(r"(?:tong|cong|total|sum|average|binh quan|trung binh|all)\b")
_LONGEST = 6  # words of a name
_SCORE = 0.7


def add_first_cells(mentions: Sequence[Mention], passages: Sequence[Passage]) -> list[Mention]:
    """Add the parks that first cells name, in place of the names that are only part of them."""
    ordered = sorted(mentions, key=_start)
    gone: set[int] = set()
    added: list[Mention] = []
    for park in _iter_parks(passages):
        start, end = park.evidence.start, park.evidence.end
        first = max(bisect_left(ordered, start, key=_start) - 1, 0)
        last = bisect_left(ordered, end, key=_start)
        crossing = [m for m in ordered[first:last] if m.evidence.end > start]
        if all(start <= m.evidence.start and m.evidence.end <= end for m in crossing) and not any(
            m.evidence.surface == park.evidence.surface for m in crossing
        ):
            gone.update(map(id, crossing))
            added.append(park)
    return [*(mention for mention in mentions if id(mention) not in gone), *added]


def _start(mention: Mention) -> int:
    return mention.evidence.start


def _iter_parks(passages: Sequence[Passage]) -> Iterator[Mention]:
    """Iterate over what the first cells of tables of parks name."""
    for passage, header in zip(passages, iter_headers(passages), strict=True):
        if passage.kind != "row" or passage.level == 1 or not _is_of_parks(header):
            continue
        name = _NAME.match(passage.text.split(BAR)[0])
        if name and name[0][0].isupper() and len(name[0].split()) <= _LONGEST and not _SUM.match(fold_name(name[0])):
            at = Evidence(
                article_id=passage.article_id,
                passage=passage.ordinal,
                start=passage.start,
                end=passage.start + len(name[0]),
                surface=name[0],
                sentence_start=passage.start,
                sentence_end=passage.end,
            )
            yield Mention(evidence=at, label="PARK", extractor="names.table", score=_SCORE)


def _is_of_parks(header: Sequence[str]) -> bool:
    return bool(header) and _COLUMN.fullmatch(fold_name(header[0])) is not None
