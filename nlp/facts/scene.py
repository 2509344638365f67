"""See a text as sentences with the names in them: what binding, relations and events look at."""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from config.schema import Label, LanguageCode, Mention, Passage
from nlp.facts.sorts import sort_of
from nlp.segment import iter_sentences

NAMED: frozenset[Label] = frozenset({"PARK", "ORG", "PLACE"})
_MARKS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")
_DESIGNATOR = re.compile(
    r"\b(khu cong nghiep|cum cong nghiep|khu kinh te|khu cong nghe cao|khu che xuat|kcn|ccn|kkt|industrial (?:park|zone|"
    r"estate|cluster)s?|economic zones?|ips?|izs?|eips?|the|province|city|tinh|thanh pho|tp|district|huyen)\b"
)


def fold(text: str) -> str:
    """Return the words in lower case without marks, parted by single blanks."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")))
    return " ".join(_WORD.findall(bare.casefold()))


@dataclass(frozen=True, slots=True)
class Name:
    """A mention with its place in the scene; `key` is the same for all mentions of one thing."""

    key: str
    label: Label
    mention: Mention
    start: int
    end: int
    sentence: int
    sort: str  # of `sorts`

    @property
    def subject(self) -> str:
        return self.mention.entity_id or self.mention.evidence.surface


@dataclass(frozen=True, slots=True)
class Sentence:
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
        self.names = self._place(mentions)
        self.by_sentence: dict[int, list[Name]] = {}
        for name in self.names:
            self.by_sentence.setdefault(name.sentence, []).append(name)
        self.counts = Counter(name.key for name in self.names)
        self.sorts = {name.key: name.sort for name in self.names}
        self.kinds = Counter(self.sorts.values())
        self.weights = Counter[str]()
        for name in self.names:
            self.weights[name.sort] += 1
        self.title_keys = self._keys_of_title(title)
        self.lead_keys = frozenset(name.key for name in self.names if name.sentence <= 2)
        self.first_key = self.names[0].key if self.names else None
        self._headings: dict[tuple[str, ...], frozenset[str]] = {}
        self._by_sort = {
            sort: tuple(zip(*((name.start, name.key) for name in self.names if name.sort == sort), strict=True))
            for sort in self.kinds
        }
        self.tops = self._count_tops()

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

    def newest(self, sort: str, position: int) -> str | None:
        """Return the thing of a sort that was named last before a position."""
        starts, keys = self._by_sort.get(sort, ((), ()))
        index = bisect_right(starts, position) - 1
        return keys[index] if index >= 0 else None

    def _place(self, mentions: Sequence[Mention]) -> list[Name]:
        if not self.sentences:
            return []
        names: list[Name] = []
        sorts: dict[str, str] = {}
        for mention in sorted(mentions, key=lambda m: (m.evidence.start, -m.evidence.end)):
            at = mention.evidence
            if mention.label in NAMED and not (names and at.start < names[-1].end):
                key = mention.entity_id or _key_of(mention)
                sort = sorts.setdefault(key, sort_of(mention, fold(at.surface)))
                names.append(Name(key, mention.label, mention, at.start, at.end, self.sentence_at(at.start), sort))
        return names

    def _keys_of_title(self, title: str | None) -> frozenset[str]:
        if not title:
            return frozenset()
        end = self.text.find(title) + len(title)
        return frozenset(name.key for name in self.names if name.end <= end)

    def _count_tops(self) -> dict[str, str]:
        """Return for each sort the thing most often named, the first of equals."""
        tops: dict[str, str] = {}
        for key, _ in self.counts.most_common():
            tops.setdefault(self.sorts[key], key)
        return tops


def _key_of(mention: Mention) -> str:
    folded = fold(mention.evidence.surface)
    return f"{mention.label}:{' '.join(_DESIGNATOR.sub(' ', folded).split()) or folded}"
