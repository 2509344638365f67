"""Bind each figure to the thing it is about, or to nothing.

Every thing named in the figure's sentence, in the sentences before, in a heading or in the title is weighed by how it
stands to the figure (`features`); so is "nothing named", and the country. Figures that follow each other mostly speak
of the same thing, so all figures of a text are bound together (a linear-chain conditional random field): each goes to
what most of the chains, weighed by their scores, bind it to, and that share is the confidence. The weights are declared
in `weights.json`, fitted on annotated texts by `benchmarks/facts/fit.py`.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from config.predicates import OTHER
from config.schema import Figure
from nlp.chain import share_out, weigh
from nlp.facts.anchors import find_anchor, is_general, is_sum
from nlp.facts.features import (
    GROUPS,
    candidates_of,
    list_features,
    list_group_features,
    list_link_features,
    list_null_features,
    rule_of,
    see_step,
)
from nlp.facts.guesses import GUESSED, SURE, guess, load_guesses
from nlp.facts.guesses import list_features as list_guess_features
from nlp.facts.joint import tells_of_many
from nlp.facts.meaning import DEFAULT, UNKNOWN, Meanings
from nlp.facts.regions import find_region
from nlp.facts.scene import Name, Scene
from nlp.facts.seats import speaks_for_province
from nlp.facts.sights import Sight, pair_in_order, see
from nlp.facts.spoken import find_spoken
from nlp.facts.topics import name_share, rank_topics
from nlp.facts.vetoes import list_vetoed

Weights = Mapping[str, float]
WEIGHTS_PATH = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Binding:
    """Whom a figure is about (None: nothing named), by which rule, and how sure."""

    figure: Figure
    name: Name | None
    rule: str
    confidence: float
    sentence: int
    meaning: str  # id of a predicate
    certainty: float  # of the meaning

    @property
    def fact_confidence(self) -> float:
        """How sure the fact is: of whom it is about, of what it means and of the figure itself."""
        return round(self.confidence * self.certainty * self.figure.score, 3)


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure with all it may be about, "nothing named" the first."""

    sight: Sight
    certainty: float
    names: tuple[Name | None, ...]
    features: tuple[Sequence[str], ...]  # of each, but for those of its group
    groups: tuple[str, ...]  # of each
    shared: Mapping[str, Sequence[str]]  # features of a group
    links: tuple[tuple[int, tuple[str, ...]] | None, ...]  # the same thing among the choices before, and how it is kept

    def weigh(self, weights: Weights) -> list[float]:
        """Return the score of each."""
        shares = {group: weigh(features, weights) for group, features in self.shared.items()}
        return [shares[g] + weigh(own, weights) for g, own in zip(self.groups, self.features, strict=True)]

    def list_features(self) -> list[tuple[str, ...]]:
        """Return all features of each."""
        return [(*self.shared[g], *own) for g, own in zip(self.groups, self.features, strict=True)]


@cache
def load_weights(path: Path = WEIGHTS_PATH) -> Weights:
    weights: dict[str, float] = json.loads(path.read_text("utf-8"))
    return weights


def bind_figures(figures: Sequence[Figure], scene: Scene, meanings: Meanings, weights: Weights) -> list[Binding]:
    """Bind figures, in the order of the text."""
    if not scene.sentences:
        return [Binding(figure, None, "none", 0.0, 0, OTHER, 0.0) for figure in figures]
    seen = see_all(figures, scene, meanings)
    return bind_seen(seen, scene, rank_topics(scene, [sight for sight, _ in seen], weights), weights)


def bind_seen(
    seen: Sequence[tuple[Sight, float]], scene: Scene, topics: Mapping[str, float], weights: Weights
) -> list[Binding]:
    """Bind figures that were looked at, knowing what the text is about."""
    choices = list_choices(seen, scene, topics)
    own = [choice.weigh(weights) for choice in choices]
    kept = [
        [None if link is None else (link[0], weigh(link[1], weights)) for link in choice.links] for choice in choices
    ]
    shares = share_out(own, kept)
    bindings = []
    for choice, share in zip(choices, shares, strict=True):
        index = _find_greatest(share)
        name = _find_province(choice.names[index], scene)
        rule = rule_of(name, choice.sight, scene) if name else "none"
        confidence = round(share[index], 3)
        sight = choice.sight
        bindings.append(Binding(sight.figure, name, rule, confidence, sight.sentence, sight.meaning, choice.certainty))
    return bindings


def _find_province(name: Name | None, scene: Scene) -> Name | None:
    """Return the province that a people's committee speaks for, any other name as it is."""
    if name is None or not speaks_for_province(name.mention):
        return name
    seat = next((seat for seat in scene.seats if seat.start == name.start), None)
    if seat is None:
        top = scene.tops.get("province")
        return scene.firsts[top] if top else name
    return next((other for other in scene.names if other.subject == seat.subject), seat)


def _find_greatest(share: Sequence[float]) -> int:
    """Return the place of the greatest share, the first of those that differ by rounding only."""
    rounded = [round(value, 9) for value in share]
    return rounded.index(max(rounded))


@dataclass(frozen=True, slots=True)
class Told:
    """What the rules say that a figure means, and how sure they are."""

    figure: Figure
    scene: Scene
    sentence: int
    neighbours: Sequence[Figure]  # of its sentence, itself too
    above: str  # the header over its cell, or the line that leads to its list
    before: tuple[str, str] | None  # what the figure before it means, with its unit
    meaning: str
    certainty: float

    def list_features(self) -> list[str]:
        """Return the words by which a meaning is guessed."""
        span = self.scene.sentences[self.sentence]
        return list_guess_features(
            self.figure, self.scene.text, (span.start, span.end), self.above, self.meaning, self.before
        )


def see_by_rules(figures: Sequence[Figure], scene: Scene, meanings: Meanings) -> Iterator[Told]:
    """Iterate over the figures in the order of the text with what the rules say of them."""
    before: tuple[str, str] | None = None
    ordered = sorted(figures, key=lambda f: (f.evidence.start, f.evidence.end))
    for sentence, group in groupby(ordered, key=lambda f: scene.sentence_at(f.evidence.start)):
        neighbours = list(group)
        span, lead = scene.sentences[sentence], _lead_of(sentence, scene)
        for figure in neighbours:
            column = scene.column_of(figure.evidence.start)
            meaning, certainty = meanings.choose_in_column(figure, column) if column else (OTHER, 0.0)
            if certainty <= DEFAULT:  # no word of the header says what the figure means
                own = meanings.choose(figure, scene.text, span.start, span.end, neighbours)
                meaning, certainty = own if meaning == OTHER or own[1] > DEFAULT else (meaning, certainty)
            if lead:
                led = meanings.choose_in_list(figure, lead, scene.text[span.start : span.end], span.start, neighbours)
                meaning, certainty = (led[0], max(led[1], SURE)) if led[1] > DEFAULT else (meaning, certainty)
            yield Told(figure, scene, sentence, neighbours, column or lead, before, meaning, certainty)
            before = meaning, figure.unit


def see_all(figures: Sequence[Figure], scene: Scene, meanings: Meanings) -> list[tuple[Sight, float]]:
    """Look at all figures in the order of the text; the number is how sure the meaning is."""
    seen: list[tuple[Sight, float]] = []
    for sentence, group in groupby(see_by_rules(figures, scene, meanings), key=attrgetter("sentence")):
        every = list(group)
        pointers = scene.pointers_of(sentence)
        pairs = pair_in_order(scene, sentence, every[0].neighbours)
        for told in every:
            meaning, certainty = _guess(told, meanings)
            seen.append((see(told.figure, scene, sentence, told.neighbours, meaning, pointers, pairs), certainty))
    return seen


def _guess(told: Told, meanings: Meanings) -> tuple[str, float]:
    """Return what a figure means, and how sure that is: as the rules say if they are sure, else as is likeliest."""
    fitting = meanings.list_fitting(told.figure) if told.certainty < SURE else ()
    if not fitting or not (weights := load_guesses()):
        return told.meaning, told.certainty
    meaning, share = guess(told.list_features(), fitting, told.meaning, weights)
    if meaning == told.meaning:
        return meaning, told.certainty
    return meaning, UNKNOWN if meaning == OTHER else round(min(share, GUESSED), 2)


def _lead_of(sentence: int, scene: Scene) -> str:
    """Return the line that leads to the list a sentence stands in: "Savings per year:"."""
    above = scene.lead_to(sentence)
    return "" if above is None else scene.text[scene.sentences[above].start : scene.sentences[above].end]


def list_choices(seen: Sequence[tuple[Sight, float]], scene: Scene, topics: Mapping[str, float]) -> list[Choice]:
    """Return what each figure may be about, in the order of the text; `topics` are the shares of `rank_topics`."""
    choices: list[Choice] = []
    steps = {key: name_share(share) for key, share in topics.items()}
    for sight, certainty in seen:
        spoken = find_spoken(sight, scene) or find_region(sight, scene)
        names = _list_names(sight, scene, spoken)
        groups = tuple(GROUPS[name.sort] if name else "null" for name in names)
        features: tuple[Sequence[str], ...] = ((),)  # a single one is not weighed
        shared: dict[str, Sequence[str]] = {groups[0]: ()}
        if len(names) > 1:
            features = tuple(
                list_features(name, sight, scene, steps.get(name.key, "0"))
                if name
                else list_null_features(sight, scene)
                for name in names
            )
            shared = {group: list_group_features(group, sight) for group in dict.fromkeys(groups)}
        before = choices[-1] if choices and not _starts_anew(sight, choices[-1].sight, scene, spoken) else None
        links = _link(names, sight, before, scene)
        choices.append(Choice(sight, certainty, names, features, groups, shared, links))
    return choices


def _list_names(sight: Sight, scene: Scene, spoken: Name | None) -> tuple[Name | None, ...]:
    """Return all that a figure may be about; what the structure of its sentence gives leaves nothing else.

    `spoken` is what the sentence speaks of without naming it.
    """
    if is_general(sight, scene):
        return (None,)
    anchor, vetoed = find_anchor(sight, scene) or spoken, list_vetoed(sight, scene)
    if anchor and anchor.key not in vetoed:
        return (anchor,)
    found = {key: name for key, name in candidates_of(sight, scene).items() if key not in vetoed}
    if is_sum(sight, scene) and (others := scene.rows_beside(sight.sentence)):
        found = {key: name for key, name in found.items() if key not in others and name is not scene.country}
    return (None, *found.values())


def _starts_anew(sight: Sight, before: Sight, scene: Scene, spoken: Name | None) -> bool:
    """Tell whether a sentence goes over to a thing that it speaks of and the figure before had nothing to do with."""
    if sight.sentence == before.sentence:
        return False
    if tells_of_many(sight, scene) and not tells_of_many(before, scene):
        return _is_at_park(sight, scene)
    last = next((name for name in reversed(before.names) if name.start < before.figure.evidence.start), None)
    return spoken is not None and (last is None or last.key != spoken.key)


def _is_at_park(sight: Sight, scene: Scene) -> bool:
    """Tell whether a park or zone was named since the last province."""
    start = sight.figure.evidence.start
    newest = {sort: scene.newest_name(sort, start) for sort in ("PARK", "zone", "province")}
    province = newest.pop("province")
    return any(name and (province is None or name.start > province.start) for name in newest.values())


def _link(
    names: Sequence[Name | None], sight: Sight, before: Choice | None, scene: Scene
) -> tuple[tuple[int, tuple[str, ...]] | None, ...]:
    if before is None:
        return (None,) * len(names)
    places = {name.key if name else None: index for index, name in enumerate(before.names)}
    step = see_step(sight, before.sight, scene)
    found: list[tuple[int, tuple[str, ...]] | None] = []
    for name in names:
        index = places.get(name.key if name else None)
        features = () if index is None else tuple(list_link_features(name, step))
        found.append(None if index is None else (index, features))
    return tuple(found)
