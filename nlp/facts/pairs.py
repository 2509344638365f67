"""Look at two named things as a relation does: how the sentences of a text set them side by side.

A pair is seen in every sentence that names both, and where a sentence names one of them and the text has just named, or
is about, the other. Each such place gives words for what stands between and beside the two; the whole text adds what
they are.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from nlp.facts.namesakes import core_of, share_name
from nlp.facts.scene import Name, Scene
from nlp.facts.ties import Ties
from nlp.facts.topics import name_share

REACH = 2  # sentences looked back for the other of a pair
_NEAR = 16  # names of a sentence between the two of a pair
_BETWEEN = 24  # words between two names that are looked at
_BESIDE = 4  # words beside a name that are looked at
_HEAD = 160  # letters of a text that stand for its title
_TOKEN = re.compile(r"⟨\d+\w⟩|[^\W\d_]+|\d[\d.,]*|[^\w\s]")
_RUNS = re.compile(
    r"\b(?:industrial (?:parks?|zones?|estate)|infrastructure|urban|khu công nghiệp|kcn|hạ tầng|đô thị)\b", re.I
)
_CLASSES = {  # what words tell of
    "plant": r"factor(?:y|ies)|plants?|workshops?|warehouses?|facilit(?:y|ies)|mills?|complex"
    r"|nhà máy|xưởng|nhà xưởng|kho|dây chuyền|tổ hợp",
    "owner": r"developers?|investors?|owners?|invested|chủ đầu tư|nhà đầu tư|nhà phát triển",
    "infra": r"infrastructure|hạ tầng|kết cấu",
    "lease": r"lea(?:se|ses|sed|sing)|rent\w*|tenants?|subleas\w*|thuê|khách thuê|đất thuê",
    "licence": r"licen[cs]\w*|certificates?|registration|giấy chứng nhận|cấp phép|chứng nhận|giấy phép|chủ trương",
    "build": r"buil[dt]\w*|broke|ground|construct\w*|inaugurat\w*|open\w*"
    r"|khởi công|động thổ|xây|xây dựng|khánh thành|mở",
    "make": r"produc\w*|mak(?:e|es|er|ing)|made|manufactur\w*|assembl\w*|sản xuất|chế biến|gia công|lắp ráp",
    "run": r"operat\w*|runs?|running|manag\w*|vận hành|khai thác|quản lý|hoạt động",
    "develop": r"develop(?:s|ed|ing|ment)?|phát triển|mở rộng",
    "invest": r"invest(?:s|ing|ment)?|spend\w*|pour\w*|put(?:s|ting)?|đầu tư|rót|bỏ vốn|vốn",
    "member": r"subsidiar(?:y|ies)|unit|arm|members?|affiliate|belong\w*|parent|joint venture|stake"
    r"|công ty con|thành viên|thuộc|công ty mẹ|liên doanh",
    "place": r"located|situated|lies?|stands?|in|at|nằm|tại|ở|đặt|địa bàn",
    "project": r"projects?|dự án",
    "kind": r"(?:industrial|economic) (?:parks?|zones?|clusters?)"
    r"|khu công nghiệp|kcn|khu kinh tế|kkt|cụm công nghiệp",
    "list": r"such as|including|include|like|namely|among|gồm|như|trong đó|bao gồm",
}
_MARKS = re.compile(r"\b(?:" + "|".join(rf"(?P<{name}>{words})" for name, words in _CLASSES.items()) + r")\b")
_TELLING = frozenset(_CLASSES) - {"place", "project", "kind", "list"}
_DENIALS = frozenset("not never không chưa chẳng".split())
Sorts = frozenset[tuple[str, str]]  # of subjects and objects that a relation may hold between


class Place(NamedTuple):
    """Where a text sets two things side by side: the names, the sentence that says it, and the words for how."""

    subject: Name
    object: Name
    sentence: int
    start: int
    end: int
    kind: str  # whether the sentence names both, or the text before it one of them: sentence or context
    words: tuple[str, ...]


@dataclass(slots=True)
class Pair:
    """Two things, as subject and object of what may hold between them."""

    words: tuple[str, ...]  # for what they are
    places: list[Place] = field(default_factory=list)


class Line:
    """A masked sentence in lower case as words, its names as the codes of their sorts."""

    def __init__(self, masked: str) -> None:
        self.words: list[str] = []
        self.places: dict[int, int] = {}  # of the names, by their number
        self._masked = masked
        self._starts: list[int] = []
        for match in _TOKEN.finditer(masked):
            token = match[0]
            if token[0] == "⟨":
                self.places[int(token[1:-2])] = len(self.words)
                token = f"⟨{token[-2]}⟩"
            self.words.append("0" if token[0].isdecimal() else token)
            self._starts.append(match.start())

    @cached_property
    def marks(self) -> list[tuple[int, str]]:
        """The words that tell what the sentence speaks of, as places and classes."""
        found = _MARKS.finditer(self._masked)
        return [(bisect_left(self._starts, match.start()), match.lastgroup or "") for match in found]

    def marks_within(self, low: int, high: int) -> list[str]:
        """Return the classes of the words from one place up to another, each once."""
        return list(dict.fromkeys([name for at, name in self.marks if low <= at < high]))

    def denies(self, low: int, high: int) -> bool:
        """Tell whether what is told between two places is said not to be: "did not open", "chưa khởi công"."""
        told = [at for at, name in self.marks if low <= at < high and name in _TELLING]
        return any(not _DENIALS.isdisjoint(self.words[max(low, at - 2) : at]) for at in told)


def find_pairs(
    scene: Scene, line_of: Callable[[int], Line], sorts: Sorts, topics: Mapping[str, float], ties: Ties
) -> dict[tuple[str, str], Pair]:
    """Return the pairs of a text by the keys of subject and object; `topics` are shares of what the text is about."""
    return _PairFinder(scene, line_of, sorts, topics, ties).find()


class _PairFinder:
    """Finds the pairs of one text; each is listed once, with all places."""

    def __init__(
        self, scene: Scene, line_of: Callable[[int], Line], sorts: Sorts, topics: Mapping[str, float], ties: Ties
    ) -> None:
        self._scene = scene
        self._ties = ties
        self._line_of = line_of
        self._sorts = sorts
        here = scene.kinds.keys()
        self._partners = {a: frozenset(b for b in here if (a, b) in sorts or (b, a) in sorts) for a in here}
        self._shares = {key: name_share(share) for key, share in topics.items()}
        self._topics = topics
        self._by_sort: dict[str, tuple[list[Name], list[Name]]] = {}
        self._before: dict[tuple[str, int], list[Name]] = {}
        self._rated: dict[tuple[str, str], tuple[str, ...]] = {}

    def find(self) -> dict[tuple[str, str], Pair]:
        """Return the pairs by the keys of subject and object."""
        pairs: dict[tuple[str, str], Pair] = {}
        if not any(self._partners.values()):
            return pairs
        sentences = sorted(self._scene.by_sentence.items())
        for sentence, names in sentences:
            for place in self._iter_within(sentence, names):
                self._add(pairs, place)
        together = frozenset(pairs)
        for sentence, names in sentences:
            for place in self._iter_across(sentence, names, together):
                self._add(pairs, place)
        return pairs

    def _add(self, pairs: dict[tuple[str, str], Pair], place: Place) -> None:
        key = place.subject.key, place.object.key
        if key not in pairs:
            pairs[key] = Pair(self._describe(place.subject, place.object))
        pairs[key].places.append(place)

    def _iter_within(self, sentence: int, names: Sequence[Name]) -> Iterator[Place]:
        """Iterate over the nearest mentions of each two things of a sentence, both as subject and as object."""
        best: dict[tuple[str, str], tuple[int, int, int]] = {}
        for i, first in enumerate(names):
            partners = self._partners[first.sort]
            for j in range(i + 1, min(i + _NEAR, len(names)) if partners else 0):
                second = names[j]
                if second.sort not in partners or second.key == first.key:
                    continue
                line = self._line_of(sentence)
                if i in line.places and j in line.places:
                    gap = line.places[j] - line.places[i]
                    key = min(first.key, second.key), max(first.key, second.key)
                    if key not in best or gap < best[key][0]:
                        best[key] = gap, i, j
        for _, i, j in best.values():
            first, second, line = names[i], names[j], self._line_of(sentence)
            if line.denies(line.places[i], line.places[j]):
                continue
            for subject, thing, way in ((first, second, "so"), (second, first, "os")):
                if (subject.sort, thing.sort) in self._sorts:
                    words = tuple(_iter_between(line, i, j, way))
                    yield Place(subject, thing, sentence, first.start, second.end, "sentence", words)

    def _iter_across(
        self, sentence: int, names: Sequence[Name], together: frozenset[tuple[str, str]]
    ) -> Iterator[Place]:
        """Iterate over the names of a sentence with what stood before it and no sentence names together with them."""
        scene = self._scene
        firsts = {name.key: (number, name) for number, name in reversed(list(enumerate(names)))}
        back: Sequence[str] | None = None
        for number, name in sorted(firsts.values(), key=itemgetter(0)):
            others = [
                other
                for other in self._list_others(name, sentence, names)
                if other.key not in firsts and together.isdisjoint(((name.key, other.key), (other.key, name.key)))
            ]
            line = self._line_of(sentence) if others else None
            if line is None or number not in line.places:
                continue
            if back is None:
                back = scene.pointers_of(sentence).before(scene.sentences[sentence].end).sorts
            around = tuple(_iter_around(line, number, back))
            for other in others:
                words = (*around, *self._iter_back(other, name, line))
                for subject, thing, way in ((other, name, "o"), (name, other, "s")):
                    if (subject.sort, thing.sort) in self._sorts:
                        told = tuple([f"far {way} {word}" for word in words])
                        yield Place(subject, thing, sentence, name.start, name.end, "context", told)

    def _list_others(self, name: Name, sentence: int, names: Sequence[Name]) -> Iterator[Name]:
        """Iterate over what may go with a name of a sentence: of sorts that the sentence has no other name of."""
        here = {other.sort for other in names if other.sort != name.sort}
        for sort in sorted(self._partners[name.sort] - here):
            yield from self._list_before(sort, sentence)

    def _list_before(self, sort: str, sentence: int) -> list[Name]:
        """Return the name of a sort that stands last before a sentence, and what of that sort the text is about."""
        if (sort, sentence) not in self._before:
            names, tops = self._ranked(sort)
            at = bisect_left(names, sentence, key=lambda name: name.sentence)
            found = [names[at - 1]] if at and names[at - 1].sentence >= sentence - REACH else []
            if at:
                top = tops[at - 1]
                found = found if found and found[0].key == top.key else [*found, top]
            self._before[sort, sentence] = found
        return self._before[sort, sentence]

    def _ranked(self, sort: str) -> tuple[list[Name], list[Name]]:
        """Return the names of a sort, and for each what of the sort the text is about most among those up to it."""
        if sort not in self._by_sort:
            names = [name for name in self._scene.names if name.sort == sort]
            tops = list(accumulate(names, self._likelier))
            self._by_sort[sort] = names, tops
        return self._by_sort[sort]

    def _likelier(self, one: Name, other: Name) -> Name:
        """Return which of two names the text is more about, the first of equals."""
        return other if self._topics.get(other.key, 0.0) > self._topics.get(one.key, 0.0) else one

    def _iter_back(self, other: Name, name: Name, line: Line) -> Iterator[str]:
        """Iterate over how a name goes back to one of an earlier sentence."""
        scene = self._scene
        share = self._shares.get(other.key, "0")
        yield f"gap {min(name.sentence - other.sentence, 4)}"
        same = scene.sentences[name.sentence].passage == scene.sentences[other.sentence].passage
        yield "passage" if same else "other passage"
        newest = scene.newest(other.sort, scene.sentences[name.sentence].start) == other.key
        yield f"newest {newest} {share}"
        yield f"topic {share} {min(scene.kinds[other.sort], 3)}"
        if scene.by_sentence[other.sentence][0].key == other.key:
            yield "first"
        if not _TELLING.intersection(name for _, name in line.marks):
            yield f"unmarked {share}"
        yield from [f"E.{mark}" for mark in self._line_of(other.sentence).marks_within(0, 999)]

    def _describe(self, subject: Name, thing: Name) -> tuple[str, ...]:
        """Return what two things are."""
        kinds = self._scene.kinds
        sorts = f"{subject.sort} {thing.sort}"
        known, other = (self._declared.get(name.key, name) for name in (subject, thing))
        found = [
            *self._head,
            *self._rate("s", subject),
            *self._rate("o", thing),
            sorts,
            f"topics {self._shares.get(subject.key, '0')} {self._shares.get(thing.key, '0')}",
            f"kinds {min(kinds[subject.sort], 3)} {min(kinds[thing.sort], 3)}",
            f"tie {self._ties.between(known, other)} {sorts}",
            f"s is {self._ties.kind_of(known)}",
        ]
        found += [f"told {relation}" for relation in self._ties.told(subject, thing)]
        if _RUNS.search(subject.mention.evidence.surface):
            found.append("runs parks")
        if share_name(core_of(subject.mention), core_of(thing.mention)):
            found.append("one name")
        return tuple(found)

    def _rate(self, way: str, name: Name) -> tuple[str, ...]:
        """Return what a thing is to the text; `way` tells whether it is the subject."""
        if (way, name.key) not in self._rated:
            scene = self._scene
            found = [f"{way} topic {self._shares.get(name.key, '0')}"]
            if name.key in scene.title_keys:
                found.append(f"{way} title")
            if scene.tops.get(name.sort) == name.key:
                found.append(f"{way} top {min(scene.kinds[name.sort], 4)}")
            if name.key in scene.located:
                found.append(f"{way} located")
            self._rated[way, name.key] = tuple(found)
        return self._rated[way, name.key]

    @cached_property
    def _declared(self) -> dict[str, Name]:
        """The first mention of each thing that is linked to the gazetteer."""
        linked = [name for name in self._scene.names if name.mention.kind is not None]
        return {name.key: name for name in reversed(linked)}

    @cached_property
    def _head(self) -> tuple[str, ...]:
        """How many parks the text names, and what its title speaks of."""
        kinds = self._scene.kinds
        title = self._scene.passages[0].text[:_HEAD].casefold()
        spoken = dict.fromkeys([f"head {match.lastgroup}" for match in _MARKS.finditer(title)])
        return (f"parks {min(kinds['PARK'] + kinds['zone'], 4)}", *spoken)


def _iter_between(line: Line, i: int, j: int, way: str) -> Iterator[str]:
    """Iterate over the words between and beside two names of a sentence; `way` tells which of them comes first."""
    low, high = line.places[i], line.places[j]
    words = line.words
    between = words[low + 1 : high]
    yield f"{way} gap {min(len(between) // 3, 8)}"
    if len(between) <= 4:
        yield f"{way} = {' '.join(between)}"
    near = between if len(between) <= _BETWEEN else [*between[: _BETWEEN // 2], *between[-_BETWEEN // 2 :]]
    yield from [f"{way} b {word}" for word in dict.fromkeys(near)]
    marks = line.marks_within(low + 1, high)
    yield from [f"{way} B.{mark}" for mark in marks]
    yield from [f"{way} L.{mark}" for mark in line.marks_within(0, low)]
    yield from [f"{way} R.{mark}" for mark in line.marks_within(high + 1, len(words))]
    parted = "parted" if any(word[0] == "⟨" for word in between) else "straight"
    yield f"{way} {parted} {' '.join(sorted(marks))}"
    yield f"{way} {parted}"
    yield f"{way} < {' '.join(words[max(0, high - 2) : high])}"
    yield f"{way} > {' '.join(words[low + 1 : low + 3])}"
    yield f"{way} ll {' '.join(words[max(0, low - 2) : low])}"
    yield f"{way} rr {' '.join(words[high + 1 : high + 3])}"
    if low == 0:
        yield f"{way} opens"


def _iter_around(line: Line, number: int, back: Sequence[str]) -> Iterator[str]:
    """Iterate over the words beside a name, and what its sentence points back to."""
    at = line.places[number]
    words = line.words
    yield from [f"means {kind}" for kind in back]
    yield "opens" if at <= 1 else "inside"
    yield from [f"l {word}" for word in words[max(0, at - _BESIDE) : at]]
    yield from [f"r {word}" for word in words[at + 1 : at + 1 + _BESIDE]]
    yield f"ll {' '.join(words[max(0, at - 2) : at])}"
    yield f"rr {' '.join(words[at + 1 : at + 3])}"
    marks = line.marks_within(0, len(words))
    telling = sorted(_TELLING.intersection(marks))
    yield f"marked {' '.join(telling)}" if len(telling) < 3 else "marked well"
    yield from [f"L.{mark}" for mark in line.marks_within(0, at)]
    yield from [f"R.{mark}" for mark in line.marks_within(at, len(words))]
