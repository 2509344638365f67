"""See a text as sentences with the names in them: what binding, relations and events look at."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from config.gazetteer import fold_name
from config.schema import Evidence, Label, LanguageCode, Mention, Passage
from nlp.facts.anaphora import Pointers
from nlp.facts.namesakes import core_of, key_mentions, share_name
from nlp.facts.phrases import lead_of
from nlp.facts.ranks import ranks_of
from nlp.facts.seats import seat_of
from nlp.facts.sorts import is_called_programme, sort_of
from nlp.segment import BAR, LABELLED, iter_headers, iter_sentences

NAMED: frozenset[Label] = frozenset({"PARK", "ORG", "PLACE"})
_COUNTRY = re.compile(
    r"\b(?:cả nước|toàn quốc|nước ta|the (?:whole |entire )?country|nationwide|the nation|domestic market)(?:['’]s)?\b",
    re.I,
)
_COUNTRY_WORDS = ("nước", "quốc", "country", "nation", "domestic")
_SIGNED = re.compile(r"\s?(?:\)|\([A-Z]{2,5}\)|[-–—]\s)")
_DATELINE = re.compile(r"[^\n(]{2,30}\([A-Z]{2,6}\)\s?[-–—]\s")  # where an agency wrote a line: "Hanoi (VNA) – "
_SOURCE = re.compile(r"(?:(?:source|photo|nguồn|ảnh)\s?:?\s?|\w/)$", re.I)
_SEATS = frozenset({"hanoi", "ha noi", "ho chi minh city", "hcm city", "tp hcm", "tp. ho chi minh"})  # of agencies
_DATED = 40  # letters of a line that a dateline may take
_SIGNATURES = 2  # mentions of who signs a text; whom it names more often it is about
COUNTRY_KEY = "PLACE:vietnam"
PARKS = frozenset({"PARK", "zone"})  # sorts of names
FIRMS = frozenset({"firm", "namesake"})
THINGS = PARKS | FIRMS  # what has land, plants and people of its own


class Name(NamedTuple):
    """A mention with its place in the scene; `key` is the same for all mentions of one thing."""

    key: str
    label: Label
    mention: Mention
    start: int
    end: int
    sentence: int
    sort: str  # of `sorts`, or "namesake": a firm that bears the name of a park

    @property
    def subject(self) -> str:
        """Entity id or surface; the country has one name, however the text says it."""
        return self.mention.entity_id or ("Vietnam" if self.sort == "country" else self.mention.evidence.surface)


class Sentence(NamedTuple):
    """A half-open span of the text with the ordinal of its passage among the passages given."""

    start: int
    end: int
    passage: int


class Scene:
    """Sentences in order, names by sentence and by thing, and what the headline and the headings name."""

    def __init__(self, text: str, passages: Sequence[Passage], mentions: Sequence[Mention], title: str | None) -> None:
        self.text = text
        self.passages = passages
        self.sentences = [
            Sentence(passage.start + start, passage.start + end, index)
            for index, passage in enumerate(passages)
            for start, end in iter_sentences(passage.text, passage.language)
        ]
        self._starts = [sentence.start for sentence in self.sentences]
        self.signed: set[int] = set()  # starts of the names that sign a line
        self.ranks: dict[str, frozenset[str]] = {}  # of each thing, as all its names say
        self.names = self._place(mentions)
        self.by_sentence: dict[int, list[Name]] = {}
        for name in self.names:
            self.by_sentence.setdefault(name.sentence, []).append(name)
        self.firsts = {name.key: name for name in reversed(self.names)}
        self.counts = Counter(name.key for name in self.names)
        self.sorts = {name.key: name.sort for name in self.names}
        self.kinds = Counter(self.sorts.values())
        self.title_keys = self._keys_of_title(title)
        self.first_key = self.names[0].key if self.names else None
        self.leads = {  # the preposition before each name, by its start
            name.start: lead_of(text, self.sentences[name.sentence].start, name.start) for name in self.names
        }
        self.located = self._find_located()
        self._pointers: dict[int, Pointers] = {}
        self._headings: dict[tuple[str, ...], frozenset[str]] = {}
        self._by_sort = {
            sort: tuple(zip(*((name.start, name) for name in self.names if name.sort == sort), strict=True))
            for sort in self.kinds
        }
        self.tops = self._count_tops()
        self.country = next((name for name in self.names if name.key == COUNTRY_KEY), None) or self._imply_country()

    def sentence_at(self, position: int) -> int:
        """Return the ordinal of the sentence that holds the position, or of the one before it."""
        return max(0, bisect_right(self._starts, position) - 1)

    def passage_of(self, sentence: int) -> Passage:
        return self.passages[self.sentences[sentence].passage]

    def language_of(self, sentence: int) -> LanguageCode:
        return self.passage_of(sentence).language

    def heading_keys(self, sentence: int) -> frozenset[str]:
        """Return the keys of the names that stand in the headings over a sentence."""
        headings = self.passage_of(sentence).headings
        if headings not in self._headings:
            wanted = {heading.strip() for heading in headings}
            self._headings[headings] = frozenset(
                name.key for name in self.names if self.passage_of(name.sentence).text.strip() in wanted
            )
        return self._headings[headings]

    def column_of(self, position: int) -> str:
        """Return the header over a cell of a table; nothing elsewhere, and in a table without headers."""
        index = self.sentences[self.sentence_at(position)].passage
        passage, header = self.passages[index], self._headers[index]
        column = self.text.count(BAR if BAR in passage.text else "\n", passage.start, position)
        return header[column] if column < len(header) and passage.level != 1 else ""

    def rows_beside(self, sentence: int) -> frozenset[str]:
        """Return the keys of the names in the other rows of the table that a sentence stands in, its header aside."""
        own = self.sentences[sentence].passage
        return frozenset(key for row, keys in self._tables.get(own, ()) if row != own for key in keys)

    @cached_property
    def _tables(self) -> dict[int, list[tuple[int, set[str]]]]:
        """The rows of the table that each row belongs to, with the keys of their names."""
        keys: dict[int, set[str]] = {}
        for name in self.names:
            keys.setdefault(self.sentences[name.sentence].passage, set()).add(name.key)
        tables: dict[int, list[tuple[int, set[str]]]] = {}
        table: list[tuple[int, set[str]]] = []
        for index, passage in enumerate(self.passages):
            if passage.kind != "row" or passage.level == 1:
                table = []
            else:
                table.append((index, keys.get(index, set())))
                tables[index] = table
        return tables

    @cached_property
    def seats(self) -> list[Name]:
        """The provinces in which the bodies that are named sit, each where its body is named."""
        seated = ((name, seat_of(name.mention)) for name in self.names if name.label == "ORG")
        return [
            Name(seat.entity_id or "", "PLACE", seat, name.start, name.end, name.sentence, "province")
            for name, seat in seated
            if seat
        ]

    @cached_property
    def _headers(self) -> list[tuple[str, ...]]:
        return list(iter_headers(self.passages))

    def head_of_list(self, sentence: int) -> int | None:
        """Return the sentence right above the list that a sentence stands in: a heading, or a line behind a colon."""
        above = self._above_list(sentence)
        if above is None or above.kind == "item" or not (above.kind == "heading" or _leads(above)):
            return None
        return self.sentence_at(above.end - 1)

    def lead_to(self, sentence: int) -> int | None:
        """Return the sentence that leads to the list a sentence stands in: "The project will:"; None if none does."""
        above = self._above_list(sentence)
        return self.sentence_at(above.end - 1) if above and _leads(above) else None

    def _above_list(self, sentence: int) -> Passage | None:
        return self._tops[self.sentences[sentence].passage]

    @cached_property
    def _tops(self) -> list[Passage | None]:
        """The passage above the list that each passage is an item of."""
        tops: list[Passage | None] = []
        top: Passage | None = None
        for passage in self.passages:
            goes_on = top is not None and (passage.kind == "item" or (_leads(top) and _is_labelled(passage)))
            tops.append(top if goes_on else None)
            top = top if goes_on else passage
        return tops

    def pointers_of(self, sentence: int) -> Pointers:
        """Return the words of a sentence that point back."""
        if sentence not in self._pointers:
            span, names = self.sentences[sentence], self.by_sentence.get(sentence, ())
            places = [(name.start, name.end) for name in names]
            schemes = "programme" in self.kinds
            self._pointers[sentence] = Pointers(self.text, span.start, span.end, places, schemes=schemes)
        return self._pointers[sentence]

    def newest(self, sort: str, position: int) -> str | None:
        """Return the thing of a sort that was named last before a position."""
        name = self.newest_name(sort, position)
        return name.key if name else None

    def newest_name(self, sort: str, position: int) -> Name | None:
        """Return the name of a thing of a sort that stands last before a position."""
        starts, names = self._by_sort.get(sort, ((), ()))
        index = bisect_right(starts, position) - 1
        return names[index] if index >= 0 else None

    def _place(self, mentions: Sequence[Mention]) -> list[Name]:
        if not self.sentences:
            return []
        meant: list[Mention] = []
        for mention in sorted(
            [*mentions, *self._iter_country()],
            key=lambda m: (m.evidence.start, -m.evidence.end),
        ):
            inside = meant and mention.evidence.start < meant[-1].evidence.end
            if mention.label in NAMED and not inside and not self._is_dateline(mention):
                meant.append(mention)
        keys = key_mentions(self.text, meant)
        counts = Counter(keys)
        called = Counter(
            key for mention, key in zip(meant, keys, strict=True) if is_called_programme(mention, self.text)
        )
        programmes = {key for key, count in called.items() if 2 * count >= counts[key]}
        sorts: dict[str, str] = {}
        parks = {core_of(mention) for mention in meant if mention.label == "PARK"}
        names: list[Name] = []
        for mention, own in zip(meant, keys, strict=True):
            at = mention.evidence
            if counts[own] <= _SIGNATURES and self._signs(at):
                self.signed.add(at.start)
            folded = fold_name(at.surface)
            sort = "programme" if own in programmes else sorts.get(own) or self._sort(mention, folded, parks)
            key = COUNTRY_KEY if sort == "country" else own
            sorts[own] = sort
            said = ranks_of(folded, sort)
            self.ranks[key] = self.ranks.get(key, said) | said
            names.append(Name(key, mention.label, mention, at.start, at.end, self.sentence_at(at.start), sort))
        return names

    def _sort(self, mention: Mention, folded: str, parks: set[tuple[str, ...]]) -> str:
        at = mention.evidence
        sort = sort_of(mention, folded)
        if sort == "firm" and at.start in self.signed:
            return "medium"
        if sort == "firm" and any(share_name(core_of(mention), park) for park in parks):
            return "namesake"
        return sort

    def _signs(self, at: Evidence) -> bool:
        """Tell whether a name signs a line as its source or place of writing: "(ABC) –", "HANOI –", "Source: ABC"."""
        before = self.text[self.text.rfind("\n", 0, at.start) + 1 : at.start]
        opens = not before.strip("( ") and (at.surface.isupper() or before.endswith("("))
        opens = opens and _SIGNED.match(self.text, at.end) is not None
        return opens or _SOURCE.search(before[-16:]) is not None

    def _is_dateline(self, mention: Mention) -> bool:
        """Tell whether a name only says which agency wrote the line, or its seat; another place may be told of."""
        at = mention.evidence
        line = self.text.rfind("\n", 0, at.start) + 1
        match = _DATELINE.match(self.text, line) if at.end - line < _DATED else None
        if match is None or at.end > match.end():
            return False
        return mention.label != "PLACE" or fold_name(at.surface) in _SEATS

    def _iter_country(self) -> Iterator[Mention]:
        """Iterate over the words that mean the country without its name."""
        for passage in self.passages:
            lowered = passage.text.lower()
            if not any(word in lowered for word in _COUNTRY_WORDS):  # a plain search spares most the slow pattern
                continue
            for match in _COUNTRY.finditer(self.text, passage.start, passage.end):
                at = Evidence(
                    article_id="",
                    passage=passage.ordinal,
                    start=match.start(),
                    end=match.end(),
                    surface=match[0],
                    sentence_start=match.start(),
                    sentence_end=match.end(),
                )
                yield Mention(evidence=at, label="PLACE", extractor="country", score=1.0, kind="home")

    def _imply_country(self) -> Name:
        """Return the country as a name that stands nowhere: a text may mean it without saying it."""
        at = Evidence(article_id="", passage=0, start=-1, end=-1, surface="", sentence_start=-1, sentence_end=-1)
        mention = Mention(evidence=at, label="PLACE", extractor="country", score=1.0, kind="home")
        return Name(COUNTRY_KEY, "PLACE", mention, -1, -1, -99, "country")

    def _keys_of_title(self, title: str | None) -> frozenset[str]:
        if not title or not self.passages:
            return frozenset()
        return frozenset(name.key for name in self.names if name.end <= self.passages[0].end)

    def _find_located(self) -> frozenset[str]:
        """Return the things that the text mostly names as places: "in X", "tại X"."""
        within = Counter(name.key for name in self.names if self.leads[name.start] == "in")
        return frozenset(key for key, count in within.items() if 2 * count >= self.counts[key])

    def _count_tops(self) -> dict[str, str]:
        """Return for each sort the thing most often named, the first of equals."""
        tops: dict[str, str] = {}
        for key, _ in self.counts.most_common():
            tops.setdefault(self.sorts[key], key)
        return tops


def _is_labelled(passage: Passage) -> bool:
    """Tell whether all lines of a passage have a label and a number: "Water: 21,750 m3"."""
    return all(map(LABELLED.match, passage.text.split("\n")))


def _leads(passage: Passage) -> bool:
    return passage.text.rstrip().endswith(":")
