"""Say what a text as a whole is about: features of each thing named, and shares by their weights."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from nlp.chain import weigh
from nlp.facts.anaphora import list_sorts
from nlp.facts.features import GROUPS
from nlp.facts.scene import Name, Scene
from nlp.facts.sights import Sight

HEADLINE = 160  # letters of a text that opens without one
_STEPS = (0.75, 0.5, 0.3, 0.15, 0.05)


def rank_topics(scene: Scene, sights: Sequence[Sight], weights: Mapping[str, float]) -> dict[str, float]:
    """Return for each thing (by key) its share in what the text is about; the shares add up to one."""
    mood = tuple(_iter_mood(scene, sights))
    moods: dict[str, float] = {}
    scores: dict[str, float] = {}
    for key, (group, features) in _list_own_features(scene, sights).items():
        if group not in moods:
            moods[group] = weigh([f"{word} {group}" for word in mood], weights)
        scores[key] = moods[group] + weigh(features, weights)
    top = max(scores.values())
    powers = {key: math.exp(score - top) for key, score in scores.items()}
    total = sum(powers.values())
    return {key: power / total for key, power in powers.items()}


def name_share(share: float) -> str:
    """Return the step a share stands on, as a word."""
    return next((str(step) for step in _STEPS if share >= step), "0")


def list_topic_features(scene: Scene, sights: Sequence[Sight]) -> dict[str, tuple[str, ...]]:
    """Return what speaks for or against each thing as the topic of the text."""
    mood = tuple(_iter_mood(scene, sights))
    return {
        key: (*features, *(f"{word} {group}" for word in mood))
        for key, (group, features) in _list_own_features(scene, sights).items()
    }


def _list_own_features(scene: Scene, sights: Sequence[Sight]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the group of each thing, and what speaks for or against it without regard to the mood of the text."""
    mentions: dict[str, list[Name]] = {scene.country.key: []}
    for name in scene.names:
        mentions.setdefault(name.key, []).append(name)
    before = [_before(sight) for sight in sights]
    near = Counter(names[-1].key for names in before if names)
    heard = Counter(key for names in before for key in {name.key for name in names})
    count = len(sights) or 1
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for key, names in mentions.items():
        group = GROUPS[names[0].sort] if names else "country"
        features = (
            *_iter_places(key, names, group, scene),
            f"topic heard {_step(heard[key] / count)}",
            f"topic heard {_step(heard[key] / count)} {group}",
            f"topic near {_step(near[key] / count)}",
        )
        found[key] = group, features
    return found


def _iter_places(key: str, names: Sequence[Name], group: str, scene: Scene) -> Iterator[str]:
    """Iterate over where and how often the text names a thing."""
    yield f"topic {group}"
    if key in scene.title_keys:
        yield f"topic title {group}"
        yield "topic title " + ("alone" if len(scene.title_keys) == 1 else "shared")
        if key == scene.first_key and scene.names[0].sentence == 0:
            yield f"topic title first {group}"
    if key == scene.first_key:
        yield f"topic first {group}"
    if names and all(name.start in scene.signed for name in names):
        yield f"topic signed {group}"
    first = min(names[0].sentence, 4) if names else 5
    yield f"topic from {first}"
    yield f"topic from {first} {group}"
    share = _step(len(names) / (len(scene.names) or 1))
    yield f"topic share {share}"
    yield f"topic share {share} {group}"
    if scene.tops.get(names[0].sort if names else "country") == key:
        yield f"topic top {group}"
        yield f"topic top of {min(scene.kinds[names[0].sort], 3)} {group}"
    passages = {scene.sentences[name.sentence].passage for name in names}
    yield f"topic spread {_step(len(passages) / (len(scene.passages) or 1))}"
    opens = sum(name.start - scene.sentences[name.sentence].start <= 4 for name in names)
    yield f"topic opens {min(opens, 3)}"
    leads = [scene.leads[name.start] for name in names]
    yield f"topic place {_step(sum(lead == 'in' for lead in leads) / (len(names) or 1))}"
    yield f"topic place {_step(sum(lead == 'in' for lead in leads) / (len(names) or 1))} {group}"


def _iter_mood(scene: Scene, sights: Sequence[Sight]) -> Iterator[str]:
    """Iterate over what the figures of the text are like: their meanings, and what their sentences point back to."""
    headline = scene.passages[0].text[:HEADLINE] if scene.passages else ""
    for sort in list_sorts(headline):
        yield f"topic headline {sort}"
    count = len(sights) or 1
    backs = Counter(kind.split()[0] for sight in sights for kind in set(sight.back.sorts))
    groups = Counter(sight.group for sight in sights)
    for kind in ("zone", "park", "firm", "plant", "place", "many"):
        yield f"topic says {kind} {_step(backs[kind] / count)}"
    for group in ("land", "money", "business", "economy", "saving", "jobs", "tenants", "projects", "parks"):
        yield f"topic tells {group} {_step(groups[group] / count)}"


def _before(sight: Sight) -> list[Name]:
    return [name for name in sight.names if name.start < sight.figure.evidence.start]


def _step(share: float) -> str:
    return "0" if share <= 0 else next((str(step) for step in (0.5, 0.25, 0.1) if share >= step), "0+")
