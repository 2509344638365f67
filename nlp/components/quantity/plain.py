"""What the words right beside a figure say so plainly that nothing else in the text can change its status."""

import re

from config.facts import any_of, load_fact_words
from config.schema import Status

_WORDS = load_fact_words()
_BESIDE = 70  # letters to either side that are looked at
_CLAUSE_ENDS = re.compile("[,;:().]")
_UNDONE = re.compile(any_of(_WORDS.undone), re.I)
_DONE_BEFORE = re.compile(rf"(?<!thực ){any_of(_WORDS.surely_done)}([^,;:().]{{0,28}})$", re.I)
_VERB_BEFORE = re.compile(
    rf"([^,;:().]{{0,20}})\b{any_of(_WORDS.surely_done_verbs)} (?:(?:a|the|up|some|about|another) )?$", re.I
)
_DONE_BEHIND = re.compile(rf"(?: [^\W\d_]+){{0,3}} {any_of(_WORDS.surely_done_behind)}", re.I)
_AHEAD_BEFORE = re.compile(rf"(?<!% ){any_of(_WORDS.surely_ahead)} (?:[^\W\d_]+ ){{0,3}}$", re.I)


def read_plain_status(text: str, start: int, end: int) -> Status | None:
    """Return the status that the clause of a figure, a half-open span of the text, says in so many words."""
    before = _CLAUSE_ENDS.split(text[max(start - _BESIDE, 0) : start])[-1]
    done = _DONE_BEFORE.search(before) or _VERB_BEFORE.search(before)
    if done and not _UNDONE.search(done[1]):
        return "achieved"
    if _DONE_BEHIND.match(text, end, end + _BESIDE):
        return "achieved"
    return "planned" if _AHEAD_BEFORE.search(before) else None
