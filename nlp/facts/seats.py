"""Tell in which province a people's committee or a management board sits: "the province" in its report is that one."""

import re
from functools import cache, lru_cache

from config.facts import any_of, load_fact_words
from config.gazetteer import fold_name, load_gazetteer
from config.schema import Entity, Mention

_SEATS = re.compile(any_of(load_fact_words().seats), re.I)
_COMMITTEE = re.compile(any_of(load_fact_words().committees), re.I)
_DISTRICT = re.compile(any_of(load_fact_words().districts), re.I)
_LONGEST = 4  # words of a province's name


def seat_of(mention: Mention) -> Mention | None:
    """Return the province that the name of a body says, as a mention of it; None for other bodies."""
    surface = mention.evidence.surface
    province = _find_province(fold_name(surface)) if mention.label == "ORG" and _SEATS.search(surface) else None
    if province is None:
        return None
    return Mention(
        evidence=mention.evidence,
        label="PLACE",
        extractor="seat",
        score=mention.score,
        entity_id=province.id,
        name=province.names["en"],
        kind="province",
    )


def speaks_for_province(mention: Mention) -> bool:
    """Tell whether a name is that of the people's committee of a province, or of one that is not said."""
    surface = mention.evidence.surface
    return mention.label == "ORG" and _COMMITTEE.search(surface) is not None and not _DISTRICT.search(surface)


@lru_cache(maxsize=4096)
def _find_province(folded: str) -> Entity | None:
    """Return the only province whose name stands among folded words."""
    words = folded.split()
    found = {
        entity.id: entity
        for size in range(_LONGEST, 0, -1)
        for start in range(len(words) - size + 1)
        if (entity := _provinces().get(" ".join(words[start : start + size])))
    }
    return next(iter(found.values())) if len(found) == 1 else None


@cache
def _provinces() -> dict[str, Entity]:
    entities = [entity for entity in load_gazetteer() if entity.kind == "province"]
    return {fold_name(name): entity for entity in entities for name in (*entity.names.values(), *entity.aliases)}
