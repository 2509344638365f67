"""Projects that the page about them names in a field (`Project title: ...`) or as its title over a `Project ID`."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from config.names import load_name_words
from config.schema import Evidence, Mention, Passage
from nlp.components.names.regions import lies_in

_TITLE = re.compile(r"[“\"]?([^\W\d_][^\n|]*?[^\s.;”\"])[”\"]?(?:\s*\([^()\n]*\)|\s+[|\-–]\s.*)?\s*$", re.M)
_FIRST = 12  # passages among which a page says that it is a record
_LEAST = 3  # words of a title
_MOST = 20  # projects that a page tells of
_SCORE = 0.7


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what leads to a title, what tells a record, what a programme's title has, and what begins no such."""
    words = load_name_words().programmes
    fields, records, aims, sites = ("|".join(map(re.escape, words[k])) for k in ("fields", "records", "aims", "sites"))
    return (
        re.compile(rf"^[-•*\s]*(?:{fields})\s*[:|]\s*", re.I | re.M),
        re.compile(rf"^[-•*\s]*(?:{records})\b", re.I | re.M),
        re.compile(rf"\b(?:{aims})", re.I),
        re.compile(rf"(?:{sites})\b", re.I),
    )


def add_recorded(mentions: Sequence[Mention], passages: Sequence[Passage]) -> list[Mention]:
    """Add the projects, in place of the places and the names of programmes in their titles."""
    kept = list(mentions)
    for project in islice(_iter_projects(passages), _MOST):
        start, end = project.evidence.start, project.evidence.end
        crossed = [m for m in kept if m.evidence.start < end and start < m.evidence.end]
        if all(m.label in {"PLACE", "DATE"} and start <= m.evidence.start <= m.evidence.end <= end for m in crossed):
            spans = [(start, end)]
            kept = [*(m for m in kept if not lies_in(spans, m.evidence.start)), project]
    return kept


def _iter_projects(passages: Sequence[Passage]) -> Iterator[Mention]:
    field, record, _, _ = _patterns()
    titled = passages and any(record.search(passage.text) for passage in passages[1:_FIRST])
    if titled and (project := _read_title(passages[0], 0)) is not None:
        yield project
    for passage in passages:
        found = (_read_title(passage, match.end()) for match in field.finditer(passage.text))
        yield from (project for project in found if project is not None)


def _read_title(passage: Passage, start: int) -> Mention | None:
    """Read the title that begins at a place of a passage, if it is that of a programme and of nothing built."""
    _, _, aims, sites = _patterns()
    title = _TITLE.match(passage.text, start)
    if title is None or len(title[1].split()) < _LEAST or not aims.search(title[1]) or sites.match(title[1]):
        return None
    at = Evidence(
        article_id=passage.article_id,
        passage=passage.ordinal,
        start=passage.start + start + title.start(1) - title.start(),
        end=passage.start + title.end(1),
        surface=title[1],
        sentence_start=passage.start,
        sentence_end=passage.end,
    )
    return Mention(evidence=at, label="ORG", extractor="names.title", score=_SCORE)
