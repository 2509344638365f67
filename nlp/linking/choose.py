"""Choose among candidates, or choose nobody: every link says why, every open one names its candidates."""

from typing import NamedTuple

from config.schema import Entity, Mention
from nlp.linking.candidates import Candidates
from nlp.linking.document import Document
from nlp.linking.keys import park_key, park_kinds, same_marks

LEAD = 0.5  # by which the best must be ahead of the next


class Choice(NamedTuple):
    """An entity id or None, why, and the ids between which it stays open."""

    entity_id: str | None
    reason: str
    candidates: tuple[str, ...] = ()


def choose_park(mention: Mention, document: Document, candidates: Candidates) -> Choice:
    """Choose the park that a mention stands for by name, marks, kind and the provinces named around."""
    surface = mention.evidence.surface
    found = candidates.parks(surface)
    entities = [candidates.gazetteer.entities[i] for i in found]
    fitting = [entity for entity in entities if _marks_fit(entity, surface)]
    if not fitting:
        return Choice(None, "no park of this name" if not found else "marks contradict")
    if len(fitting) == 1:
        return Choice(fitting[0].id, "only park of this name")
    scores = [(_score(entity, mention, document), entity.id) for entity in fitting]
    scores.sort(key=lambda pair: (-pair[0], pair[1]))
    if scores[0][0] - scores[1][0] >= LEAD:
        return Choice(scores[0][1], "name and province")
    return Choice(None, "several of this name", tuple(sorted(entity.id for entity in fitting)))


def choose_organisation(mention: Mention, candidates: Candidates) -> Choice:
    """Choose the organisation that a mention stands for by its name."""
    surface = mention.evidence.surface
    named = candidates.organisations(surface) or candidates.organisations(f"Ministry of {surface}")
    named = named or candidates.organisations(f"Bộ {surface}") or candidates.organisations(_singular(surface))
    found = [i for i in named if _marks_fit(candidates.gazetteer.entities[i], surface)]
    if not found:
        return Choice(None, "no organisation of this name")
    certain = [i for i in found if not candidates.is_ambiguous(i, surface)]
    if len(certain) == 1:
        return Choice(certain[0], "only organisation of this name")
    return Choice(None, "several of this name", tuple(sorted(found)))


def _singular(surface: str) -> str:
    return surface.replace("Ministries of", "Ministry of", 1)


def choose_place(mention: Mention, document: Document, candidates: Candidates) -> Choice:
    """Choose the province, or the district whose province the document speaks of."""
    surface = mention.evidence.surface
    found = [candidates.gazetteer.entities[i] for i in candidates.places(surface)]
    found = [entity for entity in found if _marks_fit(entity, surface)]
    folded = surface.casefold()
    lower = folded.startswith(("huyện", "quận", "thị xã")) or folded.endswith((" district", " town"))
    provinces = [entity for entity in found if entity.kind == "province"]
    if provinces and not lower:
        return Choice(provinces[0].id, "province of this name")
    districts = [entity for entity in found if entity.kind == "district"]
    if len(districts) == 1:
        return Choice(districts[0].id, "only district of this name")
    near = [entity for entity in districts if document.counts[entity.province_before_2025[0]]]
    if len(near) == 1:
        return Choice(near[0].id, "district of a province named")
    return Choice(None, "several of this name" if districts else "not declared", tuple(e.id for e in districts))


def _marks_fit(entity: Entity, surface: str) -> bool:
    """Tell whether some spelling of the entity has no marks that the surface contradicts."""
    if surface.isascii():
        return True
    key = park_key(surface) if entity.label == "PARK" else None
    for name in (*entity.names.values(), *entity.aliases):
        if key is not None and park_key(name) != key:
            continue
        if name.isascii() or _same_tail(name, surface):
            return True
    return key is not None and not any(park_key(n) == key for n in (*entity.names.values(), *entity.aliases))


def _same_tail(name: str, surface: str) -> bool:
    """Compare two spellings word by word from the end, where designators do not stand in the way."""
    a, b = name.replace("-", " ").split(), surface.replace("-", " ").split()
    length = min(len(a), len(b))
    return same_marks(" ".join(a[-length:]), " ".join(b[-length:]))


def _score(entity: Entity, mention: Mention, document: Document) -> float:
    surface = mention.evidence.surface
    provinces = dict.fromkeys((*entity.province_before_2025, *entity.province_after_2025))
    score = document.nearness(provinces, mention.evidence.start)
    names = (*entity.names.values(), *entity.aliases)
    if not surface.isascii() and any(not n.isascii() and _same_tail(n, surface) for n in names):
        score += 1.0
    if park_key(entity.names["en"]) == park_key(surface):
        score += 0.6
    if entity.kind in park_kinds(surface):
        score += 0.4
    if entity.group_of:
        score -= 0.3
    return score
