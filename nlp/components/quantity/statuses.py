"""Ninth step: whether a figure is so, planned, aimed at or could be: a log-linear model over the cues of its text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from config.quantity import load_status_weights
from config.schema import Figure, Passage, Status
from nlp.chain import share_out
from nlp.components.quantity.conventions import settle_by_text
from nlp.components.quantity.cues import Cues, Feature
from nlp.components.quantity.lexicon import Language
from nlp.components.quantity.plain import read_plain_status

STATUSES: tuple[Status, ...] = ("achieved", "planned", "target", "potential")
_POSSIBLE_SAVING = ("l.possible_saving", 1.0)  # words of that class before the figure, in its clause
_SURELY: dict[Status, list[float]] = {
    status: [0.0 if other == status else -1000.0 for other in STATUSES] for status in STATUSES
}
Weights = Mapping[str, tuple[int, ...]]


def settle_statuses(text: str, figures: Sequence[Figure], language: Language) -> tuple[Figure, ...]:
    """Give each figure of a text, in its order, its status: by its sentence, the whole text and the figures beside."""
    if not figures:
        return ()
    statuses = StatusModel(text, language, load_status_weights()).classify(figures)
    return tuple(replace(figure, status=status) for figure, status in zip(figures, statuses, strict=True))


def settle_by_passage(text: str, figures: Sequence[Figure], passages: Sequence[Passage]) -> list[Figure]:
    """Give each figure of a document its status, read in the language of its passage, and the value that it means."""
    languages = {passage.ordinal: passage.language for passage in passages}
    groups: dict[Language, list[Figure]] = {"vi": [], "en": []}
    for figure in settle_by_text(text, figures):
        groups["vi" if languages.get(figure.evidence.passage) == "vi" else "en"].append(figure)
    settled = [figure for language, group in groups.items() for figure in settle_statuses(text, group, language)]
    return sorted(settled, key=lambda figure: (figure.evidence.start, figure.evidence.end))


class StatusModel:
    """Scores the figures of one text; what sentences and text contribute is added up once."""

    def __init__(self, text: str, language: Language, weights: Weights) -> None:
        self._text = text
        self._weights = weights
        self._cues = Cues(text, language)
        self._document = self._score(self._cues.document)
        self._sentences: dict[tuple[int, int], list[float]] = {}

    def classify(self, figures: Sequence[Figure]) -> list[Status]:
        """Return the likeliest status of each figure, in the order of the text.

        All are judged together, as figures that follow each other mostly share a status. What could be saved is
        potential, however a text is minded.
        """
        own = [self._weigh(figure) for figure in figures]
        gains = [self._score(self._cues.iter_kept(before, figure)) for before, figure in pairwise(figures)]
        kept = [[], *([(status, gain / 100) for status, gain in enumerate(row)] for row in gains)]
        return [STATUSES[max(range(len(STATUSES)), key=row.__getitem__)] for row in share_out(own, kept)]

    def _weigh(self, figure: Figure) -> list[float]:
        own = list(self._cues.iter_own(figure))
        if _POSSIBLE_SAVING in own:
            return _SURELY["potential"]
        if plain := read_plain_status(self._text, figure.evidence.start, figure.evidence.end):
            return _SURELY[plain]
        place = self._cues.sentence_of(figure)
        if place not in self._sentences:
            self._sentences[place] = self._score(self._cues.iter_around(*place))
        parts = zip(self._score(own), self._sentences[place], self._document, strict=True)
        return [sum(part) / 100 for part in parts]

    def iter_features(self, figure: Figure) -> Iterator[Feature]:
        """Iterate over all features of a figure, for learning."""
        yield from self._cues.iter_own(figure)
        yield from self._cues.iter_around(*self._cues.sentence_of(figure))
        yield from self._cues.document

    def iter_kept(self, before: Figure, figure: Figure) -> Iterator[Feature]:
        """Iterate over the features of two figures that follow each other, for learning."""
        return self._cues.iter_kept(before, figure)

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
