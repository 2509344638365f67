"""Find texts that tell the same story as a known one, in either language: they share names and numbers."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, get_args

from config.schema import LanguageCode
from index import plan as p
from index.analysis import tokens
from index.fields import sense_token

LEAST = 3  # names or numbers that must be shared
MOST = 80  # names and numbers that are asked for
NAME = 0.5  # of a single word of a name, against an entity, a number or two words of a name
TOLD = 45.0  # lifts what tells the same story over what only shares words with it
_COVERED = 0.8  # of the words of a query, for a title to be what was asked for
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_UPPER = "".join(c for c in map(chr, range(0x250)) if c.isupper()) + "".join(
    c for c in map(chr, range(0x1E00, 0x1F00)) if c.isupper()
)
_NAME = re.compile(rf"(?<=[\w,;:(] )[{_UPPER}]\w*(?: [{_UPPER}]\w*)*")


def is_asked_for(query: str, payload: Mapping[str, Any]) -> bool:
    """Whether a query is the headline of this text, or nearly so."""
    asked = [token.folded for token in tokens(query)]
    title = {token.folded for token in tokens(payload["title"])}
    covered = sum(word in title for word in asked)
    return len(asked) >= LEAST and covered >= _COVERED * len(asked) and covered >= _COVERED * len(title)


def told_elsewhere(payload: Mapping[str, Any]) -> frozenset[str]:
    """The story that a text tells, as it is told in the other languages."""
    if payload["story"] is None:
        return frozenset()
    story, _, own = payload["story"].rpartition(":")
    return frozenset(f"{story}:{language}" for language in get_args(LanguageCode) if language != own)


def like(payload: Mapping[str, Any]) -> p.Plan:
    """Plan to find what tells the story of a text in the other language, or shares names and numbers with it."""
    text = "\n".join([payload["title"], *(piece for *_, piece in payload["pieces"])])
    elsewhere = tuple(sorted(told_elsewhere(payload)))
    told: tuple[p.Plan, ...] = (p.Constant(p.Among("story", elsewhere), TOLD),) if elsewhere else ()
    parts: list[p.Plan] = [p.Term("named", sense_token("entity", entity)) for entity in payload["entities"]]
    parts += _numbers(text)
    parts += _names(text)
    distinct = tuple(dict.fromkeys(parts))[:MOST]
    alike = p.Some(distinct, min(LEAST, len(distinct))) if distinct else p.Nothing()
    return p.Some((alike, *told))


def _numbers(text: str) -> Iterator[p.Plan]:
    """Numbers as they are written, of two digits and more: 1.6 and 1,6 are the same tokens."""
    for number in dict.fromkeys(_NUMBER.findall(text)):
        digits = tuple(token.folded for token in tokens(number))
        if sum(map(len, digits)) > 1:
            yield p.sequence("body_f", digits)


def _names(text: str) -> Iterator[p.Plan]:
    """Words with capitals within a sentence, single and in pairs, without marks."""
    for name in dict.fromkeys(_NAME.findall(text)):
        words = [token.folded for token in tokens(name)]
        yield from (p.Phrase("body_f", pair) for pair in pairwise(words))
        yield from (p.Weighted(p.Term("body_f", word), NAME) for word in words if len(word) > 2)
