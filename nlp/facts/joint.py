"""Notice sentences that tell of several parks at once: "27 parks run", "together they cover 960 ha"."""

import re
from functools import lru_cache

from nlp.facts.scene import Scene
from nlp.facts.sights import Sight

_TOGETHER = re.compile(
    r"\b(?:together|altogether|combined|in all|in total|added up|add up|between them|jointly|tính chung|tổng cộng|"
    r"cộng lại|gộp lại|cả thảy|các khu này)\b",
    re.I,
)
_COUNT = re.compile(
    r"(?<!\bone of )(?<!\bone of the )(?<!một trong )(?<!among )(?<!\bno )(?<!\bsố )"
    r"\b(?:[2-9]|[1-9]\d{1,2}|0[2-9]|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hai|ba|bốn|năm|sáu|bảy|tám|"
    r"chín|mười)\s(?:of (?:the |its )?)?(?:(?:operating|industrial|existing|active|local|such|other)\s){0,2}"
    r"(?:parks|zones|estates|ips|izs|kcn|khu công nghiệp)\b(?! (?:và|and) \w+ (?:doanh nghiệp|compan))",
    re.I,
)
_ALL = re.compile(
    r"\b(?:(?:\d\d+\s?%(?: số)?|tất cả(?: các)?|mọi)\s(?:khu công nghiệp|kcn|khu)|"
    r"all (?:the )?(?:operating |industrial )?(?:parks|zones|estates|ips|izs)|(?:every|each) operating (?:park|zone|ip))\b",
    re.I,
)
_OWNED = re.compile(  # by one that is spoken of: "the group runs five parks", "ours"
    r"\b(?:we|our|ours|us|its?|the (?:group|company|developer|zone|complex)|tập đoàn|công ty|chủ đầu tư|chúng tôi|khu kinh tế)\b", re.I
)
_ONE = frozenset({"park", "zone", "firm", "owner"})
_THINGS = frozenset({"PARK", "zone", "firm", "namesake"})


def tells_of_many(sight: Sight, scene: Scene) -> bool:
    """Tell whether a figure is of several parks, none of which stands before it in its sentence."""
    start = sight.figure.evidence.start
    if any(name.sort == "PARK" and name.start < start for name in sight.names):
        return False
    opening = _find_joint(scene).get(sight.sentence)
    return opening is not None and opening <= sight.figure.evidence.end


@lru_cache(maxsize=4)
def _find_joint(scene: Scene) -> dict[int, int]:
    """Return the sentences that tell of several parks, each with the place from which it does."""
    found: dict[int, int] = {}
    for index, span in enumerate(scene.sentences):
        begin = _find_count(index, scene)
        if begin is not None:
            found[index] = begin
        elif index - 1 in found and _goes_on(index, scene):
            found[index] = span.start
    return found


def _find_count(index: int, scene: Scene) -> int | None:
    """Return where a sentence begins to tell of several parks, if it is not one thing's."""
    span = scene.sentences[index]
    match = _COUNT.search(scene.text, span.start, span.end) or _ALL.search(scene.text, span.start, span.end)
    if match is None and len({n.key for n in scene.by_sentence.get(index - 1, ()) if n.sort == "PARK"}) > 1:
        match = _TOGETHER.search(scene.text, span.start, span.end)
    return None if match is None or _OWNED.search(scene.text, span.start, match.start()) else match.end()


def _goes_on(index: int, scene: Scene) -> bool:
    """Tell whether a sentence goes on about the same parks as the one before: it speaks of nothing else."""
    span = scene.sentences[index]
    if scene.sentences[index - 1].passage != span.passage or scene.by_sentence.get(index):
        return False
    if any(name.sort in _THINGS for name in scene.by_sentence.get(index - 1, ())):
        return False
    spoken = {kind.split()[0] for kind in scene.pointers_of(index).before(span.end).sorts}
    return _ONE.isdisjoint(spoken) and not _OWNED.search(scene.text, span.start, span.end)
