"""Make entities of names that the gazetteer lacks; they are joined across documents by their ids."""

from collections import Counter
from collections.abc import Mapping

from config.gazetteer import is_provisional
from config.schema import Annotation, Entity, Mention


def provisional_entities(annotation: Annotation) -> tuple[Entity, ...]:
    """Return the provisional entities that an annotation names, by id; the most frequent spelling is the name."""
    found: dict[str, list[Mention]] = {}
    for mention in annotation.mentions:
        if mention.entity_id is not None and is_provisional(mention.entity_id):
            found.setdefault(mention.entity_id, []).append(mention)
    languages = {passage.ordinal: passage.language for passage in annotation.passages}
    return tuple(_entity(entity_id, mentions, languages) for entity_id, mentions in sorted(found.items()))


def _entity(entity_id: str, mentions: list[Mention], languages: Mapping[int, str]) -> Entity:
    names: dict[str, str] = {}
    for language in ("en", "vi"):
        spellings = Counter(
            " ".join(m.evidence.surface.split()) for m in mentions if languages.get(m.evidence.passage) == language
        )
        if spellings:
            names[language] = min(spellings, key=lambda name: (-spellings[name], name))
    fallback = names.get("en") or names.get("vi") or " ".join(mentions[0].evidence.surface.split())
    return Entity(
        id=entity_id,
        label=mentions[0].label,
        kind="unknown",
        names={"en": names.get("en", fallback), "vi": names.get("vi", fallback)},
        provisional=True,
        source="found in texts",
    )
