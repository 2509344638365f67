"""Choose what a figure asserts: the predicate that fits its dimension and unit and whose cue words stand nearest."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import groupby, takewhile
from operator import itemgetter
from typing import Literal

from config.facts import any_of, load_fact_words
from config.letters import lower_in_place
from config.predicates import DECLINE, GROWTH, OTHER, SHARE, Predicate, Vocabulary
from config.schema import Figure
from nlp.facts.sights import place_among

BEHIND = 1.6  # a cue after the figure counts as this much farther than one before it
DEFAULT = 0.6  # how sure a meaning is that no word tells
UNKNOWN = 0.4  # how sure it is that a figure means no predicate
TURN = 25.0  # letters that a turn in the sentence between figure and cue adds: ", while"
LINE = 40.0  # letters that a line with a label of its own between cue and figure adds
CLAUSE = 12.0  # letters that a comma or a bracket between cue and figure adds
COUNTED = 100.0  # letters that a cue within a counted thing is put away
SHARED = 20.0  # letters that a cue behind a share is put away
OTHER_FIGURE = 45.0  # letters that another figure between adds
LINKS = 2  # figures over which one means what another one before it means
NOTHING = 40.0  # letters in which a word counts that leaves a figure without a predicate
PART = 100.0  # letters that a word stands away which says that a share is part of a whole
PART_TOLD = 10.0  # the same where words on both sides say so: "covers 40% of its"
TOUCH = 2  # letters between a cue and the figure it leads to
OWN = 4  # letters from a figure to a cue of its own behind it: "3 t of salt"
NEAR = 40  # figures that one may go on about
LISTED = 5  # figures behind one in whose list the verb is looked for
BESIDE = 6  # letters from a cue in a figure to the next one
LEAD_ON = 20  # the same of a cue in a clause behind the one of the figure before
REACH = 160  # letters
_FOLD = {
    code: unicodedata.normalize("NFD", chr(code))[0].casefold()
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if len(unicodedata.normalize("NFD", chr(code))[0].casefold()) == 1
} | {ord("đ"): "d", ord("Đ"): "d", 0xA0: " ", ord("\n"): " ", ord("ı"): "i"}
_CONVERSION = re.compile(
    r"\s*(?:\(|,|/|-|–|or|hay|tức)\s*(?:tương đương|khoảng|gần|hơn|over|about|nearly|equivalent to|equal to|around|"
    r"or|some|xấp xỉ|với|\s)*",
    re.I,
)
_EQUAL = re.compile(  # what the first is an amount of may stand between: "186.000 m3 nước, tương đương khoảng"
    r"(?:\s+[^\W\d_]+){0,3}?\s*[,(–-]?\s*(?:or|hay|tức|and|và)?\s*(?:which is |là )?"
    r"(?:tương đương(?: với)?|trị giá|bằng|equivalent to|equal to|worth|equalling|corresponding to)\s*"
    r"(?:khoảng|gần|hơn|trên|over|about|nearly|around|some|roughly|\s)*",
    re.I,
)
_AND = re.compile(r"\s*,?\s*(?:and|và|cùng|with|,)\s*", re.I)
_LEAD = 40  # letters before a figure
_NEARLY = r"\s+(?:(?:about|around|nearly|over|only|just|khoảng|gần|hơn|trên|mức)\s+)*$"
_FROM = re.compile(rf"(?<!\w)(?:from|từ|baseline of){_NEARLY}", re.I)
_TO = re.compile(rf"(?<!\w)(?:to|xuống|còn|lên|đến|tới|thành){_NEARLY}", re.I)
_REACHED = re.compile(
    rf"(?:{any_of(load_fact_words().reached)}|{any_of(load_fact_words().changed)}(?: \w+ly| further)? to){_NEARLY}",
    re.I,
)
_BY_TO = re.compile(rf"\s*,?(?: a year)? to{_NEARLY}", re.I)  # between "by 1.4 points" and "80 %"
_NEXT_LEVEL = re.compile(r"\s*(?:to|xuống|lên|còn)\b")
_UNTIL = re.compile(r"\s*(?:đến|tới)\b")
_OR_MORE = re.compile(r"\s*(?:trở lên|or more|upwards?|and above)\b", re.I)
_TO_END = re.compile(rf"(?<!\w)(?:đến|tới){_NEARLY}", re.I)
_RAISED = re.compile(rf"(?<!\w)lên{_NEARLY}", re.I)
_BESIDE = re.compile(
    rf"{any_of(load_fact_words().beside)}(?: (?:the|a|chỉ|mức|con số))?{_NEARLY}|\((?:\D{{1,20}} )?\d{{4}}: ?$", re.I
)
_PART_OF = re.compile(rf"(?::\s|.*{any_of(load_fact_words().part_follows)})", re.I | re.S)
_JOINED = re.compile(r"(?: (?:of )?[^\W\d_]+){0,3}(?:, | and | và |, and |, và )(?:the [^\W\d_]+ )?", re.I)
_PART_BEHIND = re.compile(rf"\s*{any_of(load_fact_words().parts_behind)}", re.I)
_PART_BEFORE = re.compile(rf"{any_of(load_fact_words().parts_before)}(?: [^\W\d_]+){{0,3}}{_NEARLY}", re.I)
_OF_THESE = re.compile(rf"\s{any_of(load_fact_words().of_these)}", re.I)
_REST = re.compile(rf"(?:[,;]|\band|\bvà)\s{any_of(load_fact_words().rests)}")
_ONE_IN = re.compile(r"\w+ in \w+", re.I)
_WHOLE = re.compile(rf"\s*{any_of(load_fact_words().wholes)}(?! \d)", re.I)
_WHOLE_VI = re.compile(rf" (?!{any_of(load_fact_words().no_wholes)})[^\W\d_]")
_SAME_AMOUNT = re.compile(
    r"(?:\s+[^\W\d_]+){0,3}?\s*(?:\(|,? (?:or|tức(?: là)?|that is),? )(?:tương đương |ứng với )?", re.I
)
_SIZES = frozenset({"area", "capacity", "flow"})  # which a bracket tells of what stands before it
_UNLIKE = frozenset({"money", "share", "rate"})  # of which a sentence tells several things
_RATIOS = frozenset({"multiple", "share"})
_FUELS = frozenset({"mass", "volume", "capacity"})  # in which fuel is measured, and much else
_USED, _SAVED = "energy_used", "energy_saved"
_NONE: frozenset[str] = frozenset()
_ENGLISH = re.compile(r"\b(?:of|and|for|by|with|is|are|was|were|from|has|will)\b")  # no Vietnamese without its marks
_BREAK = re.compile(r"[,;():]|\s[-–]\s")
_NEW_LINE = re.compile(r"\n")
_LABEL = re.compile(r"[^\n:]{1,60}:")
_NEXT_LINE = re.compile(r"[^\n]{0,20}\n\W*[^\n:]{1,40}:\s")
_COMPARED = re.compile(r"\s(?:(more|higher|greater)\s(?!(?:or|and|of)\b)[a-z]|(?:less|fewer|lower)\sthan\s)")
_GOES_ON = re.compile(r"(?:,|\b(?:and|or|to|và|hay|lên|xuống|còn))\s*$", re.I)
_TURNS = re.compile(r"[,;]\s(?:while|whereas|trong khi|còn)\s")
_TURN = re.compile(r"\s(?:and|và|but|while|còn)\s")
_SIGNED = re.compile(r"[ (:|\n](?:(\+|plus |cộng )|[-−–]|minus |âm )$", re.I)  # up to a number: "(+8%", "minus 42%"
_BY_PERIOD = r"\(?[hmqy][-–]?o[-–]?[hmqy]\)?"  # "year on year"
_AND_BY_PERIOD = re.compile(rf"\s*(?:{_BY_PERIOD})?,?\s(?:and|và)\s", re.I)
_ENDS_BY_PERIOD = re.compile(rf"\s?{_BY_PERIOD}(?!\w)", re.I)
_LIMIT = r"(?<!\w)(?:standards?|limits?|norms?|threshold|permitted|permissible|chuẩn|ngưỡng|giới hạn|cho phép)(?!\w)"
_OVER_LIMIT = re.compile(
    rf"(?:exceed|above|over|higher|vượt|cao hơn|gấp)[^.,;\d]{{0,30}}{_LIMIT}(?:\s(?:by|tới|đến|gấp|lên))?{_NEARLY}",
    re.I,
)
_THAN_LIMIT = re.compile(
    r"\s(?:(?:(?:higher|more|greater) than|above|over|the|hơn|so với|mức)\s[^.,;\d]{0,20}|(?:quy|tiêu)\s)?" + _LIMIT,
    re.I,
)
_LISTED = re.compile(r"(?: of [^\W\d_]+(?: [^\W\d_]+)?)?(?:, | and |, and )")
_SAVED_BEHIND = re.compile(r"(?:[^.;:\d]{0,40}\b(?:be|are|is|were|was)(?: \w+)?)? (?:saved|avoided)\b", re.I)
_ARE_SAVED = re.compile(r"\b(?:be|are|is|were|was) saved\b", re.I)
_ASIDE = re.compile(r"\s?\([^()\n]{1,40}\)(?![,;:.])")  # "285 (67.2%) were adopted"


def flatten(text: str) -> str:
    """Return the text in lower case without marks, letter by letter: offsets of an NFC text hold."""
    return lower_in_place(text).translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a sentence, the predicates that it speaks for, and those of them that it is needed for."""

    start: int
    end: int
    predicates: frozenset[str]
    needed: frozenset[str]


_Spots = Sequence[tuple[int, int]]  # where figures start and end in their sentence
_Cost = tuple[float, int, frozenset[str]]  # of a cue: how far it is, how short, and the predicates it speaks for


class _Finder:
    """All cues as one pattern, spelled by `spell`."""

    def __init__(self, vocabulary: Vocabulary, spell: Callable[[str], str]) -> None:
        self._predicates: dict[str, frozenset[str]] = {}
        self._needed: dict[str, frozenset[str]] = {}
        open_ended: set[str] = set()
        for nothing in vocabulary.nothing:
            meant = frozenset(map(_none_of, nothing.dimensions))
            for phrase in (*nothing.cues.en, *nothing.cues.vi):
                cue = spell(phrase.removesuffix("*"))
                self._predicates[cue] = self._predicates.get(cue, _NONE) | meant
                if phrase.endswith("*"):
                    open_ended.add(cue)
        empty = frozenset(self._predicates)
        for predicate in vocabulary.predicates:
            needed = (*predicate.needs.en, *predicate.needs.vi) if predicate.needs else ()
            for phrase in (*predicate.cues.en, *predicate.cues.vi, *needed):
                cue = spell(phrase.removesuffix("*"))
                self._predicates[cue] = self._predicates.get(cue, _NONE) | {predicate.id}
                if phrase in needed:
                    self._needed[cue] = self._needed.get(cue, _NONE) | {predicate.id}
                if phrase.endswith("*"):
                    open_ended.add(cue)
        for cue in self._predicates:  # the longest cue is found, and speaks for the shorter ones that begin it, too
            for start in self._predicates if cue in empty else open_ended:
                if self._predicates[cue] and cue.startswith(start if start in open_ended else f"{start} "):
                    self._predicates[cue] |= self._predicates[start]
                    self._needed[cue] = self._needed.get(cue, _NONE) | self._needed.get(start, _NONE)
        self._begun = {  # "tiết kiệm" of "tiết kiệm điện", which hides it
            cue: start
            for start in self._needed
            for cue in self._predicates
            if cue.startswith(f"{start} ") and start not in open_ended
        }
        ordered = sorted(self._predicates, key=lambda cue: (cue[0], -len(cue), cue))
        rests = {cue: re.escape(cue[1:]) + ("" if cue in open_ended else r"(?!\w)") for cue in ordered}
        parts = [  # by their first letter, so that few are tried at each word
            f"{re.escape(letter)}(?:{'|'.join(map(rests.__getitem__, cues))})"
            for letter, cues in groupby(ordered, key=itemgetter(0))
        ]
        self._pattern = re.compile(r"(?<![^\W\d])(?=(" + "|".join(parts) + "))")

    def iter_cues(self, lowered: str) -> Iterator[Cue]:
        """Iterate over the cues in their order, without what only looks like one."""
        blank = -1
        for match in self._pattern.finditer(lowered):
            predicates = self._predicates[match[1]]
            if not predicates:
                blank = match.end(1)
            elif match.end(1) != blank:
                yield Cue(match.start(1), match.end(1), predicates, self._needed.get(match[1], _NONE))
                if begun := self._begun.get(match[1]):
                    yield Cue(match.start(1), match.start(1) + len(begun), self._predicates[begun], self._needed[begun])


def _none_of(dimension: str) -> str:
    """Return the id of what a figure of a dimension means that means no predicate."""
    return f"{OTHER} {dimension}"


class Meanings:
    """The vocabulary made ready to be searched; stateless, the same answer always."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._predicates = vocabulary.predicates
        self._yields = {predicate.id: predicate.yields_to for predicate in vocabulary.predicates}
        self._order = {predicate.id: place for place, predicate in enumerate(vocabulary.predicates)}
        self._changes = frozenset(predicate.id for predicate in vocabulary.predicates if predicate.is_change)
        self._saved = frozenset(predicate.id for predicate in vocabulary.predicates if predicate.needs)
        self._marked = _Finder(vocabulary, str.lower)
        self._bare = _Finder(vocabulary, flatten)
        self._fitting = lru_cache(maxsize=4096)(self._fit)
        self._cues_of = lru_cache(maxsize=4)(self._find_cues)
        self._cues_in_unit = lru_cache(maxsize=1024)(self._find_cues)

    def choose(
        self, figure: Figure, text: str, start: int, end: int, neighbours: Sequence[Figure], *, links: int = LINKS
    ) -> tuple[str, float]:
        """Return the predicate of a figure in the sentence `text[start:end]`, and how sure that is.

        `links` is over how many figures it may mean what the one before it means.
        """
        fitting = self._fitting(figure.dimension, figure.unit)
        if not fitting or _is_over_limit(figure, text):
            return OTHER, UNKNOWN
        if len(fitting) == 1 and figure.dimension in fitting[0].default and not fitting[0].needs:
            return fitting[0].id, 0.95
        if signed := _sign_of(figure, fitting, text):
            return signed, 0.9
        at = figure.evidence
        flat, cues = self._cues_of(text[start:end])
        place = at.start - start, at.end - start
        spots = [(n.evidence.start - start, n.evidence.end - start) for n in neighbours if n is not figure]
        before, after = _beside(figure, neighbours, text)
        near = self._list_near(figure, after, text[start:end], (flat, cues), start, spots)
        ids = self._select(figure, fitting, near, before, text, place, _line_start(flat, place[0], spots))
        mean = partial(self.choose, text=text, start=start, end=end, neighbours=neighbours)
        if before and links and (link := _link(figure, before, text)):
            meaning, certainty = mean(before, links=links - 1)
            if found := self._follow(link, meaning, fitting, ids, near, place):
                return found, certainty
        if saved := self._find_saved_behind(figure, fitting, ids, near, place, neighbours, text):
            return saved, 0.9
        costs = self._weigh(figure, near, ids, flat, place, spots)
        costs += self._list_own(figure, ids, text)
        costs.sort(key=itemgetter(0, 1))
        if costs and costs[0][0] < REACH:
            best = self._settle(costs)
            told = _NONE.union(*(meant for _, _, meant in costs))
            best = next((other for other in self._yields.get(best, ()) if other in told), best)
            best = OTHER if best == _none_of(figure.dimension) else best
            return best, UNKNOWN if best == OTHER else 0.9 if costs[0][0] < 30 else 0.7
        if links and (same := self._find_same(figure, fitting, neighbours, text)):
            meaning, certainty = mean(same, links=links - 1)
            if certainty > DEFAULT and meaning in ids:
                return meaning, DEFAULT
        if links and after and _JOINED.fullmatch(text, at.end, after.evidence.start):
            meaning, certainty = mean(after, links=0)
            if saved := self._find_saved(meaning, fitting):
                return saved, certainty  # "41,000 kWh and 18,600 m3 of water less each year"
        return self._default(figure, fitting, ids, before, text, flat)

    def list_fitting(self, figure: Figure) -> tuple[str, ...]:
        """Return the predicates that the dimension and unit of a figure fit, without one that needs a word of fuel."""
        fitting = self._fitting(figure.dimension, figure.unit)
        return tuple(p.id for p in fitting if p.id != _USED or figure.dimension not in _FUELS)

    def _list_own(self, figure: Figure, ids: Set[str], text: str) -> list[_Cost]:
        """List the costs of what a figure means by itself: a part of a whole, a count of what was named before."""
        costs: list[_Cost] = []
        if SHARE in ids and (told := _count_parts(figure, text)):
            costs.append((PART if told == 1 else PART_TOLD, 0, frozenset({SHARE})))
        if figure.dimension == "count" and figure.item is None:  # "5,000 jobs; 2,240 were created"
            costs += [
                (COUNTED, 0, meant) for cue in self._cues_in_unit(figure.unit)[1] if (meant := cue.predicates & ids)
            ]
        return costs

    def _find_saved(self, meaning: str, fitting: Sequence[Predicate]) -> str | None:
        """Return what a figure saves that is told with another one that means `meaning`."""
        saved = [predicate.id for predicate in fitting if predicate.needs and meaning in self._saved]
        return saved[0] if len(saved) == 1 else None

    def _find_saved_behind(
        self,
        figure: Figure,
        fitting: Sequence[Predicate],
        ids: Set[str],
        near: Sequence[Cue],
        place: tuple[int, int],
        neighbours: Sequence[Figure],
        text: str,
    ) -> str | None:
        """Return what a figure saves if a verb behind its list says that: "5 GWh and 3,000 m3 of water are saved"."""
        saved = [predicate.id for predicate in fitting if predicate.needs]
        if len(saved) != 1:
            return None
        if any(_is_own(cue, *place) and cue.end <= place[0] and cue.predicates & ids - self._saved for cue in near):
            return None  # "used 5 GWh"
        last, behind = figure, place_among(neighbours, figure.evidence.start) + 1
        for other in neighbours[behind : behind + LISTED]:
            if not _LISTED.fullmatch(text, last.evidence.end, other.evidence.start):
                break
            last = other
        is_told = _SAVED_BEHIND.match(text, last.evidence.end) or _ARE_SAVED.search(last.evidence.surface)
        return saved[0] if is_told else None

    def _default(
        self, figure: Figure, fitting: Sequence[Predicate], ids: Set[str], before: Figure | None, text: str, flat: str
    ) -> tuple[str, float]:
        """Return what a figure means that no word tells."""
        rated = figure.dimension == "money" and "/" in figure.unit  # wages, fees: no investment unless one is told
        default = next((p.id for p in fitting if p.id in ids and figure.dimension in p.default and not rated), None)
        if default is None and SHARE in ids and _leads_to_whole(figure, before, text, flat):
            default = SHARE
        return (default, DEFAULT) if default else (OTHER, UNKNOWN)

    def _find_same(
        self, figure: Figure, fitting: Sequence[Predicate], neighbours: Sequence[Figure], text: str
    ) -> Figure | None:
        """Return the figure before one that tells more of the same: "71 ha were let, 30 ha of them in June"."""
        index = place_among(neighbours, figure.evidence.start)
        told = reversed(neighbours[max(index - NEAR, 0) : index])
        if figure.dimension in _UNLIKE or _is_aside(text, figure.evidence.start, figure.evidence.end):
            row = list(takewhile(lambda n: n.unit == figure.unit and _is_alone(n, text), told))
            return row[-1] if row and _is_alone(figure, text) else None  # "A (98%), B (71%) and C (55%)"
        if figure.dimension == "count" and not any("count" in predicate.default for predicate in fitting):
            meant = {predicate.id for predicate in fitting}  # "1,400 workers, the other one 300 people"
            return next((other for other in told if meant & self._may_mean(other)), None)
        return next((other for other in told if other.unit == figure.unit), None)

    def _list_near(
        self,
        figure: Figure,
        after: Figure | None,
        sentence: str,
        cues: tuple[str, Sequence[Cue]],
        start: int,
        spots: _Spots,
    ) -> list[Cue]:
        """List the cues near a figure, without those that lead to the next one, `after`."""
        flat, found = cues
        first, last = figure.evidence.start - start, figure.evidence.end - start
        ahead = (after.evidence.start - start, self._may_mean(after)) if after else None
        near = [
            cue
            for cue in found
            if _is_near(flat, cue, first, last, spots) and not _leads_on(flat, cue, last, spots, ahead)
        ]
        if figure.dimension in _SIZES and _is_aside(sentence, first, last):
            near = [cue for cue in near if cue.start < last]  # what follows is told of what the bracket measures
        if figure.dimension == "count" and _OF_THESE.match(flat, last):
            near = [cue for cue in near if cue.start >= last] or near  # "889 were found, 429 of which they did"
        elif rest := _REST.search(flat, last, last + REACH):
            near = [cue for cue in near if cue.start < rest.start()]  # "paid 9 million, the rest is a loan"
        if after and _is_next_land(figure, after, sentence[last : after.evidence.start - start]):
            near = [cue for cue in near if cue.start < after.evidence.start - start]
        if after and _PART_OF.match(sentence, last, after.evidence.start - start):
            near = [cue for cue in near if cue.start < after.evidence.end - start]  # what follows is told of the part
        return near

    def _follow(
        self,
        link: str,
        meaning: str,
        fitting: Sequence[Predicate],
        ids: Set[str],
        near: Sequence[Cue],
        place: tuple[int, int],
    ) -> str | None:
        """Return what a figure means by its link to the one before it, which means `meaning`."""
        if link == "same":
            is_converted = meaning == OTHER and _none_of("money") in ids  # "a GDP of 90 trillion VND ($3.7 billion)"
            return meaning if meaning in ids or is_converted else None
        is_told = link == "joined" and any(_is_own(cue, *place) for cue in near if cue.predicates & ids)
        return None if is_told else self._find_saved(meaning, fitting)

    def _select(
        self,
        figure: Figure,
        fitting: Sequence[Predicate],
        near: Sequence[Cue],
        before: Figure | None,
        text: str,
        place: tuple[int, int],
        line: int,
    ) -> set[str]:
        """Select what a figure may mean that has the cues it needs, in its `line`; a level is no change."""
        is_level = _ends_change(figure, before, text)
        saving = () if is_level else [cue for cue in near if cue.start >= line]
        ids = _list_told(figure, fitting, near, saving) | {_none_of(figure.dimension)}
        if figure.dimension in _FUELS and not _is_of_fuel(near, place, _lead_of(figure, text)):
            ids.discard(_USED)  # "uses 30 t of cotton"
        is_raised = _RAISED.search(_lead_of(figure, text)) is not None
        return ids - self._changes if is_raised or (is_level and not _is_span(figure, text)) else ids

    def _weigh(
        self, figure: Figure, near: Sequence[Cue], ids: Set[str], flat: str, at: tuple[int, int], spots: _Spots
    ) -> list[_Cost]:
        """Weigh the cues that speak for what a figure may mean, without those that another one ends with."""
        costs: list[_Cost] = []
        first, last = at
        end = -1
        for cue in near:
            meant = cue.predicates & ids
            ends_one, end = cue.end == end, max(end, cue.end)
            if not meant or ends_one:
                continue  # "makes up" is not "up"
            if meant <= self._changes and (cue.start - last > LEAD_ON or _is_shut(flat, cue, first)):
                continue  # by how much something changes is said beside it
            far = _distance(flat, cue, first, last, spots)
            cost = far - 0.8 * (cue.end - cue.start)
            if figure.dimension in {"count", "share"} and cue.start < last and first < cue.end:
                cost += COUNTED  # the thing counted or shared out says least
            elif figure.dimension == "share" and cue.start >= last:
                cost += SHARED  # behind a share stands what it is taken of
            none = _none_of(figure.dimension)
            if meant == {none}:
                cost = far  # such a word counts less than others
            if cost < NOTHING or (meant := meant - {none}):
                costs.append((cost, cue.start - cue.end, meant))
        return costs

    def _settle(self, costs: Sequence[_Cost]) -> str:
        """Of the predicates that share the nearest cue, choose the one that the next nearest cues are for.

        What several savings share, "cut by 20 %", is none of them; else the first of the vocabulary is meant.
        """
        left = costs[0][2]
        for _, _, meant in costs[1:]:
            if len(left) == 1:
                break
            left = left & meant or left
        plain = left - self._saved
        return min(plain or left, key=lambda meant: self._order.get(meant, -1)) if plain or len(left) == 1 else OTHER

    def choose_in_column(self, figure: Figure, header: str) -> tuple[str, float]:
        """Return the predicate of a figure that stands under a header, and how sure that is."""
        at = figure.evidence
        text = f"{header} {at.surface}"
        moved = replace(figure, evidence=replace(at, start=len(header) + 1, end=len(text)))
        return self.choose(moved, text, 0, len(text), (moved,))

    def choose_in_list(
        self, figure: Figure, lead: str, sentence: str, start: int, neighbours: Sequence[Figure]
    ) -> tuple[str, float]:
        """Return the predicate of a figure in an item that starts at `start`, under the line that leads to its list."""
        text = f"{lead} {sentence}"
        by = len(lead) + 1 - start
        moved = {
            id(n): replace(n, evidence=replace(n.evidence, start=n.evidence.start + by, end=n.evidence.end + by))
            for n in neighbours
        }
        return self.choose(moved[id(figure)], text, 0, len(text), tuple(moved.values()))

    def _find_cues(self, sentence: str) -> tuple[str, tuple[Cue, ...]]:
        flat = lower_in_place(sentence)
        finder = self._bare if flat.isascii() and not _ENGLISH.search(flat) else self._marked
        return flat, tuple(finder.iter_cues(flat))

    def _may_mean(self, figure: Figure) -> frozenset[str]:
        return frozenset(self.list_fitting(figure))

    def _fit(self, dimension: str, unit: str) -> tuple[Predicate, ...]:
        """Return what a dimension and unit fit; cloth is made by the metre a year, and nothing is that far away."""
        fitting = tuple(predicate for predicate in self._predicates if predicate.allows(dimension, unit))
        if dimension != "length":
            return fitting
        return tuple(predicate for predicate in fitting if ("capacity" in predicate.dimensions) == ("/" in unit))


def _is_near(flat: str, cue: Cue, first: int, last: int, spots: _Spots) -> bool:
    """Tell whether a cue is in reach of the figure from `first` to `last`, and not inside another figure.

    At the end of the one before it may be: "11 lease contracts for 24 ha".
    """
    if not (first - REACH <= cue.end and cue.start <= last + REACH):
        return False
    ends_before = 0 < first - cue.end <= BESIDE and not _BREAK.search(flat, cue.end, first)
    return ends_before or not any(a <= cue.start and cue.end <= b for a, b in spots)


def _is_aside(text: str, start: int, end: int) -> bool:
    """Tell whether a figure is the first in a bracket: "Phase 1 (123 ha) is fully let"."""
    return text[start - 1 : start] == "(" and text[end : end + 1] in {")", ",", ";"}


def _is_alone(figure: Figure, text: str) -> bool:
    """Tell whether a figure is all that a bracket holds: "Phase 1 (123 ha)", not "(123 ha, all let)"."""
    at = figure.evidence
    return _is_aside(text, at.start, at.end) and text[at.end] == ")"


def _is_shut(flat: str, cue: Cue, first: int) -> bool:
    """Tell whether a cue stands in a bracket that is shut before the figure at `first`, which is in none."""
    shut = flat.find(")", cue.end, first)
    is_within = flat.rfind("(", max(cue.start - REACH, 0), cue.start) > flat.rfind(
        ")", max(cue.start - REACH, 0), cue.start
    )
    return shut >= 0 and is_within and flat.rfind("(", shut, first) <= flat.rfind(")", shut, first)


def _is_next_land(figure: Figure, after: Figure, between: str) -> bool:
    """Tell whether the next figure measures other land: "the 300 ha park has 180 ha for lease"."""
    is_land = figure.dimension == "area" and after.unit == figure.unit
    return is_land and not _GOES_ON.search(between) and not _BESIDE.search(between)


def _is_of_fuel(near: Sequence[Cue], place: tuple[int, int], lead: str) -> bool:
    """Tell whether an amount behind `lead` is one of fuel that is used: "burns 30 t of coal", "than đốt: 30 tấn"."""
    first, last = place
    if not any(_USED in cue.predicates and (cue.end <= first or last <= cue.start) for cue in near):
        return False
    named = [cue for cue in near if _SAVED in cue.predicates - cue.needed and cue.predicates <= {_USED, _SAVED}]
    if any(first < cue.end and cue.start <= last + OWN for cue in named):
        return True
    return any(0 <= first - cue.end <= LEAD_ON and "," not in lead[len(lead) - first + cue.end :] for cue in named)


def _is_own(cue: Cue, first: int, last: int) -> bool:
    """Tell whether a cue touches a figure from `first` to `last`, or stands right before it."""
    return first - LEAD_ON <= cue.end <= first or last <= cue.start <= last + OWN


def _leads_on(flat: str, cue: Cue, last: int, spots: _Spots, ahead: tuple[int, frozenset[str]] | None) -> bool:
    """Tell whether a cue behind a figure leads to another one: "on 245 ha, has cleared 193 ha".

    It touches that one, or stands in its clause; `ahead` is where the next one starts, and what it may mean.
    """
    if cue.start < last:
        return False
    is_beside = not _BREAK.search(flat, last, cue.start)  # "33 options were found, 22 used"
    if any(0 <= first - cue.end <= TOUCH and not (is_beside and flat[cue.end] in ",;") for first, _ in spots):
        return True
    if ahead is None or not 0 <= ahead[0] - cue.end <= LEAD_ON or cue.predicates.isdisjoint(ahead[1]):
        return False
    is_apart = (
        not is_beside or _TURN.search(flat, last, cue.start) is not None
    )  # "for $2 million and savings of $1 million"
    return is_apart and not _BREAK.search(flat, cue.end, ahead[0])


def _line_start(flat: str, first: int, spots: _Spots) -> int:
    """Return where the line of a figure starts, if it has a label and a figure stands before it."""
    line = flat.rfind("\n", 0, first) + 1
    return line if line and any(end <= line for _, end in spots) and _LABEL.match(flat, line) else 0


def _list_told(figure: Figure, fitting: Sequence[Predicate], near: Sequence[Cue], saving: Sequence[Cue]) -> set[str]:
    """List the predicates that have the cues they need, those of savings among `saving`."""
    needed = _NONE.union(*(cue.needed for cue in saving))
    named = _NONE.union(*(cue.predicates - cue.needed for cue in near))
    return {
        predicate.id
        for predicate in fitting
        if not predicate.needs
        or (predicate.id in needed and (figure.dimension in predicate.default or predicate.id in named))
    }


def _beside(figure: Figure, neighbours: Sequence[Figure], text: str) -> tuple[Figure | None, Figure | None]:
    """Return the figures that stand before and behind one in its sentence.

    That before is what one is compared with, over a rate between: "367 tỷ đồng, thấp hơn 4% so với mức 383 tỷ đồng".
    """
    index = place_among(neighbours, figure.evidence.start)
    before = neighbours[index - 1] if index else None
    after = neighbours[index + 1] if index + 1 < len(neighbours) else None
    if before and index > 1 and before.unit != figure.unit == neighbours[index - 2].unit:
        compared = _BESIDE.search(text[before.evidence.end : figure.evidence.start])
        return neighbours[index - 2] if compared else before, after
    return before, after


def _ends_change(figure: Figure, before: Figure | None, text: str) -> bool:
    """Tell whether a figure is a level, from or to which something changed: "cut from 12.5 GWh to 10.8 GWh"."""
    lead = _lead_of(figure, text)
    end = figure.evidence.end
    is_range = (figure.upper is not None and not _NEXT_LEVEL.match(text, end)) or _OR_MORE.search(
        text, figure.evidence.start, end + 12
    )
    if (_FROM.search(lead) and not is_range) or _REACHED.search(lead):
        return True
    if before is None:
        return False
    is_start = before.unit == figure.unit and _FROM.search(_lead_of(before, text))
    is_end = _BY_TO.fullmatch(text, before.evidence.end, figure.evidence.start)
    return bool(is_end or (is_start and _TO.search(lead)))


def _sign_of(figure: Figure, fitting: Sequence[Predicate], text: str) -> str | None:
    """Return the change that the sign of a share says, or a comparison behind it: "(+8%)", "9% more than in May"."""
    at = figure.evidence
    number = next((i for i, letter in enumerate(at.surface) if letter.isdigit()), 0)
    sign = _SIGNED.search(text[max(0, at.start - 6) : at.start + number]) or _COMPARED.match(text, at.end)
    meant = (GROWTH if sign[1] else DECLINE) if sign else None
    return meant if any(predicate.id == meant for predicate in fitting) else None


def _is_over_limit(figure: Figure, text: str) -> bool:
    """Tell whether a figure says how far a limit is passed, which is no growth: "4 times higher than the standard"."""
    if figure.dimension not in _RATIOS:
        return False
    is_behind = figure.dimension == "multiple" and _THAN_LIMIT.match(text, figure.evidence.end)
    return bool(is_behind or _OVER_LIMIT.search(_lead_of(figure, text)))


def _is_span(figure: Figure, text: str) -> bool:
    """Tell whether a figure is an end of a range, by which something changes: "tăng từ 5 đến 7%"."""
    return _UNTIL.match(text, figure.evidence.end) is not None or _TO_END.search(_lead_of(figure, text)) is not None


def _count_parts(figure: Figure, text: str) -> int:
    """Count the sides of a share on which words say that it is part of a whole: "covers 40%", "a third of which"."""
    at = figure.evidence
    is_before = _PART_BEFORE.search(_lead_of(figure, text)) is not None
    return is_before + (_PART_BEHIND.match(text, at.end) is not None)


def _leads_to_whole(figure: Figure, before: Figure | None, text: str, flat: str) -> bool:
    """Tell whether a share has its whole beside it: "70% of", "31 firms (84%)", "100% khu"."""
    at = figure.evidence
    if before and _SAME_AMOUNT.fullmatch(text, before.evidence.end, at.start):
        return True
    if _ONE_IN.fullmatch(at.surface):
        return True  # "one in three factories"
    pattern = _WHOLE if flat.isascii() or _ENGLISH.search(flat) else _WHOLE_VI
    return pattern.match(text, at.end) is not None


def _lead_of(figure: Figure, text: str) -> str:
    return text[max(figure.evidence.start - _LEAD, 0) : figure.evidence.start]


def _link(figure: Figure, before: Figure, text: str) -> Literal["same", "equal", "joined"] | None:
    """Tell how a figure is joined to the one before it, of which it then says the same or as much in another way.

    In another currency or unit, "5 MW (6 MVA)", added to it, "16 plants and 10 companies", or compared with it, "73 %,
    against 61 % in 2022"; or as much of something else: "95.000 m3, tương đương 7 tỷ đồng".
    """
    between = text[before.evidence.end : figure.evidence.start]
    if before.unit == figure.unit and _BESIDE.search(between):
        return "same"
    if _AND_BY_PERIOD.fullmatch(between) and _ENDS_BY_PERIOD.match(text, figure.evidence.end):
        return "same"  # "by 3.1% h-o-h and 9.5% y-o-y"
    if before.dimension != figure.dimension:
        is_joined = _JOINED.fullmatch(between) or _NEXT_LINE.fullmatch(between)
        return "equal" if _EQUAL.fullmatch(between) else "joined" if is_joined else None
    is_converted = before.unit != figure.unit and _CONVERSION.fullmatch(between)
    is_added = figure.dimension == "count" and _AND.fullmatch(between)
    if is_added and _OF_THESE.match(text, figure.evidence.end):
        return None  # "889 options, 429 of which"
    return "same" if is_converted or is_added else None


def _distance(flat: str, cue: Cue, start: int, end: int, spots: _Spots) -> float:
    """Return how far a cue stands from a figure, counting what lies between."""
    if cue.start < end and start < cue.end:
        return 0.0
    aside = _ASIDE.match(flat, end)
    if aside and aside.end() <= cue.start:
        end = aside.end()
    low, high = (cue.end, start) if cue.end <= start else (end, cue.start)
    far = float(high - low) * (1.0 if cue.end <= start else BEHIND)
    far += CLAUSE * len(_BREAK.findall(flat, low, high)) * (1.0 if cue.end <= start else 2.0)
    far += TURN * len(_TURNS.findall(flat, low, high))
    far += LINE * sum(1 for line in _NEW_LINE.finditer(flat, low, high) if _LABEL.match(flat, line.end()))
    return far + OTHER_FIGURE * sum(1 for a, b in spots if low <= a and b <= high)
