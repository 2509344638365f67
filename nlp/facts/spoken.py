"""Bind to what a sentence speaks of without naming it again: "the province has", "this company", "toàn vùng"."""

import re
from functools import lru_cache

from config.facts import any_of, load_fact_words
from nlp.facts.ranks import PROVINCIAL
from nlp.facts.regions import is_market_report
from nlp.facts.scene import THINGS, Name, Scene
from nlp.facts.sights import Sight

_WORDS = load_fact_words()
_ALL_OVER = re.compile(  # that opens a clause; no share "of all the province's exports"
    r"(?:^|[,;:]\s)\W*(?:(?:nhìn chung|tính chung|hiện|hiện nay|đến nay)\s)?" + any_of(_WORDS.province_wide), re.I
)
_OF_NO_PROVINCE = frozenset({"duration", "distance"})
_IT = re.compile(r"\W*(?:it|its|here|nơi đây|nơi này|tại đây)\b", re.I)
_THE_FIRM = re.compile(any_of(_WORDS.this_firm) + r"(?!['’]s? (?:parks?|tenants?))", re.I)
_REPORTER = re.compile(
    any_of(_WORDS.defined) + r"|(?<!\w )\bCông ty (?:đã|đang|sẽ|có|dự|đưa|đặt)\b"
)  # in just these letters
_WE = re.compile(any_of(_WORDS.first_person), re.I)
_ANNUAL = re.compile(any_of(_WORDS.yearly_reports) + r"\s(?:năm\s)?\d{4}\b", re.I)
_BEARERS = THINGS | {"province", "programme"}
_SPOKEN_PARKS = frozenset({"park", "zone"})
_OPENING, _SPEAKS = 8, 60  # letters in which a sentence names what it is about, and who speaks
_OFTEN = 3  # times that a page of a company says "we"
_REACH = 4  # sentences looked back for the province or the company that is meant


def find_spoken(sight: Sight, scene: Scene) -> Name | None:
    """Return the thing that a sentence speaks of by its sort, if only one can be meant."""
    found = _find_province(sight, scene) or _find_firm(sight, scene)
    start = sight.figure.evidence.start
    if found or any(name.start < start for name in sight.names):
        return found
    return _find_reporter(sight, scene) or _find_speaker(sight, scene) or _find_it(sight, scene) or _whose_page(scene)


@lru_cache(maxsize=4)
def _whose_page(scene: Scene) -> Name | None:
    """Return the company whose own page the text is: it says "we" and names no other company and no park."""
    firms = {name.key: name for name in reversed(scene.names) if name.sort in THINGS}
    if len(firms) != 1 or not scene.passages or is_market_report(scene):
        return None
    name = next(iter(firms.values()))
    said = _WE.finditer(scene.text, scene.passages[0].start, scene.passages[-1].end)
    return name if name.sort == "firm" and sum(1 for _ in said) >= _OFTEN else None


def _find_it(sight: Sight, scene: Scene) -> Name | None:
    """Return the only thing that the sentence before names, in its opening, for "it" or "its" that opens this one."""
    span = scene.sentences[sight.sentence]
    if not _IT.match(scene.text, span.start, span.end):
        return None
    names = scene.by_sentence.get(sight.sentence - 1, ())
    if not names or len({name.key for name in names}) > 1 or names[0].sort not in _BEARERS:
        return None
    opens = names[0].start - scene.sentences[sight.sentence - 1].start <= _OPENING
    return names[0] if opens else None


def _find_province(sight: Sight, scene: Scene) -> Name | None:
    """Return the province that "the province" or "the city" at the beginning of a sentence means."""
    if PROVINCIAL.isdisjoint(sight.back.ranks) or sight.group in _OF_NO_PROVINCE:
        return None
    span, start = scene.sentences[sight.sentence], sight.figure.evidence.start
    low = max([span.start, *(name.end for name in sight.names if name.end <= start)])
    opens = "place opens" in sight.back.sorts and low == span.start
    if not opens and not _ALL_OVER.search(scene.text[low:start]):
        return None
    for back in range(sight.sentence - 1, max(-1, sight.sentence - 1 - _REACH), -1):
        near = {name.key: name for name in scene.by_sentence.get(back, ()) if _is_province(name, scene)}
        if near:
            return next(iter(near.values())) if len(near) == 1 else None
    before = {name.key: name for name in scene.names if _is_province(name, scene) and name.start < start}
    if len(before) == 1:
        name = next(iter(before.values()))
        return name if scene.counts[name.key] > 1 or scene.firsts[name.key].sentence <= _REACH else None
    top = scene.tops.get("province")
    return before.get(top or "") if top in scene.title_keys else None


def _is_province(name: Name, scene: Scene) -> bool:
    """Tell whether a name is that of a province or city, no region's."""
    return name.sort == "province" and not PROVINCIAL.isdisjoint(scene.ranks[name.key])


def _find_firm(sight: Sight, scene: Scene) -> Name | None:
    """Return the only company of the last sentence that names one, for "the company" before a figure."""
    span, start = scene.sentences[sight.sentence], sight.figure.evidence.start
    if any(name.start < start and name.sort in THINGS for name in sight.names):
        return None
    firms = _list_firms(range(sight.sentence - 1, sight.sentence), scene)
    firms = firms or _list_firms(range(sight.sentence - _REACH, sight.sentence), scene, span.passage)
    return firms[0] if len(firms) == 1 and _THE_FIRM.search(scene.text, span.start, start) else None


def _find_speaker(sight: Sight, scene: Scene) -> Name | None:
    """Return the only company of the sentence before for "we" or "our" in words that are quoted."""
    span, start = scene.sentences[sight.sentence], sight.figure.evidence.start
    if not _WE.search(scene.text, span.start, start):
        return None
    firms = _list_firms(range(sight.sentence - 1, sight.sentence), scene)
    if len(firms) != 1:
        return None
    first = scene.by_sentence[sight.sentence - 1][0]
    opens = first.start - scene.sentences[sight.sentence - 1].start < _SPEAKS
    return firms[0] if opens and first.key == firms[0].key else None


def _find_reporter(sight: Sight, scene: Scene) -> Name | None:
    """Return whose report the text is, for "the Company" or its board, and where a passage of it names nothing else."""
    span, start = scene.sentences[sight.sentence], sight.figure.evidence.start
    is_report = _is_yearly_report(scene)
    if _REPORTER.search(scene.text, span.start, start):
        return _whose_report(scene, is_report=is_report)
    opening = scene.passages[span.passage].start
    if (
        not is_report
        or _SPOKEN_PARKS & {kind.split()[0] for kind in sight.back.sorts}
        or scene.heading_keys(sight.sentence)
    ):
        return None
    following = [other.evidence.start for other in sight.figures if other.evidence.start > start]
    end = min(following, default=span.end)  # a park that is named right behind the figure is what it is about
    if span.passage == 0 or any(opening <= n.start < end for n in scene.names if n.start < start or n.sort == "PARK"):
        return None
    return _whose_report(scene, is_report=True)


@lru_cache(maxsize=4)
def _is_yearly_report(scene: Scene) -> bool:
    return bool(scene.passages) and _ANNUAL.search(scene.passages[0].text) is not None


def _whose_report(scene: Scene, *, is_report: bool) -> Name | None:
    """Return the only company of the title, else the first that a yearly report names."""
    firms = {key for key in scene.title_keys if scene.sorts[key] in {"firm", "namesake"}}
    if len(firms) == 1:
        return scene.firsts[firms.pop()]
    return (
        next((name for name in scene.names if name.sort in {"firm", "namesake"}), None)
        if is_report and not firms
        else None
    )


def _list_firms(sentences: range, scene: Scene, passage: int | None = None) -> list[Name]:
    """Return the companies that some sentences name, of one passage if that is given; a plant is none."""
    found: dict[str, Name] = {}
    for sentence in sentences:
        if passage is None or (sentence >= 0 and scene.sentences[sentence].passage == passage):
            for name in scene.by_sentence.get(sentence, ()):
                if name.sort == "firm" and "factory" not in scene.ranks[name.key]:
                    found[name.key] = name
    return list(found.values())
