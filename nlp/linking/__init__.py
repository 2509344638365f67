"""Link mentions to the gazetteer; names that it lacks become provisional entities with stable ids.

A link is made by name, marks, kind, province and what the document itself says (short forms, acronyms in brackets);
what stays ambiguous is left open with its candidates. Reviewers' decisions (`config/gazetteer/decisions.csv`) come
first.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from config.gazetteer import Gazetteer, fold_name, provisional_id
from config.schema import Label, Mention, Passage
from nlp.linking.candidates import Candidates, candidates_of
from nlp.linking.choose import Choice, choose_organisation, choose_park, choose_place
from nlp.linking.document import Document, in_brackets
from nlp.linking.keys import bare_organisation_key, is_below_district, name_key, organisation_key, park_key, park_kinds
from nlp.linking.provisional import provisional_entities
from nlp.linking.shortening import find_longer_organisations, find_longer_parks

_NUMBER = re.compile(r"[IVX]{1,4}|\d{1,2}|[A-D]")
_NEAR = 7  # letters between the numbers of parks
_LEAST_LISTED = 2  # lines that name parks, where the others do too
_LEVEL_BEFORE = re.compile(r"\b(?:xã|phường|huyện|quận|thị trấn|thị xã|thôn|ấp|tỉnh)\s$", re.I)
_LEVEL_BEHIND = re.compile(r"\s(?:communes?|wards?|districts?|towns?|townships?|villages?)\b", re.I)

__all__ = ["Candidates", "candidates_of", "link_mentions", "provisional_entities"]


def link_mentions(
    mentions: Sequence[Mention], passages: Sequence[Passage], gazetteer: Gazetteer
) -> tuple[Mention, ...]:
    """Link the mentions of one document; the order is that of the text, rejected names are left out."""
    candidates = candidates_of(gazetteer)
    ordered = sorted(mentions, key=lambda m: (m.evidence.start, m.evidence.end))
    kept = [mention for mention in ordered if not _is_rejected(mention, gazetteer)]
    evidence = [mention.evidence for mention in kept]
    kept = _relabel(list(_iter_whole(kept)), passages, candidates)
    document = Document(kept, passages, candidates)
    choices = [_choose(mention, document, candidates) for mention in kept]
    choices = _by_short_form(kept, choices, document, candidates)
    longer = _find_longer(kept, choices)
    linked = (_linked(m, choice, document, candidates, longer) for m, choice in zip(kept, choices, strict=True))
    return tuple(replace(m, evidence=own) for m, own in zip(linked, evidence, strict=True))


def _iter_whole(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Iterate over the mentions, numbers of parks with the name before them: `Dong Van I and II`."""
    before: Mention | None = None
    for mention in mentions:
        whole = mention
        if mention.label == "PARK" and before is not None and _NUMBER.fullmatch(mention.evidence.surface):
            name, _, number = before.evidence.surface.rpartition(" ")
            near = 0 < mention.evidence.start - before.evidence.end <= _NEAR
            if near and before.label == "PARK" and name and _NUMBER.fullmatch(number):
                surface = f"{name} {mention.evidence.surface}"
                whole = replace(mention, evidence=replace(mention.evidence, surface=surface))
        yield whole
        before = whole


def _find_longer(mentions: Sequence[Mention], choices: Sequence[Choice]) -> Mapping[str, Mapping[str, str]]:
    """Return by label the keys of unknown names that are short for a longer one in the text, with that one's key."""
    keys: dict[str, list[tuple[str, str]]] = {"ORG": [], "PARK": []}
    for mention, choice in zip(mentions, choices, strict=True):
        if mention.label in keys and choice.entity_id is None and not choice.candidates:
            surface = mention.evidence.surface
            keys[mention.label].append((_stable_key(mention.label, surface), surface))
    return {
        "ORG": find_longer_organisations(keys["ORG"]),
        "PARK": find_longer_parks(dict(keys["PARK"]).keys()),
    }


def _relabel(mentions: Sequence[Mention], passages: Sequence[Passage], candidates: Candidates) -> list[Mention]:
    """Take an organisation in brackets behind a park that bears its name for the park: `Dinh Vu (Deep C)`.

    An unknown place that its text has more often as a park is that park, and so is a firm alone in a line among parks.
    """
    text_of = {passage.ordinal: passage for passage in passages}
    relabelled = list(mentions)
    for number, (before, after) in enumerate(pairwise(mentions), 1):
        if (before.label, after.label) == ("PARK", "ORG") and in_brackets(before, after, text_of):
            both = set(candidates.parks(before.evidence.surface)) & set(candidates.parks(after.evidence.surface))
            if both:
                relabelled[number] = replace(after, label="PARK")
    counts = Counter((m.label, m.evidence.surface) for m in relabelled)
    keys = {park_key(m.evidence.surface) for m in relabelled if m.label == "PARK"}
    lines = [m for m in relabelled if _is_line(m, text_of[m.evidence.passage])]
    listed = {id(m) for m in lines} if sum(m.label == "PARK" for m in lines) >= _LEAST_LISTED else set()
    return [
        replace(m, label="PARK")
        if (_is_misread_park(m, counts, candidates) and not _is_levelled(m, text_of[m.evidence.passage]))
        or (m.evidence.start == 0 and _is_headline(m, keys, candidates))
        or (m.label == "ORG" and id(m) in listed and candidates.parks(m.evidence.surface))
        else m
        for m in relabelled
    ]


def _is_misread_park(mention: Mention, counts: Counter[tuple[Label, str]], candidates: Candidates) -> bool:
    surface = mention.evidence.surface
    if mention.label != "PLACE" or counts["PARK", surface] < counts["PLACE", surface]:
        return False
    return not candidates.places(surface) and not is_below_district(surface)


def _is_headline(mention: Mention, keys: Collection[str], candidates: Candidates) -> bool:
    """Tell whether a place with which a text begins is the park that it calls one below."""
    surface = mention.evidence.surface
    if mention.label != "PLACE" or park_key(surface) not in keys or is_below_district(surface):
        return False
    return bool(candidates.parks(surface)) and not candidates.places(surface)


def _is_line(mention: Mention, passage: Passage) -> bool:
    """Tell whether a name is all of a line, as the cells of a table are whose lines came apart."""
    start, end = mention.evidence.start - passage.start, mention.evidence.end - passage.start
    before, behind = passage.text[:start].rpartition("\n")[2], passage.text[end:].partition("\n")[0]
    return not (before + behind).strip("-–•*+ .;")


def _is_levelled(mention: Mention, passage: Passage) -> bool:
    """Tell whether the word beside a place says that it is a commune or the like."""
    start, end = mention.evidence.start - passage.start, mention.evidence.end - passage.start
    return bool(
        _LEVEL_BEFORE.search(passage.text[max(0, start - 12) : start]) or _LEVEL_BEHIND.match(passage.text, end)
    )


def _is_rejected(mention: Mention, gazetteer: Gazetteer) -> bool:
    decision = gazetteer.decisions.get((fold_name(mention.evidence.surface), mention.label))
    return decision is not None and decision.action == "reject"


def _choose(mention: Mention, document: Document, candidates: Candidates) -> Choice:
    decision = candidates.gazetteer.decisions.get((fold_name(mention.evidence.surface), mention.label))
    if decision is not None and decision.action == "merge":
        return Choice(decision.target, f"decided on {decision.day}: {decision.reason}")
    if decision is not None and decision.action == "split":
        return Choice(None, f"decided on {decision.day}: {decision.reason}")
    if mention.label == "PARK":
        return choose_park(mention, document, candidates)
    if mention.label == "ORG":
        return choose_organisation(mention, document, candidates)
    if mention.label == "PLACE":
        return choose_place(mention, document, candidates)
    return Choice(None, "people are not declared" if mention.label == "PERSON" else "")


def _by_short_form(
    mentions: Sequence[Mention], choices: Sequence[Choice], document: Document, candidates: Candidates
) -> list[Choice]:
    """Link what is still open to the one thing whose name it shortens, or in brackets behind which it stood."""
    by_name: dict[tuple[str, str], Choice] = {}
    keys: dict[str, dict[str, Choice]] = {"PARK": {}, "ORG": {}}
    for mention, choice in zip(mentions, choices, strict=True):
        if choice.entity_id is not None:
            by_name.setdefault((mention.label, mention.evidence.surface), choice)
            if mention.label in keys:
                keys[mention.label].setdefault(name_key(mention.label, mention.evidence.surface), choice)
    chosen = frozenset(choice.entity_id for choice in choices if choice.entity_id)
    settled = []
    for mention, first in zip(mentions, choices, strict=True):
        choice = _of_group(first, chosen, document, candidates) if mention.label == "PARK" else first
        settled.append(choice if choice.entity_id else _shortened(mention, choice, document, by_name, keys, candidates))
    return settled


def _of_group(choice: Choice, chosen: frozenset[str], document: Document, candidates: Candidates) -> Choice:
    """Take a group for the only one of its parks that the text names, or that lies in a province that it names."""
    group = candidates.gazetteer.find(choice.entity_id or "")
    if group is None or choice.reason.startswith("decided"):
        return choice
    members = group.group_of
    named = [member for member in members if member in chosen]
    entities = [candidates.gazetteer.entities[member] for member in members]
    near = [entity.id for entity in entities if document.names_province_of(entity)]
    for found in (named, near):
        if len(found) == 1:
            return Choice(found[0], "only park of the group that this text can mean")
    return choice


def _shortened(
    mention: Mention,
    choice: Choice,
    document: Document,
    by_name: dict[tuple[str, str], Choice],
    keys: dict[str, dict[str, Choice]],
    candidates: Candidates,
) -> Choice:
    surface = mention.evidence.surface
    full = document.short_forms.get((mention.label, name_key(mention.label, surface)))
    if full is not None and (mention.label, full) in by_name:
        return Choice(by_name[mention.label, full].entity_id, f"stands in brackets behind {full}")
    if mention.label not in keys or choice.reason.startswith("decided"):
        return choice
    key = name_key(mention.label, surface)
    if mention.label == "ORG" and (meant := keys["ORG"].get(document.full_names.get(key, ""))) is not None:
        entity = candidates.gazetteer.entities[meant.entity_id or ""]
        is_open = not choice.candidates or entity.id in choice.candidates
        if is_open and document.is_full_name(surface, document.full_names[key], entity):
            return Choice(entity.id, "its short form stands in brackets behind it")
    if not key and mention.label == "PARK":
        return _only_of_kind(choice, surface, by_name, candidates)
    longer = {c.entity_id for other, c in keys[mention.label].items() if len(key) > 2 and other.startswith(f"{key} ")}
    if choice.candidates:
        longer &= set(choice.candidates)
    if len(longer) == 1:
        return Choice(longer.pop(), "short form of a name in this text")
    return choice


def _only_of_kind(
    choice: Choice, surface: str, by_name: dict[tuple[str, str], Choice], candidates: Candidates
) -> Choice:
    """Take a bare designator for the only thing of its kind in the text."""
    entities = candidates.gazetteer.entities
    found = {c.entity_id for c in by_name.values() if c.entity_id in entities}
    fitting = {i for i in found if i and entities[i].label == "PARK" and entities[i].kind in park_kinds(surface)}
    return Choice(fitting.pop(), "only one of its kind in this text") if len(fitting) == 1 else choice


def _linked(
    mention: Mention,
    choice: Choice,
    document: Document,
    candidates: Candidates,
    longer: Mapping[str, Mapping[str, str]],
) -> Mention:
    if choice.entity_id is not None:
        entity = candidates.gazetteer.entities[choice.entity_id]
        return replace(mention, entity_id=entity.id, name=entity.names["en"], kind=entity.kind, reason=choice.reason)
    provisional = None
    if mention.label in {"PARK", "ORG", "PERSON"} and not choice.candidates:
        surface = mention.evidence.surface
        full = document.short_forms.get((mention.label, name_key(mention.label, surface)), surface)
        key = _stable_key(mention.label, full)
        provisional = provisional_id(mention.label, longer.get(mention.label, {}).get(key, key))
    return replace(mention, entity_id=provisional, reason=choice.reason, candidates=choice.candidates)


def _stable_key(label: str, surface: str) -> str:
    if label == "PARK":
        return park_key(surface)
    if label == "ORG":
        return bare_organisation_key(surface) or organisation_key(surface)
    return fold_name(surface)
