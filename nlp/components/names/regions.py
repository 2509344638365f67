"""The regions of a text that compares them: `Rents in the North rose; the South saw no change`."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from config.schema import Evidence, Mention, Passage
from nlp.segment import find_sentence, iter_sentences

_REGION = re.compile(
    r"(?:(?<=\b[Tt]he )|(?<=\b[Tt]ier 1 )|(?<=\b[Tt]ier 1, ))(?:North|South)\b(?![-–]| ?[A-Z])|"
    r"^(?:North|South)(?=:| \||\n)",
    re.M,
)
_LEAST = 3  # times that a text speaks of them
_SCORE = 0.7


def add_regions(mentions: Sequence[Mention], passages: Sequence[Passage]) -> list[Mention]:
    """Add the regions that nobody read to those of a text that names them often."""
    spoken = [(passage, match) for passage in passages for match in _REGION.finditer(passage.text)]
    if len(spoken) < _LEAST or len({match[0] for _, match in spoken}) == 1:
        return list(mentions)
    taken = sorted((mention.evidence.start, mention.evidence.end) for mention in mentions)
    added = [_place(passage, match) for passage, match in spoken if not lies_in(taken, passage.start + match.start())]
    return [*mentions, *added]


def lies_in(spans: Sequence[tuple[int, int]], position: int) -> bool:
    """Tell whether a position lies in one of the spans, which come in their order and share nothing."""
    before = bisect_right(spans, (position + 1, 0)) - 1
    return before >= 0 and position < spans[before][1]


def _place(passage: Passage, match: re.Match[str]) -> Mention:
    first, last = find_sentence(list(iter_sentences(passage.text)), match.start(), match.end())
    at = Evidence(
        article_id=passage.article_id,
        passage=passage.ordinal,
        start=passage.start + match.start(),
        end=passage.start + match.end(),
        surface=match[0],
        sentence_start=passage.start + first,
        sentence_end=passage.start + last,
    )
    return Mention(evidence=at, label="PLACE", extractor="names.region", score=_SCORE)
