"""Keep the entities: those of the gazetteer, and the provisional ones that texts name beside them."""

from collections.abc import Iterable
from dataclasses import replace

from config.gazetteer import Gazetteer
from config.schema import Entity
from index.catalog import Catalog


class Names:
    """Knows the provisional entities of the catalog; what several texts call one of them is gathered."""

    def __init__(self, catalog: Catalog, gazetteer: Gazetteer) -> None:
        self._catalog = catalog
        catalog.save_entities(gazetteer)
        self._known = {entity.id: entity for entity in catalog.iter_entities() if entity.id not in gazetteer.entities}

    def save(self, found: Iterable[Entity]) -> None:
        """Save what is new or has got another name."""
        changed: dict[str, Entity] = {}
        for entity in found:
            known = self._known.get(entity.id)
            merged = entity if known is None else merge(known, entity)
            if merged != known:
                self._known[entity.id] = changed[entity.id] = merged
        if changed:
            self._catalog.save_entities(changed.values())


def merge(known: Entity, found: Entity) -> Entity:
    """Add the names of a find to a known entity; its first name in each language stays."""
    names = {**found.names, **known.names}
    aliases = {*known.aliases, *found.aliases, *found.names.values()} - {*names.values()}
    return replace(known, names=names, aliases=tuple(sorted(aliases)))
