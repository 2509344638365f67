"""Ninth step: whether a figure is so, planned, aimed at or could be: a log-linear model over the cues of its text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from config.quantity import load_status_weights
from config.schema import Figure, Passage, Status
from nlp.components.quantity.cues import Cues, Feature
from nlp.components.quantity.lexicon import Language

STATUSES: tuple[Status, ...] = ("achieved", "planned", "target", "potential")
_POSSIBLE_SAVING = ("l.possible_saving", 1.0)  # words of that class before the figure, in its clause
Weights = Mapping[str, tuple[int, ...]]


def settle_statuses(text: str, figures: Sequence[Figure], language: Language) -> tuple[Figure, ...]:
    """Give each figure of a text its status, by its sentence and by what the whole text is about."""
    if not figures:
        return ()
    model = StatusModel(text, language, load_status_weights())
    return tuple(replace(figure, status=model.classify(figure)) for figure in figures)


def settle_by_passage(text: str, figures: Sequence[Figure], passages: Sequence[Passage]) -> list[Figure]:
    """Give each figure of a document its status, read in the language of its passage."""
    languages = {passage.ordinal: passage.language for passage in passages}
    groups: dict[Language, list[Figure]] = {"vi": [], "en": []}
    for figure in figures:
        groups["vi" if languages.get(figure.evidence.passage) == "vi" else "en"].append(figure)
    settled = [figure for language, group in groups.items() for figure in settle_statuses(text, group, language)]
    return sorted(settled, key=lambda figure: (figure.evidence.start, figure.evidence.end))


class StatusModel:
    """Scores the figures of one text; what sentences and text contribute is added up once."""

    def __init__(self, text: str, language: Language, weights: Weights) -> None:
        self._weights = weights
        self._cues = Cues(text, language)
        self._document = self._score(self._cues.document)
        self._sentences: dict[tuple[int, int], list[float]] = {}

    def classify(self, figure: Figure) -> Status:
        """Return the likeliest status; what could be saved is potential, however a text is minded."""
        own = list(self._cues.iter_own(figure))
        if _POSSIBLE_SAVING in own:
            return "potential"
        place = self._cues.sentence_of(figure)
        if place not in self._sentences:
            self._sentences[place] = self._score(self._cues.iter_around(*place))
        totals = [sum(parts) for parts in zip(self._score(own), self._sentences[place], self._document, strict=True)]
        return STATUSES[max(range(len(STATUSES)), key=totals.__getitem__)]

    def iter_features(self, figure: Figure) -> Iterator[Feature]:
        """Iterate over all features of a figure, for learning."""
        yield from self._cues.iter_own(figure)
        yield from self._cues.iter_around(*self._cues.sentence_of(figure))
        yield from self._cues.document

    def _score(self, features: Iterable[Feature]) -> list[float]:
        achieved = planned = target = potential = 0.0
        get = self._weights.get
        for name, strength in features:
            if weights := get(name):
                achieved += weights[0] * strength
                planned += weights[1] * strength
                target += weights[2] * strength
                potential += weights[3] * strength
        return [achieved, planned, target, potential]
