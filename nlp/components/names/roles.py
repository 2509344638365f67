"""Read the role that stands beside a person: `Giám đốc Sở Công Thương Nguyễn Văn An`, `Bui Van Ha, director of ...`."""

from collections.abc import Sequence

from nlp.components.names.lookup import Cue
from nlp.components.names.tokens import Word

REACH = 14  # words that a role may have
_COURTESY = frozenset("ông bà anh chị cô mr ms mrs sir by ảnh đồng chí translated photo".split())
_VERBS = frozenset("là đã cho said was is cùng với và and told".split())
_STOPS = frozenset('.;:(“"|')


def find_role(words: Sequence[Word], cues: Sequence[Cue], start: int, end: int) -> tuple[int, int] | None:
    """Return the span, in words, of the role before a name, or of the one behind a comma or bracket after it."""
    titles = [cue for cue in cues if "person" in cue.heads and not _is_courtesy(words, cue)]
    floor = start
    while floor > max(0, start - REACH) and words[floor - 1].raw not in _STOPS:
        floor -= 1
    before = [cue for cue in titles if floor <= cue.start and cue.end <= start]
    if before and not _has_verb(words, before[0].end, start):
        stop = start
        while stop > before[0].start and (words[stop - 1].low in _COURTESY or not words[stop - 1].raw[0].isalnum()):
            stop -= 1
        return before[0].start, stop
    if end + 1 < len(words) and words[end].raw in {",", "(", "-", "–"}:
        return _behind(words, titles, end)
    return None


def _behind(words: Sequence[Word], titles: Sequence[Cue], end: int) -> tuple[int, int] | None:
    skip = end + 2 if words[end + 1].low in {"the", "a", "an"} else end + 1
    title = next((cue for cue in titles if cue.start in {end + 1, skip}), None)
    if title is None:
        return None
    stop = title.end
    while stop < min(len(words), title.start + REACH) and words[stop].raw not in ",).;:":
        stop += 1
    return title.start, stop


def _is_courtesy(words: Sequence[Word], cue: Cue) -> bool:
    return all(word.low in _COURTESY or not word.raw[0].isalnum() for word in words[cue.start : cue.end])


def _has_verb(words: Sequence[Word], start: int, stop: int) -> bool:
    return any(word.low in _VERBS for word in words[start:stop])
