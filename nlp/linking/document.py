"""What a document says about its own names: of which provinces it speaks, which short forms it introduces."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import TypeVar

from config.gazetteer import fold_name
from config.schema import Entity, Mention, Passage
from nlp.linking.candidates import Candidates
from nlp.linking.keys import CODE_LEAD, bare_organisation_key, name_key, plain

_BRACKET = re.compile(
    r"\s*\(\s*(?:hereinafter |gọi tắt là |sau đây gọi là |viết tắt là |or |"
    rf"{CODE_LEAD}(?: ?: ?| ))?[\"“']?",
    re.I,
)
_SEAT = re.compile(r"\s?\([^()]{0,25}|,? (?:in|ở|tại|thuộc) [^().;]{0,25}")  # between a park and where it lies
NEAR = 300  # characters
_LEAD = 2  # times that a text names its own province, for each that it names another
_ALIKE = 0.5  # share of words from which on a name and one that is known may be one
Thing = TypeVar("Thing")


class Document:
    """The provinces of a document with their places, and its declared short forms."""

    def __init__(self, mentions: Sequence[Mention], passages: Sequence[Passage], candidates: Candidates) -> None:
        self._candidates = candidates
        self._text_of = {passage.ordinal: passage for passage in passages}
        said = sorted(self._iter_provinces(mentions))
        self.provinces = [(start, province) for start, province, _ in said]
        self._names_of: dict[str, set[str]] = {}  # by province, the folded names that speak of it
        for _, province, name in said:
            self._names_of.setdefault(province, set()).add(name)
        self.counts = Counter(province for _, province in self.provinces)
        self._beside = dict(self._iter_seats(mentions))
        self.short_forms = dict(self._iter_short_forms(mentions))
        self.full_names = {
            name_key("ORG", full): short for (label, short), full in self.short_forms.items() if label == "ORG"
        }

    def names_province_of(self, entity: Entity) -> bool:
        """Tell whether the text speaks of the entity's province, by its name before or after the merger."""
        return any(self.counts[p] for p in entity.provinces)

    def home(self) -> str | None:
        """Return the province of which the text speaks at least twice as often as of any other."""
        first, second, *_ = [*self.counts.most_common(2), ("", 0), ("", 0)]
        return first[0] if first[1] and first[1] >= _LEAD * second[1] else None

    def is_said_elsewhere(self, entity: Entity, position: int) -> bool:
        """Tell whether the text says right behind a park's name that it lies in a province that is not the entity's."""
        said = self._beside.get(position)
        return said is not None and bool(entity.provinces) and said not in entity.provinces and not entity.group_of

    def is_elsewhere(self, district: Entity) -> bool:
        """Tell whether the text speaks of provinces, but of that of a district by the district's name only."""
        own = frozenset(map(fold_name, district.names.values()))
        (before,) = district.province_before_2025
        after = self._candidates.gazetteer.entities[before].province_after_2025
        besides = {province for province, names in self._names_of.items() if names - own}
        return bool(besides) and besides.isdisjoint((before, *after))

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

    def is_full_name(self, full: str, short: str, entity: Entity) -> bool:
        """Tell whether a name is that of the entity whose short form stands in brackets behind it, not of a part of it.

        By its initials, or most of its words; a province or a brand in it must be the entity's.
        """
        words = bare_organisation_key(full).split()
        if len(words) < 2 or short in words or " " in short:
            return False
        names = (*entity.names.values(), *entity.aliases)
        if not self._edge_provinces(full) <= {province for name in names for province in self._edge_provinces(name)}:
            return False
        known = [set(bare_organisation_key(name).split()) for name in names]
        if any(self._candidates.organisations(word) for word in set(words).difference(*known)):
            return False
        alike = max(len(own.intersection(words)) / min(len(own), len(words)) for own in known if own)
        return alike > _ALIKE or short == "".join(word[0] for word in words)

    def _edge_provinces(self, name: str) -> set[str]:
        """Return the provinces that the first and the last words of a body's name name."""
        words = name.split()
        edges = (" ".join(part) for size in (3, 2, 1) for part in (words[:size], words[-size:]) if len(words) > size)
        return {province for edge in edges if len(edge) > 4 for province in self._provinces_of(edge)}

    def _iter_provinces(self, mentions: Sequence[Mention]) -> Iterator[tuple[int, str, str]]:
        """Iterate over (place, province, folded name) of places, of bodies that bear a province's name, and of certain
        parks.
        """
        entities = self._candidates.gazetteer.entities
        for mention in mentions:
            surface, start = plain(mention.evidence.surface), mention.evidence.start
            if mention.label == "PLACE":
                yield from ((start, province, fold_name(surface)) for province in self._provinces_of(surface))
            elif mention.label == "ORG":
                words = surface.split()
                for length in (3, 2, 1):
                    found = self._provinces_of(" ".join(words[-length:])) if len(words) > length else ()
                    if found and len(" ".join(words[-length:])) > 4:
                        yield start, found[0], fold_name(surface)
                        break
            elif mention.label == "PARK":
                parks = self._candidates.parks(surface)
                if len(parks) == 1:
                    name = fold_name(surface)
                    yield from ((start, p, name) for p in entities[parks[0]].province_before_2025[:1])

    def _provinces_of(self, surface: str) -> tuple[str, ...]:
        """Return the province of a name if it is one; districts of one province count too."""
        entities = [self._candidates.gazetteer.entities[i] for i in self._candidates.places(surface)]
        provinces = tuple(entity.id for entity in entities if entity.kind == "province")
        if provinces:
            return provinces[:1]
        owners = {entity.province_before_2025 for entity in entities}
        return next(iter(owners)) if len(owners) == 1 else ()

    def _iter_seats(self, mentions: Sequence[Mention]) -> Iterator[tuple[int, str]]:
        """Iterate over (start of a park's name, province of the place that is said right behind it to hold it)."""
        for before, after in iter_beside(mentions):
            a, b = before.evidence, after.evidence
            if (before.label, after.label, a.passage) != ("PARK", "PLACE", b.passage):
                continue
            passage = self._text_of[a.passage]
            between = passage.text[a.end - passage.start : b.start - passage.start]
            provinces = self._provinces_of(plain(b.surface)) if _SEAT.fullmatch(between) else ()
            yield from ((a.start, province) for province in provinces)

    def _iter_short_forms(self, mentions: Sequence[Mention]) -> Iterator[tuple[tuple[str, str], str]]:
        """Iterate over ((label, short form), full name) of names in brackets right behind another of their kind."""
        for before, after in iter_beside(mentions):
            if {before.label, after.label} <= {"PARK", "ORG"} and in_brackets(before, after, self._text_of):
                short = name_key(before.label, after.evidence.surface)
                yield (before.label, short), before.evidence.surface


def iter_beside(things: Sequence[Thing]) -> Iterator[tuple[Thing, Thing]]:
    """Iterate over those next to each other, then over those with one between, as in `Sonadezi (HNX: SZB)`."""
    return chain(pairwise(things), zip(things, things[2:], strict=False))


def in_brackets(before: Mention, after: Mention, text_of: Mapping[int, Passage]) -> bool:
    """Tell whether a mention stands in brackets right behind another."""
    a, b = before.evidence, after.evidence
    passage = text_of.get(a.passage)
    if passage is None or a.passage != b.passage or not 0 < b.start - a.end <= 30:
        return False
    between = passage.text[a.end - passage.start : b.start - passage.start]
    behind = passage.text[b.end - passage.start : b.end - passage.start + 2]
    return _BRACKET.fullmatch(between) is not None and ")" in behind
