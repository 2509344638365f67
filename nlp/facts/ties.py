"""Know what the gazetteer tells of two things: which park lies where, who runs or rents it, what it is a part of.

Besides what the rows of the two say, `ties.csv` holds what other texts told. A tie is no fact of a text. It only says
which of several readings of a sentence is likely.
"""

from functools import cached_property

from config.gazetteer import TIE_LABELS, Gazetteer, fold_name
from config.schema import Entity, Label
from nlp.facts.namesakes import open_key
from nlp.facts.scene import Name
from nlp.linking.keys import bare_organisation_key

_FIRMS = {"developer": "runs", "tenant": "rents"}


class Ties:
    """What is declared of two things, as a word; stateless."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def kind_of(self, name: Name) -> str:
        """Return the declared kind of a thing, `unknown` if it is not declared."""
        entity = self._find(name)
        return entity.kind if entity else "unknown"

    def between(self, subject: Name, thing: Name) -> str:
        """Return how two things are tied; `unknown` if the gazetteer lacks one of them or tells nothing."""
        a, b = self._find(subject), self._find(thing)
        if b is None:
            return "unknown"
        if subject.label == "ORG":
            return self._tie_firm(subject, a, b)
        if a is None:
            return "unknown"
        if b.label == "PARK":
            return "part" if a.id in b.group_of else _tie_places(a, b)
        return _tie_places(a, b) if b.kind != "district" else _tie_district(a, b)

    def told(self, subject: Name, thing: Name) -> tuple[str, ...]:
        """Return the relations in which texts told that two things stand."""
        return self._told.get((subject.key, thing.key), ())

    @cached_property
    def _told(self) -> dict[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for tie in self._gazetteer.ties:
            subject, thing = TIE_LABELS[tie.relation]
            key = self._key(tie.subject, subject), self._key(tie.object, thing)
            found[key] = (*found.get(key, ()), tie.relation)
        return found

    def _key(self, named: str, label: Label) -> str:
        return named if self._gazetteer.find(named) else open_key(named, label)

    def _find(self, name: Name) -> Entity | None:
        return self._gazetteer.find(name.mention.entity_id or "")

    def _tie_firm(self, name: Name, firm: Entity | None, park: Entity) -> str:
        """Return what a firm is to a park, by its own row or by the park's."""
        if firm is not None and park.id in firm.park_ids:
            return _FIRMS.get(firm.kind, "at")
        developer = self._developers.get(park.id)
        if developer and bare_organisation_key(name.mention.evidence.surface) == developer:
            return "runs"
        return "elsewhere" if firm is not None and firm.park_ids else "unknown"

    @cached_property
    def _developers(self) -> dict[str, str]:
        """The bare names of those that run parks, by park."""
        return {e.id: bare_organisation_key(e.developer) for e in self._gazetteer if e.developer}


def _tie_places(a: Entity, b: Entity) -> str:
    """Return whether two places share a province, before or after the merger of 2025."""
    if not a.provinces or not b.provinces:
        return "unknown"
    return "elsewhere" if frozenset(a.provinces).isdisjoint(b.provinces) else "same"


def _tie_district(park: Entity, district: Entity) -> str:
    """Return whether a park lies in a district, in another one of its province, or in another province."""
    tie = _tie_places(park, district)
    own = fold_name(park.attributes.get("district", ""))
    if tie != "same" or not own:
        return tie
    return "in" if own in fold_name(district.names["vi"]) else "beside"
