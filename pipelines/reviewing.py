"""Names that a person should decide on: unlinked ones, ambiguous ones, and links that were only likely."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from config.gazetteer import fold_name, load_gazetteer
from config.schema import Mention
from index.catalog import Catalog
from nlp.linking import candidates_of

REVIEWED = frozenset({"PARK", "ORG", "PLACE"})
SUGGESTED = 300  # of the most frequent doubtful names are compared with all declared ones
SURE = 0.6  # score of a name that nobody has to look at once it is linked


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A name as it is written most often, how often and where, what it may stand for, and why it is doubtful."""

    surface: str
    label: str
    mentions: int
    articles: int
    entity_id: str | None
    candidates: tuple[str, ...]
    reason: str


def find_doubts(catalog: Catalog, *, label: str | None = None) -> list[Doubt]:
    """Find doubtful names of the current articles, the most frequent first; people only if asked for."""
    declared = {entity.id for entity in catalog.iter_entities() if not entity.provisional}
    found: dict[tuple[str, str], list[tuple[str, Mention]]] = defaultdict(list)
    for stored in catalog.iter_articles():
        for mention in stored.annotation.mentions:
            if mention.label not in ({label} if label else REVIEWED):
                continue
            if _is_doubtful(mention, declared):
                key = (fold_name(mention.evidence.surface), mention.label)
                found[key].append((stored.article.id, mention))
    doubts = [_doubt(mentions) for mentions in found.values()]
    doubts.sort(key=lambda doubt: (-doubt.mentions, doubt.surface, doubt.label))
    return [*map(_with_suggestions, doubts[:SUGGESTED]), *doubts[SUGGESTED:]]


def _with_suggestions(doubt: Doubt) -> Doubt:
    """Name the declared things that an unlinked name may be a typing error of."""
    if doubt.candidates or doubt.label not in {"PARK", "ORG"}:
        return doubt
    near = candidates_of(load_gazetteer()).suggest(doubt.surface, "PARK" if doubt.label == "PARK" else "ORG")
    return replace(doubt, candidates=near, reason=f"{doubt.reason}; spelled almost like these") if near else doubt


def _is_doubtful(mention: Mention, declared: set[str]) -> bool:
    """Tell whether a name is open; places that are no provinces or districts are nobody's to decide."""
    if mention.label == "PLACE" and not mention.candidates:
        return False
    return mention.entity_id not in declared or mention.score < SURE


def _doubt(found: list[tuple[str, Mention]]) -> Doubt:
    surfaces = Counter(mention.evidence.surface for _, mention in found)
    surface = min(surfaces, key=lambda name: (-surfaces[name], name))
    first = found[0][1]
    candidates = dict.fromkeys(candidate for _, mention in found for candidate in mention.candidates)
    return Doubt(
        surface=surface,
        label=first.label,
        mentions=len(found),
        articles=len({article for article, _ in found}),
        entity_id=first.entity_id,
        candidates=tuple(candidates),
        reason=first.reason,
    )
