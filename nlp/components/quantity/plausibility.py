"""Last step: say which values cannot be right, by the declared bands; nothing is corrected."""

from decimal import Decimal

from config.quantity import Band, load_bands
from nlp.components.quantity.draft import Draft
from nlp.components.quantity.lexicon import Lexicon
from nlp.components.quantity.measures import clause_start, clause_stop
from nlp.components.quantity.phrases import Phrases
from nlp.components.quantity.tokens import Tokens

_REACH = 12


class Bands:
    """The declared bands by unit, their words as phrases."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._by_unit: dict[str, list[tuple[Band, Phrases[str] | None, Phrases[str]]]] = {}
        for band in load_bands():
            words = Phrases((lexicon.fold(word), word) for word in band.words) if band.words else None
            unless = Phrases((lexicon.fold(word), word) for word in band.unless)
            self._by_unit.setdefault(band.unit, []).append((band, words, unless))

    def find(self, tokens: Tokens, draft: Draft) -> str | None:
        """Return why the value cannot be right, or None."""
        for band, words, unless in self._by_unit.get(draft.unit, ()):
            if not _is_outside(band, draft.value, draft.upper):
                continue
            if draft.unit == "%" and draft.dimension == "rate":
                continue
            left = clause_start(tokens, draft.first, _REACH)
            right = clause_stop(tokens, draft.stop, _REACH)
            if (words is None or _is_beside(words, tokens, draft, left, right)) and not _is_beside(
                unless, tokens, draft, left, right
            ):
                return band.reason
        return None


def _is_beside(words: Phrases[str], tokens: Tokens, draft: Draft, left: int, right: int) -> bool:
    return bool(words.within(tokens.low, left, draft.first) or words.within(tokens.low, draft.stop, right))


def _is_outside(band: Band, value: Decimal, upper: Decimal | None) -> bool:
    most = value if upper is None else upper
    return (band.low is not None and value < band.low) or (band.high is not None and most > band.high)
