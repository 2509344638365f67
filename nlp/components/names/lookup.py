"""Look names up among words: the gazetteer's and the countries', and the phrases that stand beside names."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from config.gazetteer import Gazetteer, fold_name
from config.names import load_name_words
from config.schema import Entity
from nlp.components.names.phrases import Trie, iter_longest
from nlp.components.names.tokens import Word

_BRACKETS = re.compile(r"\s*\([^)]*\)")
_DESIGNATOR = re.compile(
    r"\b(industrial (?:parks?|zones?|estate|cluster)|economic zone|export processing zone|"
    r"(?:hi|high)-tech (?:industrial )?park|ip|iz|epz|ez)\b|"
    r"^(khu công nghiệp|cụm công nghiệp|khu kinh tế(?: cửa khẩu| ven biển| mở)?|khu công nghệ cao|khu chế xuất|"
    r"kcn|ccn|kktck|kkt|kcx)\b",
    re.I,
)

_MINISTRY = re.compile(r"^(?:Ministry of|Bộ)\s+")


class Known(NamedTuple):
    """A name of the gazetteer: `kind` is PARK, AREA (a park named as a province or district), ORG, PROVINCE ..."""

    kind: str
    entity: str
    marked: bool  # the declared spelling has its marks


class Hit(NamedTuple):
    """A name found among words, half-open; `kinds` in order of the alphabet."""

    start: int
    end: int
    kinds: tuple[str, ...]


class Lookup:
    """The names of one gazetteer made ready to be found."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._trie = Trie()
        for entity in gazetteer:
            kind = _kind_of(entity)
            for name in names_of(entity):
                if len(fold_name(name)) > 2:
                    self._trie.add(name, Known(kind, entity.id, not name.isascii()))
        self.ministries = Trie()
        for entity in gazetteer:
            if entity.kind == "ministry":
                for name in (*entity.names.values(), *entity.aliases):
                    core = _MINISTRY.sub("", name)
                    if core != name and " " in core:
                        self.ministries.add(core, entity.id)
        for country in load_name_words().countries:
            self._trie.add(country, Known("COUNTRY", country, False))

    def find(self, words: Sequence[Word]) -> list[Hit]:
        """Find the longest declared names that begin with a capital."""
        hits = []
        for start, end, known in iter_longest(self._trie, words):
            if words[start].capital:
                hits.append(Hit(start, end, tuple(sorted({k.kind for k in known}))))
        return hits


def names_of(entity: Entity) -> Iterator[str]:
    """Iterate over the spellings of an entity, parks also without their designators and remarks in brackets."""
    seen = set()
    for name in (*entity.names.values(), *entity.aliases):
        forms = [name]
        if entity.label == "PARK":
            bare = _DESIGNATOR.sub(" ", _BRACKETS.sub("", name)).strip(" -")
            forms.append(" ".join(bare.split()))
        for form in forms:
            if form and form not in seen:
                seen.add(form)
                yield form


def _kind_of(entity: Entity) -> str:
    if entity.label == "PARK":
        return "AREA" if "also_admin_unit" in entity.attributes else "PARK"
    if entity.label == "PLACE":
        return entity.kind.upper()
    return entity.label


class Cue(NamedTuple):
    """A phrase beside names: the classes it speaks for as a head and as a tail."""

    start: int
    end: int
    heads: tuple[str, ...]
    tails: tuple[str, ...]


@cache
def _cue_trie() -> Trie:
    words, trie = load_name_words(), Trie()
    for side, classes in (("head", words.heads), ("tail", words.tails)):
        for name, phrases in classes.items():
            for phrase in phrases:
                trie.add(phrase, (side, name))
    return trie


def find_cues(words: Sequence[Word]) -> list[Cue]:
    """Find the declared phrases, the longest first of those that begin at one place."""
    cues = []
    for start, end, values in iter_longest(_cue_trie(), words):
        heads = tuple(sorted({name for side, name in values if side == "head"}))
        tails = tuple(sorted({name for side, name in values if side == "tail"}))
        cues.append(Cue(start, end, heads, tails))
    return cues
