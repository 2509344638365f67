"""Eighth step: whether a figure is so, planned, aimed at, or could be."""

from collections.abc import Sequence

from nlp.components.quantity.draft import Draft
from nlp.components.quantity.lexicon import Lexicon
from nlp.components.quantity.tokens import Tokens


def settle_status(tokens: Tokens, drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Set the status of all drafts of a passage."""
    del tokens, lexicon
    for draft in drafts:
        draft.status = "achieved"
