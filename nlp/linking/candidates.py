"""Find the declared things that a surface may stand for."""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain

from config.gazetteer import Gazetteer, fold_name
from config.schema import Entity, Label
from nlp.linking.boards import index_boards
from nlp.linking.keys import (
    bare_organisation_key,
    is_below_district,
    organisation_key,
    park_key,
    park_kinds,
    place_key,
    soft_park_key,
)
from nlp.linking.programmes import list_titles

_INNER = re.compile(r"\(([^)]*)\)")
_SUBDIVISION = re.compile(r"(?<=\w{2}) [a-d]$|(?<=\w{2}) \d \d$")
_FIRST = re.compile(r"^(?:do thi|dich vu|va| )+(?=\w)| 1$")  # of the first of several parks
_PARKS = frozenset({"industrial_park"})  # whose first one may bear no number
_NEAR = 0.86  # likeness of two keys from which a typing error is suggested
Index = Mapping[str, tuple[str, ...]]


class Candidates:
    """A gazetteer's names by key; made once a gazetteer (`candidates_of`)."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        parks = [entity for entity in gazetteer if entity.label == "PARK"]
        organisations = [entity for entity in gazetteer if entity.label == "ORG"]
        places = [entity for entity in gazetteer if entity.label == "PLACE"]
        self._parks = _index(parks, park_key)
        self._soft_parks = _index(parks, soft_park_key)
        self._organisations = _index(organisations, organisation_key)
        self._bare = _index(organisations, bare_organisation_key)
        self._places = _index(places, place_key)
        self.boards = index_boards(organisations, [place for place in places if place.kind == "province"])
        self.titles = list_titles(organisations)
        self._beginning = _by_first_words(self._parks)
        self._brands = frozenset(word for key in self._bare if " " not in key and len(key) > 2 for word in [key])

    def parks(self, surface: str) -> tuple[str, ...]:
        """Return the parks of a name; a designator in it must not contradict their kind."""
        kinds = park_kinds(surface)
        key, soft = park_key(surface), soft_park_key(surface)
        for found in (
            self._parks.get(key, ()),
            self._soft_parks.get(soft, ()),
            self._parks.get(self._unbranded(key), ()),
        ):
            fitting = tuple(i for i in found if not kinds or self.gazetteer.entities[i].kind in kinds)
            if fitting:
                return fitting
            if found and len(key.split()) > 1 and not self._is_province(key):
                return found
        first = tuple(i for i in self._parks.get(_FIRST.sub("", key), ()) if self.gazetteer.entities[i].kind in _PARKS)
        shorter = _SUBDIVISION.sub("", key)
        return first or (self._parks.get(shorter, ()) if shorter != key else ())

    def _is_province(self, key: str) -> bool:
        return any(self.gazetteer.entities[i].kind == "province" for i in self._places.get(key, ()))

    def _unbranded(self, key: str) -> str:
        """Leave out brands that stand in a name beside what names it (`WHA Hemaraj 1 - Nghe An`)."""
        words = key.split()
        return " ".join(word for i, word in enumerate(words) if i == 0 or word not in self._brands)

    def beginning_with(self, surface: str) -> tuple[str, ...]:
        """Return the parks whose names begin with all the words of a name, and go on."""
        return self._beginning.get(park_key(surface), ())

    def organisations(self, surface: str) -> tuple[str, ...]:
        """Return the organisations of a name."""
        return self._organisations.get(organisation_key(surface), ()) or self._bare.get(
            bare_organisation_key(surface) or "?", ()
        )

    def places(self, surface: str) -> tuple[str, ...]:
        """Return the provinces and districts of a name; none for that of a commune or a ward."""
        return () if is_below_district(surface) else self._places.get(place_key(surface), ())

    def is_ambiguous(self, entity_id: str, surface: str) -> bool:
        """Tell whether a name is declared to be not this entity's alone."""
        entity = self.gazetteer.entities[entity_id]
        return bool(entity.ambiguous & {fold_name(surface), park_key(surface)})

    def suggest(self, surface: str, label: Label, limit: int = 3) -> tuple[str, ...]:
        """Suggest entities whose names differ by what may be a typing error; for people to decide."""
        of_park = label == "PARK"
        key = park_key(surface) if of_park else organisation_key(surface)
        if len(key) < 6:
            return ()
        matcher = SequenceMatcher(b=key, autojunk=False)
        scored = []
        for other, ids in (self._parks if of_park else self._organisations).items():
            if abs(len(other) - len(key)) <= 2 and other != key:
                matcher.set_seq1(other)
                if matcher.real_quick_ratio() >= _NEAR and (ratio := matcher.ratio()) >= _NEAR:
                    scored.append((-ratio, ids))
        return tuple(dict.fromkeys(chain.from_iterable(ids for _, ids in sorted(scored))))[:limit]


def _index(entities: Iterable[Entity], key_of: Callable[[str], str]) -> Index:
    index: dict[str, dict[str, None]] = {}
    for entity in entities:
        for name in (*entity.names.values(), *entity.aliases):
            for form in (name, *_INNER.findall(name)):
                key = key_of(form)
                if len(key) > 1 and (form == name or len(key) > 3):
                    index.setdefault(key, {})[entity.id] = None
    return {key: tuple(ids) for key, ids in index.items()}


def _by_first_words(index: Index) -> Index:
    beginning: dict[str, dict[str, None]] = {}
    for key, ids in index.items():
        words = key.split()
        for length in range(1, len(words)):
            beginning.setdefault(" ".join(words[:length]), {}).update(dict.fromkeys(ids))
    return {key: tuple(ids) for key, ids in beginning.items()}


@lru_cache(maxsize=4)
def candidates_of(gazetteer: Gazetteer) -> Candidates:
    """Return the index of a gazetteer, made at the first call."""
    return Candidates(gazetteer)
