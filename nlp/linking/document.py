"""What a document says about its own names: which provinces it speaks of and where, and which short forms it introduces."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from config.schema import Mention, Passage
from nlp.linking.candidates import Candidates

_BRACKET = re.compile(r"\s*\(\s*(?:hereinafter |gọi tắt là |sau đây gọi là |viết tắt là |or )?[\"“']?$")
NEAR = 300  # characters


class Document:
    """The provinces of a document with their places, and its declared short forms."""

    def __init__(self, mentions: Sequence[Mention], passages: Sequence[Passage], candidates: Candidates) -> None:
        self._candidates = candidates
        self._text_of = {passage.ordinal: passage for passage in passages}
        self.provinces: list[tuple[int, str]] = []
        for mention in mentions:
            if mention.label == "PLACE":
                for province in self.provinces_of(mention.evidence.surface):
                    self.provinces.append((mention.evidence.start, province))
        self.provinces.sort()
        self.counts = Counter(province for _, province in self.provinces)
        self.short_forms = dict(self._iter_short_forms(mentions))

    def provinces_of(self, surface: str) -> tuple[str, ...]:
        """Return the province of a name if it is one; districts of one province count too."""
        found = self._candidates.places(surface)
        entities = [self._candidates.gazetteer.entities[i] for i in found]
        provinces = tuple(e.id for e in entities if e.kind == "province")
        if provinces:
            return provinces[:1]
        owners = {e.province_before_2025 for e in entities}
        return next(iter(owners)) if len(owners) == 1 else ()

    def nearness(self, provinces: Iterable[str], position: int) -> float:
        """Return how much speaks for a thing in these provinces at a place of the text."""
        wanted = frozenset(provinces)
        score = min(3.0, sum(self.counts[p] for p in wanted) * 0.5)
        at = bisect_left(self.provinces, (position, ""))
        for index in range(max(0, at - 3), min(len(self.provinces), at + 3)):
            where, province = self.provinces[index]
            distance = abs(where - position)
            if province in wanted and distance < NEAR:
                score += 3.0 * (1 - distance / NEAR)
        return score

    def _iter_short_forms(self, mentions: Sequence[Mention]) -> Iterable[tuple[tuple[str, str], str]]:
        """Iterate over ((label, short form), full name) of names in brackets right behind another of their kind."""
        for before, after in zip(mentions, mentions[1:], strict=False):
            a, b = before.evidence, after.evidence
            passage = self._text_of.get(a.passage)
            if before.label != after.label or a.passage != b.passage or passage is None or b.start - a.end > 30:
                continue
            between = passage.text[a.end - passage.start : b.start - passage.start]
            closing = passage.text[b.end - passage.start : b.end - passage.start + 2]
            if _BRACKET.fullmatch(between) and ")" in closing:
                yield (after.label, b.surface), a.surface
