"""Keep the entities: those of the gazetteer, and the provisional ones that texts name beside them."""

from collections.abc import Iterable
from dataclasses import replace

from config.gazetteer import Gazetteer, fold_name
from config.schema import Entity
from index.catalog import Catalog


class Names:
    """Knows the provisional entities of the catalog; what several texts call one of them is gathered."""

    def __init__(self, catalog: Catalog, gazetteer: Gazetteer) -> None:
        self._catalog = catalog
        self._gazetteer = gazetteer
        catalog.save_entities(gazetteer)
        self._known = {entity.id: entity for entity in catalog.iter_entities() if entity.id not in gazetteer.entities}

    def save(self, found: Iterable[Entity]) -> None:
        """Save what is new or has got another name."""
        changed: dict[str, Entity] = {}
        for entity in found:
            known = self._known.get(entity.id)
            gathered = self._rename(entity if known is None else merge(known, entity))
            if gathered != known:
                self._known[entity.id] = changed[entity.id] = gathered
        if changed:
            self._catalog.save_entities(changed.values())

    def _rename(self, entity: Entity) -> Entity:
        """Give an entity the name that a reviewer decided on."""
        for name in (*entity.names.values(), *entity.aliases):
            decision = self._gazetteer.decisions.get((fold_name(name), entity.label))
            if decision is not None and decision.action == "rename":
                return replace(entity, names={**entity.names, "en": decision.target})
        return entity


def merge(known: Entity, found: Entity) -> Entity:
    """Gather the names of an entity: the first stays, but marks make a name Vietnamese, and their lack English."""
    vi = _first(known.names["vi"], found.names["vi"], marked=True)
    en = _first(known.names["en"], found.names["en"], marked=False)
    spellings = {*known.aliases, *known.names.values(), *found.aliases, *found.names.values()}
    return replace(known, names={"en": en, "vi": vi}, aliases=tuple(sorted(spellings - {en, vi})))


def _first(known: str, found: str, *, marked: bool) -> str:
    return found if known.isascii() is marked and found.isascii() is not marked else known
