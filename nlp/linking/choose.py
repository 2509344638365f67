"""Choose among candidates, or choose nobody: every link says why, every open one names its candidates."""

import re
from typing import NamedTuple

from config.gazetteer import fold_name
from config.schema import Entity, Mention
from nlp.linking.boards import Seat, seat_of
from nlp.linking.candidates import Candidates
from nlp.linking.document import Document
from nlp.linking.keys import flavours, park_key, park_kinds, phase_of, place_key, plain, same_marks, spell_level
from nlp.linking.programmes import find_programme

_UNKNOWN = "no organisation of this name"
LEAD = 0.5  # by which the best must be ahead of the next
_WATERS = re.compile(r"(?:sông|núi|hồ|đèo|vịnh|biển|suối|đảo) [^\W\d_]")  # in small letters: no district Sông Lô
AFTER = 0.5  # what the province after the merger counts beside the one before: most texts are older


class Choice(NamedTuple):
    """An entity id or None, why, and the ids between which it stays open."""

    entity_id: str | None
    reason: str
    candidates: tuple[str, ...] = ()


def choose_park(mention: Mention, document: Document, candidates: Candidates) -> Choice:
    """Choose the park that a mention stands for by name, marks, kind and the provinces named around."""
    surface = plain(mention.evidence.surface)
    found = candidates.parks(surface)
    fitting = [e for e in (candidates.gazetteer.entities[i] for i in found) if _marks_fit(e, surface)]
    elsewhere = not any(document.names_province_of(entity) for entity in fitting)
    if elsewhere and (nearer := _nearer(surface, document, candidates)):
        return Choice(nearer.id, "name begins so, province named")
    if not fitting:
        return Choice(None, "marks contradict" if found else "no park of this name")
    if len(fitting) == 1 and document.is_said_elsewhere(fitting[0], mention.evidence.start):
        return Choice(None, "lies elsewhere")
    if len(fitting) == 1:
        return Choice(fitting[0].id, "only park of this name")
    scores = sorted(
        ((_score(entity, surface, mention.evidence.start, document), entity.id) for entity in fitting),
        key=lambda pair: (-pair[0], pair[1]),
    )
    if scores[0][0] - scores[1][0] >= LEAD:
        return Choice(scores[0][1], "name, kind and province")
    ids = {entity.id for entity in fitting}
    groups = [entity for entity in fitting if ids - {entity.id} <= set(entity.group_of)]
    if groups:
        return Choice(groups[0].id, "group of all parks of this name")
    return Choice(None, "several of this name", tuple(sorted(entity.id for entity in fitting)))


def _nearer(surface: str, document: Document, candidates: Candidates) -> Entity | None:
    """Return the only park of a province that the text speaks of whose longer name begins with this one."""
    kinds = park_kinds(surface)
    longer = [candidates.gazetteer.entities[i] for i in candidates.beginning_with(surface)]
    near = [e for e in longer if document.names_province_of(e) and (not kinds or e.kind in kinds) and not e.group_of]
    return near[0] if len(near) == 1 and _marks_fit(near[0], surface) else None


def choose_organisation(mention: Mention, document: Document, candidates: Candidates) -> Choice:
    """Choose the organisation that a mention stands for by its name, a province's board also by what it serves."""
    choice = _choose_by_name(mention, candidates)
    if choice.reason == _UNKNOWN and (programme := find_programme(mention.evidence.surface, candidates.titles)):
        return Choice(programme, "title of a programme in other words")
    seat = seat_of(plain(mention.evidence.surface)) if choice.entity_id is None else None
    province = _served(seat, document, candidates) if seat is not None else None
    if seat is None or province is None or (seat.sort, province) not in candidates.boards:
        return choice
    return Choice(candidates.boards[seat.sort, province], "that of the province")


def _served(seat: Seat, document: Document, candidates: Candidates) -> str | None:
    """Return the province that a board or a committee serves: by its name, its economic zone, or the text's own."""
    entities = candidates.gazetteer.entities
    if not seat.served:
        home = document.home()
        fits = home is not None and (
            entities[home].attributes["level"] == seat.level if seat.level else seat.sort == "board"
        )
        return home if fits else None
    provinces = [i for i in candidates.places(seat.served) if entities[i].kind == "province"]
    if provinces or seat.sort != "board":
        return provinces[0] if provinces else None
    zones = [entities[i] for i in candidates.parks(f"khu kinh te {seat.served}")]
    zones = [zone for zone in zones if zone.kind == "economic_zone"]
    near = [zone for zone in zones if document.names_province_of(zone)] or zones
    served = {zone.province_before_2025[:1] for zone in near}
    return near[0].province_before_2025[0] if len(served) == 1 and served != {()} else None


def _choose_by_name(mention: Mention, candidates: Candidates) -> Choice:
    surface = plain(mention.evidence.surface)
    named = candidates.organisations(surface) or candidates.organisations(f"Ministry of {surface}")
    named = named or candidates.organisations(f"Bộ {surface}") or candidates.organisations(_singular(surface))
    found = [i for i in named if _marks_fit(candidates.gazetteer.entities[i], surface)]
    if not found:
        return Choice(None, _UNKNOWN)
    certain = [i for i in found if not candidates.is_ambiguous(i, surface)]
    if len(certain) == 1 or len(found) == 1:
        return Choice((certain or found)[0], "only organisation of this name")
    return Choice(None, "several of this name", tuple(sorted(found)))


def _singular(surface: str) -> str:
    return surface.replace("Ministries of", "Ministry of", 1)


def choose_place(mention: Mention, document: Document, candidates: Candidates) -> Choice:
    """Choose the province, or the district whose province the document speaks of."""
    surface = spell_level(plain(mention.evidence.surface))
    if _WATERS.match(surface):
        return Choice(None, "a river or the like")
    found = [candidates.gazetteer.entities[i] for i in candidates.places(surface)]
    found = [entity for entity in found if _marks_fit(entity, surface)]
    folded = surface.casefold()
    lower = folded.startswith(("huyện", "quận", "thị xã")) or folded.endswith((" district", " town"))
    provinces = [entity for entity in found if entity.kind == "province"]
    if provinces and not lower:
        return Choice(provinces[0].id, "province of this name")
    districts = [entity for entity in found if entity.kind == "district"]
    if len(districts) == 1 and place_key(surface) == fold_name(surface) and document.is_elsewhere(districts[0]):
        return Choice(None, "the text names other provinces than that of this district", (districts[0].id,))
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
    names = (*entity.names.values(), *entity.aliases)
    if entity.label == "PARK":
        names = tuple(name for name in names if park_key(name) == park_key(surface)) or names
    return any(name.isascii() or _same_tail(name, surface) for name in names)


def _same_tail(name: str, surface: str) -> bool:
    """Compare two spellings word by word from the end, where designators do not stand in the way."""
    a, b = name.replace("-", " ").split(), surface.replace("-", " ").split()
    length = min(len(a), len(b))
    return same_marks(" ".join(a[-length:]), " ".join(b[-length:]))


def _score(entity: Entity, surface: str, position: int, document: Document) -> float:
    score = document.nearness(entity.province_before_2025, position)
    score += AFTER * document.nearness(entity.province_after_2025, position)
    names = (*entity.names.values(), *entity.aliases)
    if not surface.isascii() and any(not name.isascii() and _same_tail(name, surface) for name in names):
        score += 1.0
    if park_key(entity.names["en"]) == park_key(surface):
        score += 0.6
    if entity.kind in park_kinds(surface):
        score += 0.4
    if flavours(surface) != flavours(f"{entity.names['en']} {entity.names['vi']}"):
        score -= 1.0
    if phase_of(surface) in {phase_of(name) for name in names} - {""}:
        score += 1.0
    return score - 0.3 * bool(entity.group_of)
