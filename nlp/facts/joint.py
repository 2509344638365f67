"""Notice sentences that tell of several parks at once: "27 parks run", "together they cover 960 ha"."""

import re
from functools import lru_cache

from config.facts import any_of, load_fact_words
from nlp.facts.scene import THINGS, Scene
from nlp.facts.sights import Sight

_WORDS = load_fact_words()
_TOGETHER = re.compile(any_of(_WORDS.together), re.I)
_COUNT = re.compile(  # of all of them: no "one of the 5 parks"
    r"(?<!\bone of )(?<!\bone of the )(?<!một trong )(?<!among )(?<!\bno )(?<!\bsố )"
    r"\b(?:[2-9]|[1-9]\d{1,2}|0[2-9]|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hai|ba|bốn|sáu|bảy|tám|chín|mười)\s"
    r"(?:of (?:the |its )?)?(?:(?:operating|existing|active|local|such|other)\s){0,2}" + any_of(_WORDS.parks_counted),
    re.I,
)
_ALL = re.compile(
    r"\b(?:(?:\d\d+\s?%(?: số)?|tất cả(?: các)?|mọi)\s(?:khu công nghiệp|kcn|khu)|"
    r"all (?:the )?(?:operating |industrial )?(?:parks|zones|estates|ips|izs)|"
    r"(?:every|each) operating (?:park|zone|ip))\b",
    re.I,
)
_PARKS = {word.lower() for word in (*_WORDS.parks_counted.en, *_WORDS.parks_counted.vi)} | {
    "park",
    "zone",
    "ip",
    "kcn",
    "khu",
}
_HEADS = sorted(word for word in _PARKS if not any(other in word for other in _PARKS - {word}))
_OWNED = re.compile(any_of(_WORDS.parks_owned), re.I)
_ONE = frozenset({"park", "zone", "firm", "owner"})


def tells_of_many(sight: Sight, scene: Scene) -> bool:
    """Tell whether a figure is of several parks, none of which stands before it in its sentence."""
    start = sight.figure.evidence.start
    if any(name.sort == "PARK" and name.start < start for name in sight.names):
        return False
    opening = _begin_of(sight.sentence, scene)
    return opening is not None and opening <= sight.figure.evidence.end


def _begin_of(index: int, scene: Scene) -> int | None:
    """Return the place from which a sentence tells of several parks, or goes on about those of the one before."""
    known = _list_known(scene)
    for i in range(len(known), index + 1):
        begin = _find_count(i, scene)
        goes_on = begin is None and i > 0 and known[i - 1] is not None and _goes_on(i, scene)
        known.append(scene.sentences[i].start if goes_on else begin)
    return known[index]


@lru_cache(maxsize=4)
def _list_known(scene: Scene) -> list[int | None]:
    """Return what is known of the first sentences of a text; those behind are looked at when one asks."""
    del scene
    return []


def _find_count(index: int, scene: Scene) -> int | None:
    """Return where a sentence begins to tell of several parks, if it is not one thing's."""
    span = scene.sentences[index]
    words = scene.text[span.start : span.end].lower()
    match = None
    if any(head in words for head in _HEADS):  # a plain search spares most sentences the slow patterns
        match = _COUNT.search(scene.text, span.start, span.end) or _ALL.search(scene.text, span.start, span.end)
    if match is None and len({n.key for n in scene.by_sentence.get(index - 1, ()) if n.sort == "PARK"}) > 1:
        match = _TOGETHER.search(scene.text, span.start, span.end)
    if match is None or _OWNED.search(scene.text, span.start, match.start()):
        return None
    in_name = any(name.start < match.end() and match.start() < name.end for name in scene.by_sentence.get(index, ()))
    return None if in_name else match.end()  # no "phase 2 KCN X"


def _goes_on(index: int, scene: Scene) -> bool:
    """Tell whether a sentence goes on about the same parks as the one before: it speaks of nothing else."""
    span = scene.sentences[index]
    if scene.sentences[index - 1].passage != span.passage or scene.by_sentence.get(index):
        return False
    if any(name.sort in THINGS for name in scene.by_sentence.get(index - 1, ())):
        return False
    spoken = {kind.split()[0] for kind in scene.pointers_of(index).before(span.end).sorts}
    return _ONE.isdisjoint(spoken) and not _OWNED.search(scene.text, span.start, span.end)
